import { randomUUID } from 'node:crypto';
import { Outbox, PolicyContext } from '@landbridge/messaging';
import { Readers, StoreClock } from '@landbridge/platform';
import { Inject, Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { MongoError } from 'mongodb';
import type { ClientSession, Connection } from 'mongoose';
import { DisclosedRepository } from '../disclosures/disclosed.repository.ts';
import { InboxService } from '../inbox/inbox.service.ts';
import type { Carried } from '../routing/reach.ts';
import { Standing } from '../routing/standing.ts';
import { SubjectsRepository } from '../routing/subjects.repository.ts';
import type { Subscription } from '../subscriptions/subscription.schema.ts';
import { SubscriptionsRepository } from '../subscriptions/subscriptions.repository.ts';
import { LINKS, type Links } from '../webhooks/payload.ts';
import { ANSWER_WITHIN, type Receipt } from '../webhooks/webhook-client.ts';
import { decide } from './decision.ts';
import { ended, type Answer, type Delivery } from './delivery.schema.ts';
import { deliveryChanged, disclosureRecorded, withdrawalDelivered, type DisclosureEvent } from './delivery-events.ts';
import { begin, finish, isNeverGivenUp, leavesTooMuch, postpone, takesBack, type Entry } from './line.ts';
import type { LineDocument } from './line.schema.ts';
import { QueueRepository } from './queue.repository.ts';
import { readRetryAfter, RETRY_DELAYS, retryDelay } from './retry-schedule.ts';

/** An attempt under way: what is to be sent, the same bytes each time. */
export interface Begun {
  readonly line: string;
  readonly lease: string;
  readonly delivery: string;
  readonly body: string;
  readonly subscription: Subscription;
  /** By the store's clock. */
  readonly at: Date;
}

/** What an attempt came to. */
export type Outcome = 'delivered' | 'retried' | 'failed' | 'dropped' | 'lost';

const GONE = 410;
/** Longer than an attempt takes: nobody else takes the head while it is under way. */
const LEASE = ANSWER_WITHIN + 15_000;

/** Begins and ends attempts, each in one transaction. Whoever lost the lease changes nothing. */
@Injectable()
export class Attempts {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    @Inject(LINKS) private readonly links: Links,
    private readonly queue: QueueRepository,
    private readonly subjects: SubjectsRepository,
    private readonly subscriptions: SubscriptionsRepository,
    private readonly policy: PolicyContext,
    private readonly readers: Readers,
    private readonly standing: Standing,
    private readonly disclosed: DisclosedRepository,
    private readonly inbox: InboxService,
    private readonly outbox: Outbox,
    private readonly clock: StoreClock,
  ) {}

  /**
   * Takes the head of a line and decides on it; when it is to be sent writes that this has begun, with the disclosure.
   * @returns what to send; `dropped` when it is not for this receiver; `wait` when the organisation may get nothing now;
   * `lost` when somebody else has the line in hand
   */
  async begin(id: string): Promise<Begun | 'dropped' | 'wait' | 'lost'> {
    const now = await this.clock.now();
    const begun = await this.once(async (session) => {
      const line = await this.queue.findStillDue(id, now, session);
      const [head] = line?.queue ?? [];
      const delivery = head && (await this.queue.findDelivery(head.delivery, session));
      return line && head && delivery ? this.take(line, head, delivery, now, session) : 'lost';
    });
    this.outbox.wake();
    return begun;
  }

  private async take(
    line: LineDocument,
    head: Entry,
    delivery: Delivery,
    now: Date,
    session: ClientSession,
  ): Promise<Begun | 'dropped' | 'wait'> {
    const subscription = await this.subscriptions.find(line.subscription, session);
    const subject = await this.subjects.find(line.subject, session);
    const organisation = this.policy.organisation(line.organisation);
    const reader = this.readers.named(line.organisation);
    const community = this.policy.community(subject?.trend?.audience ?? '');
    const holder = this.standing.of(line.organisation);
    const { holdsFinding = false } = line;
    const known = { subscription, organisation, reader, holder, community, subject, links: this.links };
    const decision = decide({ head, delivery, holdsFinding, ...known });
    if (decision.act === 'wait') return 'wait';
    if (decision.act === 'drop' || !subscription) return this.close(line, delivery, 'dropped', now, session);
    const { body, discloses } = decision;
    const lease = randomUUID();
    const begun = { ...decision.delivery, body, state: 'sending' as const, attempts: delivery.attempts + 1 };
    await this.queue.save(line, begin(line, lease, new Date(now.getTime() + LEASE), begun), session);
    await this.keep(begun, now, session, discloses ? [this.disclosure(begun, subscription, discloses, now)] : []);
    return { line: line._id, lease, delivery: delivery._id, body, subscription, at: now };
  }

  /** Writes what came of an attempt: delivered, tried again later, or given up. */
  async end({ line: id, lease }: Begun, receipt: Receipt): Promise<Outcome> {
    const now = await this.clock.now();
    const outcome = await this.connection.transaction(async (session): Promise<Outcome> => {
      const line = await this.queue.findLeased(id, lease, session);
      const [head] = line?.queue ?? [];
      const delivery = head && (await this.queue.findDelivery(head.delivery, session));
      return line && delivery ? this.conclude(line, { ...delivery, answer: answerOf(receipt, now) }, receipt, now, session) : 'lost';
    });
    this.outbox.wake();
    return outcome;
  }

  private async conclude(
    line: LineDocument,
    delivery: Delivery,
    { status, retryAfter }: Receipt,
    now: Date,
    session: ClientSession,
  ): Promise<Outcome> {
    if (status !== undefined && status >= 200 && status < 300) return this.close(line, delivery, 'delivered', now, session);
    const [head] = line.queue;
    if (!head || head.overtaken) return this.close(line, delivery, 'dropped', now, session);
    if (status === GONE) await this.subscriptions.disable(line.subscription, now, session);
    const { attempts, overdueSince = now } = delivery;
    const delay = status === GONE ? undefined : retryDelay(attempts, isNeverGivenUp(line), readRetryAfter(retryAfter, now), Math.random());
    if (delay === undefined) return this.close(line, delivery, 'failed', now, session);
    const nextAttemptAt = new Date(now.getTime() + delay);
    await this.queue.save(line, postpone(line, nextAttemptAt), session);
    const overdue = attempts > RETRY_DELAYS.length && { overdueSince };
    await this.keep({ ...delivery, state: 'waiting', nextAttemptAt, ...overdue }, now, session);
    return 'retried';
  }

  /** One try: a line that somebody else writes at this moment is not waited for, so that it keeps nobody from the others. */
  private async once<T>(work: (session: ClientSession) => Promise<T>): Promise<T | 'lost'> {
    const session = await this.connection.startSession();
    try {
      session.startTransaction();
      const result = await work(session);
      await session.commitTransaction();
      return result;
    } catch (error) {
      if (session.inTransaction()) await session.abortTransaction().catch(() => undefined);
      if (error instanceof MongoError && error.hasErrorLabel('TransientTransactionError')) return 'lost';
      throw error;
    } finally {
      await session.endSession();
    }
  }

  private async close<O extends 'delivered' | 'failed' | 'dropped'>(
    line: LineDocument,
    delivery: Delivery,
    outcome: O,
    now: Date,
    session: ClientSession,
  ): Promise<O> {
    await this.queue.save(line, finish(line, outcome, now), session);
    const takenBack = outcome === 'delivered' && takesBack(line);
    // the inbox tells of reports
    if (outcome !== 'delivered' && !delivery.trend && leavesTooMuch(line)) await this.inbox.tellWithdrawn([delivery], now, session);
    await this.keep(ended(delivery, outcome, now), now, session, takenBack ? [withdrawalDelivered(delivery, now)] : []);
    return outcome;
  }

  private async keep(delivery: Delivery, now: Date, session: ClientSession, disclosures: DisclosureEvent[] = []): Promise<void> {
    const { _id, organisation, subscription, state, attempts } = delivery;
    await this.queue.saveDelivery(delivery, session);
    for (const disclosure of disclosures) await this.disclosed.keep(disclosure, session);
    const events = [...disclosures, deliveryChanged({ delivery: _id, subscription, state, attempts }, now)];
    await this.outbox.add(session, { organisation, acceptedAt: now, events });
  }

  private disclosure(
    { _id: delivery, subject: report, revision, organisation: reader }: Delivery,
    { purpose }: Subscription,
    level: Carried,
    now: Date,
  ): DisclosureEvent {
    return disclosureRecorded({ delivery, report, revision, reader, level, purpose }, now, this.policy.sequence());
  }
}

function answerOf({ status, failure }: Receipt, at: Date): Answer {
  return { at, ...(status !== undefined && { status }), ...(failure !== undefined && { failure }) };
}
