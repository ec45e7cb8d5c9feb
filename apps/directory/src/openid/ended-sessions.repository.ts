import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Model } from 'mongoose';
import { EndedSession } from './ended-session.schema.ts';

@Injectable()
export class EndedSessionsRepository {
  constructor(@InjectModel(EndedSession.name) private readonly ended: Model<EndedSession>) {}

  async has(id: string): Promise<boolean> {
    return (await this.ended.exists({ _id: id })) !== null;
  }

  async findEndedBefore(organisation: string, before: Date): Promise<string[]> {
    return (await this.ended.find({ organisation, endedAt: { $lt: before } }).lean<EndedSession[]>()).map(({ _id }) => _id);
  }

  async note(organisation: string, ids: readonly string[], endedAt: Date, session: ClientSession): Promise<void> {
    for (const _id of ids) await this.ended.updateOne({ _id }, { $set: { organisation, endedAt } }, { session, upsert: true });
  }

  async forgetEndedBefore(organisation: string, before: Date, session: ClientSession): Promise<void> {
    await this.ended.deleteMany({ organisation, endedAt: { $lt: before } }, { session });
  }
}
