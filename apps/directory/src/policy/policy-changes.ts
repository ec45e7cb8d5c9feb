import { Outbox } from '@landbridge/messaging';
import { Problem, StoreClock } from '@landbridge/platform';
import { Injectable } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import { MongoError } from 'mongodb';
import type { ClientSession, Connection, Model } from 'mongoose';
import { policyEvent, type PolicySubject } from './policy-event.ts';
import { PolicySequence } from './policy-sequence.schema.ts';
import { PolicyTransaction } from './policy-transaction.ts';

/** All records go through one lane of the outbox: their order matters. */
const LANE = 'directory';
/** Events in one document of the outbox. */
const CHUNK = 500;
/** So long a change waits for the one before it. An instance that was killed in one leaves it to the store to end it, after a minute. */
const WAIT_MS = 10_000;

/** The only way to change an organisation or a community. */
@Injectable()
export class PolicyChanges {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    @InjectModel(PolicySequence.name) private readonly sequences: Model<PolicySequence>,
    private readonly outbox: Outbox,
    private readonly clock: StoreClock,
  ) {}

  /** The number of the last change, 0 before the first. */
  async sequence(): Promise<number> {
    return (await this.sequences.findById('policy').lean())?.value ?? 0;
  }

  /** The number of the last transaction, which may have changed what the network is not told. */
  async serial(): Promise<number> {
    return (await this.sequences.findById('policy').lean())?.serial ?? 0;
  }

  /**
   * Writes any number of records, each under the next number and with its event, in one transaction: all of them, or none.
   * @param work reads and writes with the session of the transaction; it may run several times
   * @throws Problem 503 when the change before it does not end
   */
  async write<T>(work: (change: PolicyTransaction) => Promise<T>): Promise<T> {
    return this.inOrder(async (change) => ({ result: await work(change), records: change.records }));
  }

  /** Publishes records as they stand, without a new number. They are read under the lock of the sequence, so none is overtaken by an older form. */
  async republish(read: (session: ClientSession) => Promise<PolicySubject[]>): Promise<number> {
    return this.inOrder(async ({ session }) => {
      const records = await read(session);
      return { result: records.length, records };
    });
  }

  private async inOrder<T>(work: (change: PolicyTransaction) => Promise<{ result: T; records: readonly PolicySubject[] }>): Promise<T> {
    const until = performance.now() + WAIT_MS;
    const result = await this.connection.transaction(async (session) => {
      const change = await this.begin(session, until);
      const { result, records } = await work(change);
      if (records.length > 0) await this.publish(change, records);
      return result;
    });
    this.outbox.wake(LANE);
    return result;
  }

  /** First of all: whoever comes second is refused here by the store, and begins again until the first has committed. */
  private async begin(session: ClientSession, until: number): Promise<PolicyTransaction> {
    const { value, serial, at } = await this.sequences
      .findByIdAndUpdate(
        'policy',
        { $inc: { serial: 1 }, $setOnInsert: { value: 0 } },
        { session, upsert: true, returnDocument: 'after', lean: true },
      )
      .orFail()
      .catch((error: unknown) => {
        throw isConflict(error) && performance.now() > until ? busy() : error;
      });
    return new PolicyTransaction(session, serial, value, await this.timeAfter(at));
  }

  /** The outbox sends in the order of times, so each change is later than the one before, whatever the clocks say. */
  private async timeAfter(last: Date | undefined): Promise<Date> {
    const now = await this.clock.now();
    return last && last >= now ? new Date(last.getTime() + 1) : now;
  }

  private async publish({ session, at, sequence }: PolicyTransaction, records: readonly PolicySubject[]): Promise<void> {
    let time = at;
    for (let from = 0; from < records.length; from += CHUNK) {
      time = new Date(at.getTime() + from / CHUNK);
      const events = records.slice(from, from + CHUNK).map((record) => policyEvent(record, time));
      await this.outbox.add(session, { organisation: LANE, acceptedAt: time, events });
    }
    await this.sequences.updateOne({ _id: 'policy' }, { $set: { value: sequence, at: time } }, { session });
  }
}

const isConflict = (error: unknown) => error instanceof MongoError && error.hasErrorLabel('TransientTransactionError');

function busy(): Problem {
  return new Problem({
    type: 'policy-busy',
    status: 503,
    title: 'Another change is under way',
    detail:
      'Nothing was changed. Changes of organisations and communities are made one after the other, and the one before did not end; send the same again. After a crash it can take a minute.',
    headers: { 'retry-after': '10' },
  });
}
