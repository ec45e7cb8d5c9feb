import { Outbox, PolicyContext, type NewEvent } from '@landbridge/messaging';
import { StoreClock } from '@landbridge/platform';
import { Inject, Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { ClientSession, Connection } from 'mongoose';
import { SubjectsRepository } from '../routing/subjects.repository.ts';
import type { Subscription } from '../subscriptions/subscription.schema.ts';
import { SubscriptionsRepository } from '../subscriptions/subscriptions.repository.ts';
import { LINKS, type Links } from '../webhooks/payload.ts';
import type { Receipt } from '../webhooks/webhook-client.ts';
import { decide, type Decision } from './decision.ts';
import { ended, type Delivery } from './delivery.schema.ts';
import { deliveryChanged, disclosureRecorded } from './delivery-events.ts';
import { begin, finish, postpone } from './line.ts';
import type { LineDocument } from './line.schema.ts';
import { QueueRepository } from './queue.repository.ts';
import { readRetryAfter, retryDelay } from './retry-schedule.ts';

/** What is to be sent now: the same bytes at each attempt. */
export interface Begun {
  readonly delivery: string;
  readonly body: string;
  readonly subscription: Subscription;
  /** By the store's clock. */
  readonly at: Date;
}

/** What an attempt came to. */
export type Outcome = 'delivered' | 'retried' | 'failed' | 'dropped' | 'lost';

const GONE = 410;

/** Begins and ends attempts. Each is one transaction that holds only while the lease does, so whoever lost it changes nothing. */
@Injectable()
export class Attempts {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    @Inject(LINKS) private readonly links: Links,
    private readonly queue: QueueRepository,
    private readonly subjects: SubjectsRepository,
    private readonly subscriptions: SubscriptionsRepository,
    private readonly policy: PolicyContext,
    private readonly outbox: Outbox,
    private readonly clock: StoreClock,
  ) {}

  /**
   * Decides on the head of a leased line, and when it is to be sent writes that this has begun, with the disclosure.
   * @returns what to send; `dropped` when it is not for this receiver; `wait` when the organisation may get nothing now; `lost` without the lease
   */
  async begin(leased: LineDocument): Promise<Begun | 'dropped' | 'wait' | 'lost'> {
    return this.whileLeased(leased, async (line, delivery, now, session) => {
      const [head] = line.queue;
      const subscription = await this.subscriptions.find(line.subscription, session);
      const subject = await this.subjects.find(line.subject, session);
      const organisation = this.policy.organisation(line.organisation);
      const decision: Decision = head
        ? decide({ head, delivery, subscription, organisation, subject, links: this.links })
        : { act: 'drop' };
      if (decision.act === 'wait') {
        await this.queue.save(line, postpone(line, now), session);
        return 'wait';
      }
      if (decision.act === 'drop' || !subscription) {
        await this.close(line, delivery, 'dropped', now, session);
        return 'dropped';
      }
      const { body, discloses } = decision;
      const begun = { ...decision.delivery, body, state: 'sending' as const, attempts: delivery.attempts + 1 };
      await this.queue.save(line, begin(line), session);
      await this.keep(begun, now, session, discloses ? [this.disclosure(begun, subscription, now)] : []);
      return { delivery: delivery._id, body, subscription, at: now };
    });
  }

  /** Writes what came of an attempt: delivered, tried again later, or given up. */
  async end(leased: LineDocument, receipt: Receipt): Promise<Outcome> {
    return this.whileLeased(leased, async (line, before, now, session) => {
      const { status, failure } = receipt;
      const delivery = {
        ...before,
        answer: { at: now, ...(status !== undefined && { status }), ...(failure !== undefined && { failure }) },
      };
      if (status !== undefined && status >= 200 && status < 300) return this.close(line, delivery, 'delivered', now, session);
      if (line.queue[0]?.overtaken) return this.close(line, delivery, 'dropped', now, session);
      if (status === GONE) await this.subscriptions.disable(line.subscription, now, session);
      const delay = status === GONE ? undefined : retryDelay(delivery.attempts, readRetryAfter(receipt.retryAfter, now), Math.random());
      if (delay === undefined) return this.close(line, delivery, 'failed', now, session);
      const nextAttemptAt = new Date(now.getTime() + delay);
      await this.queue.save(line, postpone(line, nextAttemptAt), session);
      await this.keep({ ...delivery, state: 'waiting', nextAttemptAt }, now, session);
      return 'retried';
    });
  }

  /** Gives a leased line back untried. */
  async giveBack(leased: LineDocument): Promise<void> {
    await this.whileLeased(leased, async (line, _delivery, now, session) => {
      await this.queue.save(line, postpone(line, now), session);
      return 'lost';
    });
  }

  private async whileLeased<T>(
    leased: LineDocument,
    work: (line: LineDocument, delivery: Delivery, now: Date, session: ClientSession) => Promise<T>,
  ): Promise<T | 'lost'> {
    const now = await this.clock.now();
    const result = await this.connection.transaction(async (session) => {
      const line = await this.queue.findLeased(leased._id, leased.lease ?? '', session);
      const head = line?.queue[0];
      const delivery = head && (await this.queue.findDelivery(head.delivery, session));
      return line && delivery ? work(line, delivery, now, session) : ('lost' as const);
    });
    this.outbox.wake();
    return result;
  }

  private async close<O extends 'delivered' | 'failed' | 'dropped'>(
    line: LineDocument,
    delivery: Delivery,
    outcome: O,
    now: Date,
    session: ClientSession,
  ): Promise<O> {
    await this.queue.save(line, finish(line, outcome, now), session);
    await this.keep(ended(delivery, outcome, now), now, session);
    return outcome;
  }

  private async keep(delivery: Delivery, now: Date, session: ClientSession, more: NewEvent[] = []): Promise<void> {
    const { _id, organisation, subscription, state, attempts } = delivery;
    await this.queue.saveDelivery(delivery, session);
    const events = [...more, deliveryChanged({ delivery: _id, subscription, state, attempts }, now)];
    await this.outbox.add(session, { organisation, acceptedAt: now, events });
  }

  private disclosure(
    { _id: delivery, subject: report, revision, organisation: reader }: Delivery,
    { purpose }: Subscription,
    now: Date,
  ): NewEvent {
    return disclosureRecorded({ delivery, report, revision, reader, purpose }, now, this.policy.sequence());
  }
}
