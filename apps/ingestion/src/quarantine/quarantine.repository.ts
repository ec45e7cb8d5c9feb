import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Place } from '@landbridge/platform';
import type { mongo } from 'mongoose';
import { IngestionStore } from '../store/ingestion-store.ts';

export interface QuarantineDocument {
  readonly _id: string;
  readonly organisation: string;
  readonly line: number;
  /** RFC 3339. */
  readonly at: string;
  /** The line and what is wrong with it, sealed for its submitter; absent where it may not be kept. */
  readonly sealed?: Buffer;
  /** Why it was never taken, where it may not be kept. */
  readonly refused?: string;
  /** Real time, by which the store takes the entry away. */
  readonly expiresAt: Date;
}

@Injectable()
export class QuarantineRepository implements OnModuleInit {
  private readonly entries: mongo.Collection<QuarantineDocument>;

  constructor(store: IngestionStore) {
    this.entries = store.collection('quarantine');
  }

  async onModuleInit(): Promise<void> {
    await this.entries.createIndexes([{ key: { organisation: 1, at: -1, _id: -1 } }, { key: { expiresAt: 1 }, expireAfterSeconds: 0 }]);
  }

  /** The same line of the same organisation again takes the place of the first. */
  async put(entries: readonly QuarantineDocument[]): Promise<void> {
    if (entries.length === 0) return;
    await this.entries.bulkWrite(
      entries.map((entry) => ({ replaceOne: { filter: { _id: entry._id }, replacement: entry, upsert: true } })),
      { ordered: false },
    );
  }

  find(organisation: string, id: string): Promise<QuarantineDocument | null> {
    return this.entries.findOne({ _id: id, organisation });
  }

  all(organisation: string): AsyncIterable<QuarantineDocument> {
    return this.entries.find({ organisation });
  }

  async remove(organisation: string, ids: readonly string[]): Promise<void> {
    await this.entries.deleteMany({ _id: { $in: [...ids] }, organisation });
  }

  list(organisation: string, after: Place | undefined, limit: number): Promise<QuarantineDocument[]> {
    const beyond = after ? [{ $or: [{ at: { $lt: after[0] } }, { at: after[0], _id: { $lt: after[1] } }] }] : [];
    return this.entries
      .find({ $and: [{ organisation }, ...beyond] })
      .sort({ at: -1, _id: -1 })
      .limit(limit)
      .toArray();
  }
}
