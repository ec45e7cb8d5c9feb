import { randomUUID } from 'node:crypto';
import { StoreClock } from '@landbridge/platform';
import { Injectable } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import { MongoServerError } from 'mongodb';
import type { ClientSession, Connection, Model } from 'mongoose';
import { Lease } from './evaluation.schema.ts';

const LENGTH = 30_000;
const DUPLICATE_KEY = 11_000;

/** Another instance has taken the lease. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

/**
 * Has one instance evaluate at a time. One that stalls and wakes up when another has taken its place has read what is no longer so; each
 * write of evaluation therefore fails with the lease.
 */
@Injectable()
export class EvaluationLease {
  private readonly holder = randomUUID();

  constructor(
    @InjectModel(Lease.name) private readonly leases: Model<Lease>,
    private readonly clock: StoreClock,
    @InjectConnection() private readonly connection: Connection,
  ) {}

  /** Writes in one transaction. @throws LeaseLost; nothing is written then */
  async write(work: (session: ClientSession) => Promise<unknown>): Promise<void> {
    await this.connection.transaction(async (session) => {
      await this.require(session);
      await work(session);
    });
  }

  /** Two transactions of which one takes the lease, and the other asks for it, do not both commit. @throws LeaseLost */
  readonly require = async (session: ClientSession): Promise<void> => {
    const { matchedCount } = await this.leases.updateOne({ _id: 'evaluation', holder: this.holder }, { $inc: { writes: 1 } }, { session });
    if (matchedCount === 0) throw new LeaseLost('Another instance evaluates by now.');
  };

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
