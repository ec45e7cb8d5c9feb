import type { Charter, DetectionMethod, Measure, TrendGrain } from '@landbridge/contracts';
import type { Coverage } from '@landbridge/detection';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { insertAll } from '@landbridge/platform';
import type { Binary, Collection, Filter } from 'mongodb';
import type { ClientSession, Connection } from 'mongoose';
import { TRANSACTION } from '../counting/counting.collections.ts';
import type { Series } from '../counting/series.ts';
import { EvaluationLease } from './evaluation-lease.ts';
import type { MethodChoice } from './method-choice.ts';
import type { Rise } from './rises.ts';

/**
 * All lines of one audience under one charter, in buckets of one grain, from a first one on: what is evaluated together, because the correction
 * for many series goes over all of them. Another charter, generation, first bucket or choice of methods is another family; it is made beside
 * the one that stands.
 */
export interface FamilyDocument {
  /** Made of what it is about, see `familyId`. */
  readonly _id: string;
  readonly audience: string;
  readonly generation: string;
  readonly charter?: Charter;
  /** Length of its buckets, each named by its first day as an epoch day. Absent: a week. */
  readonly grain?: TrendGrain;
  /** The first bucket with a report that the audience counts. */
  readonly from: number;
  /** What the series of some dimensions are evaluated by. Absent: each by its history. */
  readonly methods?: MethodChoice;
  readonly since: Date;
  /** While its lines are made: the key of the last series that is done. Absent when all are. */
  readonly after?: string;
  /** Series whose lines are made, of how many. */
  readonly done: number;
  readonly total: number;
  /** The newest bucket whose signals are there. */
  readonly evaluatedTo: number;
  /** Of that bucket and those before it, the newest first: the share of reports that should have come when it was over. Absent before it is learnt. */
  readonly arrived?: readonly Coverage[];
  /** The oldest bucket that is to be reduced anew; absent when none is. */
  readonly reduceFrom?: number;
  /** The newest bucket whose reports have changed since; absent where none have. */
  readonly touchedTo?: number;
  /** Raised whenever `reduceFrom` is set, so that what came while a bucket was reduced is not forgotten. */
  readonly changes: number;
}

/** One series in one measure, for one family: its counts, as they were last evaluated. */
export interface LineDocument {
  /** `family|series|measure` */
  readonly _id: string;
  readonly family: string;
  readonly series: Series;
  readonly measure: Measure;
  /** Counts bucket by bucket from the family's first on, to the last that is not 0: 32-bit integers, little endian. */
  readonly counts: Binary;
  /** The first bucket that is tested. */
  readonly tested: number;
}

export const DIRECTIONS = ['rise', 'fall'] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** A bucket of a line in which something may have changed: a p-value small enough to matter for the correction. */
export interface SignalDocument {
  /** `family|bucket|series|measure|direction` */
  readonly _id: string;
  /** Id of the line. */
  readonly line: string;
  readonly bucket: number;
  readonly series: Series;
  readonly measure: Measure;
  readonly direction: Direction;
  readonly method: DetectionMethod;
  readonly p: number;
  /** The sum of how many buckets, this one the last. */
  readonly buckets: number;
  readonly observed: number;
  readonly expected: number;
  readonly dispersion: number;
  readonly bound: number;
}

/** What the one reducer of a family made of a bucket: the changes that stand after the correction for many series. Absent where there are none. */
export interface BucketDocument {
  /** `family|bucket` */
  readonly _id: string;
  readonly family: string;
  readonly bucket: number;
  readonly rises: readonly Rise[];
  /** Digest of the signals and lines that they were made of, beside reports. */
  readonly madeOf: string;
}

/** What evaluation keeps. All of it is made of counters and contributions, and can be made again. */
@Injectable()
export class EvaluationCollections implements OnModuleInit {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly lease: EvaluationLease,
  ) {}

  get families(): Collection<FamilyDocument> {
    return this.database().collection<FamilyDocument>('families');
  }

  get lines(): Collection<LineDocument> {
    return this.database().collection<LineDocument>('lines');
  }

  get signals(): Collection<SignalDocument> {
    return this.database().collection<SignalDocument>('signals');
  }

  get buckets(): Collection<BucketDocument> {
    return this.database().collection<BucketDocument>('buckets');
  }

  async onModuleInit(): Promise<void> {
    await this.connection.asPromise();
    await this.lines.createIndexes([{ key: { family: 1, tested: 1 } }]);
    await this.signals.createIndexes([{ key: { line: 1, bucket: 1 } }]);
    await this.buckets.createIndexes([{ key: { family: 1, bucket: 1 } }]);
  }

  /**
   * Puts documents in the place of those of the same ids, and takes others away, in transactions of 1,000, because a store that syncs every
   * statement is several times as fast so.
   * @param gone ids of others that go first
   */
  async replace<T extends { _id: string }>(
    collection: Collection<T>,
    documents: readonly T[],
    gone: readonly string[] = [],
  ): Promise<void> {
    const replaced = [...gone, ...documents.map(({ _id }) => _id)];
    for (let from = 0; from < replaced.length; from += TRANSACTION)
      await this.write(async (session) => {
        const $in = replaced.slice(from, from + TRANSACTION);
        await collection.deleteMany({ _id: { $in } } as Filter<T>, { session });
        const chunk = documents.slice(Math.max(0, from - gone.length), Math.max(0, from + TRANSACTION - gone.length));
        if (chunk.length > 0) await insertAll(this.database(), session, collection.collectionName, chunk);
      });
  }

  /** All that evaluation writes here, it writes so. @throws LeaseLost */
  write(work: (session: ClientSession) => Promise<unknown>): Promise<void> {
    return this.lease.write(work);
  }

  private database() {
    if (!this.connection.db) throw new Error('MongoDB is not connected yet.');
    return this.connection.db;
  }
}
