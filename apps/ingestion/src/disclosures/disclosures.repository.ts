import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Disclosure } from '@landbridge/contracts';
import type { ClientSession, mongo } from 'mongoose';
import { ReportsRepository } from '../reports/reports.repository.ts';
import { IngestionStore } from '../store/ingestion-store.ts';

export interface DisclosureDocument extends Disclosure {
  readonly _id: string;
}

/** A place in the list of one report's disclosures. */
export interface DisclosurePosition {
  readonly at: string;
  readonly id: string;
}

/** Who was shown what. */
@Injectable()
export class DisclosuresRepository implements OnModuleInit {
  private readonly disclosures: mongo.Collection<DisclosureDocument>;

  constructor(
    store: IngestionStore,
    private readonly reports: ReportsRepository,
  ) {
    this.disclosures = store.collection('disclosures');
  }

  async onModuleInit(): Promise<void> {
    await this.disclosures.createIndexes([{ key: { report: 1, at: 1, _id: 1 } }, { key: { reader: 1, report: 1 } }]);
  }

  /** Written with the act: what is not on record is not shown. One with the same id is there already. */
  async add(disclosures: readonly { readonly id: string; readonly disclosure: Disclosure }[], session?: ClientSession): Promise<void> {
    if (disclosures.length === 0) return;
    await this.disclosures.bulkWrite(
      disclosures.map(({ id, disclosure }) => ({
        updateOne: { filter: { _id: id }, update: { $setOnInsert: { ...disclosure } }, upsert: true },
      })),
      { ordered: false, ...(session ? { session } : {}) },
    );
  }

  /** A reader may be shown a report in the moment in which it is taken back: it may know of that as well. */
  async tellOfWithdrawals(disclosures: readonly Disclosure[], session?: ClientSession): Promise<void> {
    for (const [reader, shown] of Map.groupBy(disclosures, (disclosure) => disclosure.reader))
      await this.reports.tell([...new Set(shown.map(({ report }) => report))], [reader], session);
  }

  async wasShown(report: string, reader: string): Promise<boolean> {
    return (await this.disclosures.findOne({ reader, report }, { projection: { _id: 1 } })) !== null;
  }

  readersOf(report: string): Promise<string[]> {
    return this.disclosures.distinct('reader', { report });
  }

  /** A page of one report's disclosures, oldest first. */
  list(report: string, after: DisclosurePosition | undefined, limit: number): Promise<DisclosureDocument[]> {
    const beyond = after ? [{ at: { $gte: after.at } }, { $or: [{ at: { $gt: after.at } }, { _id: { $gt: after.id } }] }] : [];
    return this.disclosures
      .find({ $and: [{ report }, ...beyond] })
      .sort({ at: 1, _id: 1 })
      .limit(limit)
      .toArray();
  }
}
