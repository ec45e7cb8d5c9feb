import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { ClientSession, mongo } from 'mongoose';
import { IngestionStore } from '../store/ingestion-store.ts';
import type { HoldDocument } from './purge.document.ts';

@Injectable()
export class HoldsRepository implements OnModuleInit {
  private readonly holds: mongo.Collection<HoldDocument>;

  constructor(store: IngestionStore) {
    this.holds = store.collection('holds');
  }

  async onModuleInit(): Promise<void> {
    await this.holds.createIndexes([{ key: { report: 1 } }]);
  }

  async set(session: ClientSession, hold: Omit<HoldDocument, '_id'>): Promise<void> {
    const _id = holdId(hold.report, hold.by);
    await this.holds.replaceOne({ _id }, hold, { upsert: true, session });
  }

  async end(report: string, by: HoldDocument['by']): Promise<void> {
    await this.holds.deleteOne({ _id: holdId(report, by) });
  }

  /** The one of those in force that ends last. */
  findInForce(report: string, now: string, session?: ClientSession): Promise<HoldDocument | null> {
    return this.holds.findOne({ report, until: { $gt: now } }, { sort: { until: -1 }, ...(session && { session }) });
  }
}

const holdId = (report: string, by: HoldDocument['by']) => `${report}:${by}`;
