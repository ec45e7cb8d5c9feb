import type { ReportChange, ReportWithdrawn, StructuredReport, Trend, UsePurpose } from '@landbridge/contracts';
import { PolicyContext, type EventBatch, type ReceivedEvent } from '@landbridge/messaging';
import { Readers, StoreClock } from '@landbridge/platform';
import { Injectable } from '@nestjs/common';
import type { ClientSession } from 'mongoose';
import { reportFits, trendFits } from '../subscriptions/matching.ts';
import type { SubscribedEvent, Subscription } from '../subscriptions/subscription.schema.ts';
import { SubscriptionsRepository } from '../subscriptions/subscriptions.repository.ts';
import { carriedTo, latestOf, trendReaches } from './reach.ts';
import { RoutedBatch, type Told } from './routed-batch.ts';
import { RoutingRepository } from './routing.repository.ts';

/** Decides for each event which subscriptions get a delivery, and writes all of a batch in the caller's transaction. */
@Injectable()
export class Router {
  constructor(
    private readonly subscriptions: SubscriptionsRepository,
    private readonly repository: RoutingRepository,
    private readonly policy: PolicyContext,
    private readonly readers: Readers,
    private readonly clock: StoreClock,
  ) {}

  async routeReports(batch: EventBatch<'reports'>, session: ClientSession): Promise<void> {
    await this.route(batch, session, (event, routed, subscriptions) => {
      if (event.name === 'report.withdrawn') this.routeWithdrawal(event, event.data, routed, subscriptions);
      else if (event.data) this.routeChange(event, event.data, routed, subscriptions);
      else this.takeBack(event, routed);
    });
  }

  async routeTrends(batch: EventBatch<'trends'>, session: ClientSession): Promise<void> {
    await this.route(batch, session, (event, routed, subscriptions) => this.routeTrend(event, event.data, routed, subscriptions));
  }

  private async route<T extends 'reports' | 'trends'>(
    { events }: EventBatch<T>,
    session: ClientSession,
    routeOne: (event: ReceivedEvent<T>, routed: RoutedBatch, subscriptions: readonly Subscription[]) => void,
  ): Promise<void> {
    const now = await this.clock.now();
    const subscriptions = await this.subscriptions.findActive(session);
    const routed = await this.repository.load([...new Set(events.map(({ subject }) => subject))], now, session);
    for (const event of events) if (routed.isNews(event.subject, event.revision)) routeOne(event, routed, subscriptions);
    await this.repository.write(routed, now, session);
  }

  private routeChange(event: Happened, { report }: ReportChange, routed: RoutedBatch, subscriptions: readonly Subscription[]): void {
    const { subject, revision } = event;
    routed.learn({ _id: subject, revision, withdrawn: false, report: latestOf(report) });
    for (const { subscription: _id, organisation } of routed.linesOf(subject)) {
      const purpose = subscriptions.find((subscription) => subscription._id === _id)?.purpose;
      // its marking was narrowed, or the reader left: whoever got it learns that it is gone, and nothing else
      if (!purpose || !this.isFor(organisation, purpose, report)) routed.withdraw({ _id, organisation }, tell(event));
    }
    for (const subscription of subscriptions) {
      if (!isAskedFor(subscription, event)) continue;
      const follows = routed.line(subscription._id, subject) !== undefined;
      const reaches = carriedTo(this.readers.named(subscription.organisation), subscription.purpose, report) !== undefined;
      if (reaches && (follows || reportFits(subscription.filters, report)))
        routed.addChange(subscription, { ...tell(event), report }, report.urgency === 'imminent');
    }
  }

  private routeWithdrawal(
    event: Happened,
    data: ReportWithdrawn | undefined,
    routed: RoutedBatch,
    subscriptions: readonly Subscription[],
  ): void {
    const { subject, revision } = event;
    routed.learn({ _id: subject, revision, withdrawn: true });
    const lines = routed.linesOf(subject);
    for (const { subscription: _id, organisation } of lines) routed.withdraw({ _id, organisation }, tell(event));
    const previous = data?.previous;
    if (!previous) return;
    const told = new Set(lines.map(({ subscription }) => subscription));
    for (const subscription of subscriptions) {
      if (told.has(subscription._id) || !isAskedFor(subscription, event) || !reportFits(subscription.filters, previous)) continue;
      if (carriedTo(this.readers.named(subscription.organisation), subscription.purpose, previous))
        routed.announceWithdrawal(subscription, tell(event));
    }
  }

  /** It was narrowed, and to whom cannot be read: nobody keeps it until a revision says so. */
  private takeBack(event: Happened, routed: RoutedBatch): void {
    const { subject, revision } = event;
    routed.learn({ _id: subject, revision, withdrawn: false });
    for (const { subscription: _id, organisation } of routed.linesOf(subject)) routed.withdraw({ _id, organisation }, tell(event));
  }

  /** Whether a receiver may keep a report: a suspended one gets nothing new, and nothing is taken back from it for that. */
  private isFor(id: string, purpose: UsePurpose, report: StructuredReport): boolean {
    const organisation = this.policy.organisation(id);
    return organisation !== undefined && carriedTo(this.readers.of({ ...organisation, status: 'active' }), purpose, report) !== undefined;
  }

  private routeTrend(event: Happened, trend: Trend, routed: RoutedBatch, subscriptions: readonly Subscription[]): void {
    const { subject, revision } = event;
    const published = trend.state === 'published' || routed.subject(subject)?.trend?.published === true;
    routed.learn({ _id: subject, revision, withdrawn: false, trend: { audience: trend.audience, state: trend.state, published } });
    for (const subscription of subscriptions) {
      if (!isAskedFor(subscription, event)) continue;
      const follows = routed.line(subscription._id, subject) !== undefined;
      const organisation = this.policy.organisation(subscription.organisation);
      if (!organisation || !(follows || trendFits(subscription.filters, trend))) continue;
      if (trendReaches(this.readers.of(organisation), organisation, trend, published))
        routed.addChange(subscription, { ...tell(event), trend }, false);
    }
  }
}

type Happened = Pick<ReceivedEvent<'reports'> | ReceivedEvent<'trends'>, 'name' | 'subject' | 'revision' | 'time'>;

/** A narrowed report is a revised one to those who may still see it. */
const toldAs = (name: Happened['name']): SubscribedEvent => (name === 'report.narrowed' ? 'report.revised' : name);
const tell = ({ name, subject, revision, time }: Happened): Told => ({ name: toldAs(name), subject, revision, time });

/** Nothing that happened before the subscription makes a delivery. */
function isAskedFor({ events, createdAt }: Subscription, { name, time }: Happened): boolean {
  return events.includes(toldAs(name)) && time >= createdAt;
}
