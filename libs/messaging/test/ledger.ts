import { Controller, Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { ClientSession, Connection, mongo } from 'mongoose';
import { OnEvents, type EventBatch } from '../src/index.ts';

interface Entry {
  _id: string;
  times: number;
  revision: number;
  offset: number;
}

/** Where handlers of tests leave their effects. What comes twice is seen as 2. */
@Injectable()
export class Ledger {
  readonly entries: mongo.Collection<Entry>;
  /** Subjects that a handler cannot take, until it is mended. */
  readonly poison = new Set<string>();
  /** What every call of a handler throws. */
  failure: Error | undefined;
  delay = 0;
  calls = 0;

  constructor(@InjectConnection() connection: Connection) {
    this.entries = connection.getClient().db(connection.name).collection<Entry>('effects');
  }

  async write(batch: EventBatch<'reports'>, session?: ClientSession): Promise<void> {
    const writes = batch.events.map(({ subject, revision, offset }) => ({
      updateOne: { filter: { _id: subject }, update: { $inc: { times: 1 }, $max: { revision }, $set: { offset } }, upsert: true },
    }));
    if (writes.length > 0) await this.entries.bulkWrite(writes, session ? { session } : {});
  }

  async check(batch: EventBatch<'reports'>): Promise<void> {
    this.calls += 1;
    if (this.failure) throw this.failure;
    if (this.delay > 0) await new Promise((resolve) => setTimeout(resolve, this.delay));
    for (const { subject } of batch.events) if (this.poison.has(subject)) throw new TypeError(`cannot take ${subject}`);
  }

  async counts(): Promise<{ subjects: number; most: number }> {
    const all = await this.entries.find().toArray();
    return { subjects: all.length, most: Math.max(0, ...all.map(({ times }) => times)) };
  }
}

@Controller()
export class InTransaction {
  constructor(private readonly ledger: Ledger) {}

  @OnEvents('reports', { effect: 'transaction', window: 100 })
  async handle(batch: EventBatch<'reports'>, session: ClientSession) {
    await this.ledger.write(batch, session);
    await this.ledger.check(batch);
  }
}

/** Idempotent by revision, as a stamped effect must be. */
@Controller()
export class Stamped {
  /** What every effect throws. */
  failure: Error | undefined;
  constructor(private readonly ledger: Ledger) {}

  @OnEvents('reports', { effect: 'stamped', window: 100 })
  async prepare(batch: EventBatch<'reports'>) {
    await this.ledger.check(batch);
    return async () => {
      if (this.failure) throw this.failure;
      for (const { subject, revision, offset } of batch.events) {
        const set = { $set: { revision, offset, times: 1 } };
        await this.ledger.entries.updateOne({ _id: subject }, set, { upsert: true });
      }
    };
  }
}
