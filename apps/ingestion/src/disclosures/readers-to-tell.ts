import { randomUUID } from 'node:crypto';
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Disclosure } from '@landbridge/contracts';
import { type NewEvent, Outbox, PolicyContext, repeat } from '@landbridge/messaging';
import { StoreClock } from '@landbridge/platform';
import type { ClientSession, mongo } from 'mongoose';
import { IngestionStore } from '../store/ingestion-store.ts';
import { DisclosuresRepository } from './disclosures.repository.ts';

/** A withdrawn report of which it was not told yet who had read it. */
interface ToTell {
  readonly _id: string;
  /** Another one each time it is noted: whoever read meanwhile is told of the next time. */
  readonly note: string;
}

const LOOK_MS = 1_000;
const PAGE = 100;
/** Events of one chunk of the outbox. */
const CHUNK = 500;

/**
 * Tells, once a report was withdrawn, who had read it here, so that those are told in their inboxes who got it in no other way. It looks
 * after the withdrawal has committed: who read before is found then, and who reads what goes away at that moment notes it again.
 */
@Injectable()
export class ReadersToTell implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly waiting: mongo.Collection<ToTell>;
  private end: (() => Promise<void>) | undefined;

  constructor(
    private readonly store: IngestionStore,
    private readonly disclosures: DisclosuresRepository,
    private readonly outbox: Outbox,
    private readonly policy: PolicyContext,
    private readonly clock: StoreClock,
  ) {
    this.waiting = store.collection('readersToTell');
  }

  onApplicationBootstrap(): void {
    this.end = repeat(() => this.tellAll(), LOOK_MS);
  }

  async onModuleDestroy(): Promise<void> {
    await this.end?.();
  }

  /** @param session that of the withdrawal; left out by who has read what was withdrawn meanwhile */
  async note(reports: readonly string[], session?: ClientSession): Promise<void> {
    if (reports.length === 0) return;
    await this.waiting.bulkWrite(
      reports.map((_id) => ({ updateOne: { filter: { _id }, update: { $set: { note: randomUUID() } }, upsert: true } })),
      { ordered: false, ...(session && { session }) },
    );
  }

  private async tellAll(): Promise<void> {
    for (const waiting of await this.waiting.find().limit(PAGE).toArray()) await this.tell(waiting);
  }

  private async tell({ _id: report, note }: ToTell): Promise<void> {
    const read = await this.disclosures.readOf(report);
    const at = await this.clock.now();
    const events = read.map(({ id, ...disclosure }) => eventOf(id, disclosure, this.policy.sequence()));
    await this.store.transaction(async (session) => {
      if ((await this.waiting.deleteOne({ _id: report, note }, { session })).deletedCount === 0) return;
      for (let from = 0; from < events.length; from += CHUNK)
        await this.outbox.add(session, { organisation: report, acceptedAt: at, events: events.slice(from, from + CHUNK) });
    });
    this.outbox.wake(report);
  }
}

/** Under the id that the disclosure has here: whoever keeps the list of them has it already. */
function eventOf(id: string, data: Disclosure, policySequence: number): NewEvent<'disclosures'> {
  const { report, revision, at } = data;
  return { topic: 'disclosures', name: 'disclosure.recorded', id, key: report, subject: report, revision, time: new Date(at), policySequence, data }; // prettier-ignore
}
