import type { mongo } from 'mongoose';

export interface LeaseDocument {
  readonly _id: string;
  readonly owner: string;
  /** By the store's clock. */
  readonly until: Date;
}

const HOLD_MS = 10_000;
const RENEW_MS = 3_000;
const EPOCH = new Date(0);

/**
 * The right to do something alone for ten seconds at a time, by the store's clock. It keeps two from doing the same work;
 * it is no fence: whoever stalls finds out later, so what must not happen twice needs one besides.
 */
export class Lease {
  private askedAt = -Infinity;

  constructor(
    private readonly leases: mongo.Collection<LeaseDocument>,
    private readonly id: string,
    private readonly owner: string,
  ) {}

  /** Takes or renews the lease, asking the store only when a third of it has passed. @returns whether it is ours */
  async hold(): Promise<boolean> {
    const now = performance.now();
    if (now - this.askedAt < RENEW_MS) return true;
    const free = { $or: [{ $eq: ['$owner', this.owner] }, { $lte: [{ $ifNull: ['$until', EPOCH] }, '$$NOW'] }] };
    const end = { $dateAdd: { startDate: '$$NOW', unit: 'millisecond', amount: HOLD_MS } };
    const lease = await this.leases.findOneAndUpdate(
      { _id: this.id },
      [{ $set: { owner: { $cond: [free, this.owner, '$owner'] }, until: { $cond: [free, end, '$until'] } } }],
      { upsert: true, returnDocument: 'after' },
    );
    const ours = lease?.owner === this.owner;
    this.askedAt = ours ? now : -Infinity;
    return ours;
  }

  /** The next `hold` asks the store. */
  doubt(): void {
    this.askedAt = -Infinity;
  }

  /** Lets others have it at once. */
  async release(): Promise<void> {
    this.doubt();
    await this.leases.updateOne({ _id: this.id, owner: this.owner }, { $set: { until: EPOCH } });
  }
}
