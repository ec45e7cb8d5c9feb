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

  /** The first proof stays; where what it is of came back and was destroyed again, Kafka is waited for anew. */
  async add({ _id, kafkaUntil, ...purge }: PurgeDocument, session?: ClientSession): Promise<void> {
    const update = { $setOnInsert: purge, $max: { kafkaUntil } };
    await this.purges.updateOne({ _id }, update, { upsert: true, ...(session && { session }) });
  }

  list(after: Place | undefined, limit: number): Promise<PurgeDocument[]> {
    return this.purges
      .find(after ? { $or: [{ at: { $gt: after[0] } }, { at: after[0], _id: { $gt: after[1] } }] } : {})
      .sort({ at: 1, _id: 1 })
      .limit(limit)
      .toArray();
  }
}
