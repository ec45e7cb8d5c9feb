import { Controller, Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { ClientSession, Connection, mongo } from 'mongoose';
import { OnEvents, type EventBatch } from '../src/index.ts';

interface Entry {
  /** Partition and offset: a sender may bring an event twice, and then it is two records. */
  _id: string;
  subject: string;
  times: number;
}

/** Where handlers of tests leave their effects. A record that takes effect twice is seen as 2. */
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
    const writes = batch.events.map(({ subject, offset }) => ({
      updateOne: { filter: { _id: `${batch.partition}/${offset}` }, update: { $inc: { times: 1 }, $set: { subject } }, upsert: true },
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
    return { subjects: new Set(all.map(({ subject }) => subject)).size, most: Math.max(0, ...all.map(({ times }) => times)) };
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

/** Idempotent by offset, as a stamped effect must be. */
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
      for (const { subject, offset } of batch.events)
        await this.ledger.entries.updateOne({ _id: `${batch.partition}/${offset}` }, { $set: { subject, times: 1 } }, { upsert: true });
    };
  }
}
