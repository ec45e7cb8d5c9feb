import { Outbox } from '@landbridge/messaging';
import { StoreClock } from '@landbridge/platform';
import { Injectable } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Connection, Model } from 'mongoose';
import { policyEvent, type PolicySubject } from './policy-event.ts';
import { PolicySequence } from './policy-sequence.schema.ts';

/** All records go through one lane of the outbox: their order matters. */
const LANE = 'directory';
/** Events in one document of the outbox. */
const CHUNK = 500;

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

  /**
   * Writes one record under the next number, with its event, in one transaction.
   * @param change reads and writes with the session it is given; it may run several times
   */
  async write<R extends PolicySubject>(change: (sequence: number, session: ClientSession) => Promise<R>): Promise<R> {
    return this.inOrder('value', async (sequence, session) => {
      const record = await change(sequence, session);
      return { result: record, records: [record] };
    });
  }

  /** Publishes records as they stand, without a new number. They are read under the lock of the sequence, so none is overtaken by an older form. */
  async republish(read: (session: ClientSession) => Promise<PolicySubject[]>): Promise<number> {
    return this.inOrder('republished', async (_sequence, session) => {
      const records = await read(session);
      return { result: records.length, records };
    });
  }

  private async inOrder<T>(
    count: 'value' | 'republished',
    work: (sequence: number, session: ClientSession) => Promise<{ result: T; records: PolicySubject[] }>,
  ): Promise<T> {
    const result = await this.connection.transaction(async (session) => {
      // first of all: whoever comes second waits here until the first has committed
      const sequence = await this.sequences.findByIdAndUpdate(
        'policy',
        { $inc: { [count]: 1 } },
        { session, upsert: true, returnDocument: 'after', lean: true },
      );
      const time = await this.timeAfter(sequence?.at, session);
      const done = await work(sequence?.value ?? 0, session);
      for (let from = 0; from < done.records.length; from += CHUNK) {
        const events = done.records.slice(from, from + CHUNK).map((record) => policyEvent(record, time));
        await this.outbox.add(session, { organisation: LANE, acceptedAt: time, events });
      }
      return done.result;
    });
    this.outbox.wake(LANE);
    return result;
  }

  /** The outbox sends in the order of times, so each change is later than the one before, whatever the clocks say. */
  private async timeAfter(last: Date | undefined, session: ClientSession): Promise<Date> {
    const now = await this.clock.now();
    const at = last && last >= now ? new Date(last.getTime() + 1) : now;
    await this.sequences.updateOne({ _id: 'policy' }, { $set: { at } }, { session });
    return at;
  }
}
