import { randomUUID } from 'node:crypto';
import { StoreClock } from '@landbridge/platform';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { MongoServerError } from 'mongodb';
import type { Model } from 'mongoose';
import { Lease } from './evaluation.schema.ts';

const LENGTH = 30_000;
const DUPLICATE_KEY = 11_000;

/** Keeps a second instance from doing the same work. It is no lock: two that evaluate at once do no harm. */
@Injectable()
export class EvaluationLease {
  private readonly holder = randomUUID();

  constructor(
    @InjectModel(Lease.name) private readonly leases: Model<Lease>,
    private readonly clock: StoreClock,
  ) {}

  /** Takes or prolongs the lease. @returns whether it is ours */
  async take(): Promise<boolean> {
    const now = await this.clock.now();
    const free = { _id: 'evaluation', $or: [{ holder: this.holder }, { until: { $lt: now } }] };
    try {
      await this.leases.updateOne(free, { holder: this.holder, until: new Date(now.getTime() + LENGTH) }, { upsert: true });
      return true;
    } catch (error) {
      if (error instanceof MongoServerError && error.code === DUPLICATE_KEY) return false;
      throw error;
    }
  }

  async release(): Promise<void> {
    await this.leases.deleteOne({ _id: 'evaluation', holder: this.holder });
  }
}
