import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { isDuplicateKey } from '../duplicate-key.ts';
import { Attempt } from './attempt.schema.ts';

@Injectable()
export class AttemptsRepository {
  constructor(@InjectModel(Attempt.name) private readonly attempts: Model<Attempt>) {}

  async find(id: string): Promise<Attempt | undefined> {
    return (await this.attempts.findById(id).lean<Attempt>()) ?? undefined;
  }

  /** @returns false when somebody else counted meanwhile */
  async replace({ _id, ...next }: Attempt, failuresBefore: number): Promise<boolean> {
    try {
      const { modifiedCount, upsertedCount } = await this.attempts.updateOne(
        { _id, ...(failuresBefore > 0 && { failures: failuresBefore }) },
        failuresBefore > 0 ? { $set: next } : { $setOnInsert: next },
        { upsert: failuresBefore === 0 },
      );
      return modifiedCount + upsertedCount === 1;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  async takeBack(id: string): Promise<void> {
    await this.attempts.updateOne({ _id: id, failures: { $gt: 1 } }, { $inc: { failures: -1 } });
  }

  async forget(id: string): Promise<void> {
    await this.attempts.deleteOne({ _id: id });
  }
}
