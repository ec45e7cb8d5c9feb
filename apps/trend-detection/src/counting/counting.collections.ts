import type { Measure } from '@landbridge/contracts';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { type ClientSession, type Collection, MongoError } from 'mongodb';
import type { Connection } from 'mongoose';
import type { Contribution } from './contribution.ts';
import type { Days } from './counter-key.ts';

/** Sums by the first day of a bucket. */
export type Slots = Record<string, number>;

export interface CounterDocument {
  /** `generation|series|grain|year|cell|partition` */
  readonly _id: string;
  /** `generation|series`, by which all documents of one series are read. */
  readonly key: string;
  /** Stamp of the last event that is included. */
  readonly upTo: number;
  /** Changed since its series was last evaluated. */
  readonly dirty?: true;
  /** The days of what has changed since then, also where the sums came out the same. */
  readonly dirtyDays?: Days;
  /** By measure, then by record time (`r`) and by event time (`e`). Measures are never added together. */
  readonly sums: Partial<Record<Measure, { r?: Slots; e?: Slots }>>;
}

export interface ContributionDocument extends Contribution {
  /** `generation|report` */
  readonly _id: string;
  readonly generation: string;
  /** `generation|tag` of each modus operandi that counts, by which its reports are found. */
  readonly modiOperandi?: readonly string[];
}

export const DUPLICATE_KEY = 11_000;
/** A store that syncs every statement takes 1,000 documents in one transaction several times as fast as one by one. */
export const TRANSACTION = 1_000;

/** Read what the majority has, write so that the majority keeps it: a stamp that is read decides what is added. */
const DURABLE = { readPreference: 'primary', readConcern: { level: 'majority' }, writeConcern: { w: 'majority', j: true } } as const;

/** How counters and contributions lie in MongoDB. Counters have no unique index but `_id`: a duplicate key means "refused" and nothing else. */
@Injectable()
export class CountingCollections implements OnModuleInit {
  constructor(@InjectConnection() readonly connection: Connection) {}

  get counters(): Collection<CounterDocument> {
    return this.database().collection<CounterDocument>('counters', DURABLE);
  }

  get contributions(): Collection<ContributionDocument> {
    return this.database().collection<ContributionDocument>('contributions', DURABLE);
  }

  async onModuleInit(): Promise<void> {
    await this.connection.asPromise();
    await this.counters.createIndexes([{ key: { key: 1 } }, { key: { dirty: 1, key: 1 }, partialFilterExpression: { dirty: true } }]);
    await this.contributions.createIndexes([
      { key: { generation: 1, 'counted.recorded': 1 } },
      { key: { generation: 1, 'counted.grain': 1, 'counted.occurred': 1 } },
      { key: { modiOperandi: 1 }, sparse: true },
    ]);
  }

  /** One transaction. @returns `undefined` where another has changed, or made, one of its documents: then nothing was written */
  readonly together = <T>(work: (session: ClientSession) => Promise<T>): Promise<T | undefined> =>
    this.connection.getClient().withSession(async (session) => {
      session.startTransaction();
      try {
        const result = await work(session);
        await session.commitTransaction();
        return result;
      } catch (error) {
        if (isContention(error)) return undefined;
        throw error;
      } finally {
        if (session.inTransaction()) await session.abortTransaction();
      }
    });

  readonly database = () => {
    if (!this.connection.db) throw new Error('MongoDB is not connected yet.');
    return this.connection.db;
  };
}

/** What a transaction meets when another has changed, or made, one of its documents. */
function isContention(error: unknown): boolean {
  return error instanceof MongoError && (error.hasErrorLabel('TransientTransactionError') || error.code === DUPLICATE_KEY);
}
