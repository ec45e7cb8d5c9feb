import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Place } from '@landbridge/platform';
import type { ClientSession, mongo } from 'mongoose';
import { IngestionStore } from '../store/ingestion-store.ts';
import type { PurgeDocument } from './purge.document.ts';

@Injectable()
export class PurgesRepository implements OnModuleInit {
  private readonly purges: mongo.Collection<PurgeDocument>;

  constructor(store: IngestionStore) {
    this.purges = store.collection('purges');
  }

  async onModuleInit(): Promise<void> {
    await this.purges.createIndexes([{ key: { at: 1, _id: 1 } }]);
  }

  /** The first proof stays. */
  async add(session: ClientSession, { _id, ...purge }: PurgeDocument): Promise<void> {
    await this.purges.updateOne({ _id }, { $setOnInsert: purge }, { upsert: true, session });
  }

  async isPurged(id: string): Promise<boolean> {
    return (await this.purges.findOne({ _id: id }, { projection: { _id: 1 } })) !== null;
  }

  list(after: Place | undefined, limit: number): Promise<PurgeDocument[]> {
    return this.purges
      .find(after ? { $or: [{ at: { $gt: after[0] } }, { at: after[0], _id: { $gt: after[1] } }] } : {})
      .sort({ at: 1, _id: 1 })
      .limit(limit)
      .toArray();
  }
}
