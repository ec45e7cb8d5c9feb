import type { OrganisationState, ReportChange, ReportWithdrawn, StructuredReport, Trend } from '@landbridge/contracts';
import { PolicyContext, type EventBatch, type ReceivedEvent } from '@landbridge/messaging';
import { Readers, StoreClock } from '@landbridge/platform';
import { narrows } from '@landbridge/sharing';
import { Injectable } from '@nestjs/common';
import type { ClientSession } from 'mongoose';
import { reportFits, trendFits } from '../subscriptions/matching.ts';
import type { SubscribedEvent, Subscription } from '../subscriptions/subscription.schema.ts';
import { SubscriptionsRepository } from '../subscriptions/subscriptions.repository.ts';
import { isOfTeam } from '../subscriptions/team.ts';
import { Dispersal } from './dispersal.ts';
import { carriedTo, isToldOf, latestOf, trendReaches, turnOf } from './reach.ts';
import type { RoutedBatch, Source, Told } from './routed-batch.ts';
import { RoutingRepository } from './routing.repository.ts';
import { Standing } from './standing.ts';

/** Decides for each event which subscriptions get a delivery, and writes all of a batch in the caller's transaction. */
@Injectable()
export class Router {
  constructor(
    private readonly subscriptions: SubscriptionsRepository,
    private readonly repository: RoutingRepository,
    private readonly policy: PolicyContext,
    private readonly readers: Readers,
    private readonly standing: Standing,
    private readonly dispersal: Dispersal,
    private readonly clock: StoreClock,
  ) {}

  async routeReports(batch: EventBatch<'reports'>, session: ClientSession): Promise<void> {
    await this.route(batch, session, (event, routing) => {
      if (event.name === 'report.withdrawn') this.routeWithdrawal(event, event.data, routing);
      else if (event.data) this.routeChange(event, event.data, routing);
      else this.takeBack(event, routing);
    });
  }

  async routeTrends(batch: EventBatch<'trends'>, session: ClientSession): Promise<void> {
    await this.route(batch, session, (event, routing) => this.routeTrend(event, event.data, routing));
  }

  private async route<T extends 'reports' | 'trends'>(
    { events, source }: EventBatch<T>,
    session: ClientSession,
    routeOne: (event: ReceivedEvent<T>, routing: Routing) => void,
  ): Promise<void> {
    const now = await this.clock.now();
    const subscriptions = await this.subscriptions.findActive(session);
    const routed = await this.repository.load([...new Set(events.map(({ subject }) => subject))], now, session);
    for (const event of events)
      if (routed.isNews(event.subject, event.revision, source)) routeOne(event, { routed, subscriptions, source, now });
    await this.repository.write(routed, now, session);
  }

  private routeChange(event: Happened, { report }: ReportChange, routing: Routing): void {
    const { routed, subscriptions, source, now } = routing;
    const { subject, revision } = event;
    const narrower = this.isNarrower(event, report, routing);
    routed.learn({ _id: subject, revision, withdrawn: false, report: latestOf(report) }, source);
    const told = new Set<Subscription>();
    const followers = routed.linesOf(subject);
    for (const { subscription: _id, organisation, holds } of followers) {
      const subscription = subscriptions.find((each) => each._id === _id);
      const isFor = subscription && this.standing.keeps(organisation, subscription.purpose, report);
      // whoever may hold an earlier revision is told of this one, asked for or not, and one that is suspended when it is let in again;
      // else it learns that what it has is gone, and nothing else
      if (!isFor || (source === 'replay' && narrower && holds)) routed.withdraw({ _id, organisation }, tell(event));
      else if (source === 'live') told.add(subscription);
    }
    if (source === 'live')
      for (const each of subscriptions)
        if (isAskedFor(each, event) && reportFits(each.filters, report) && this.reaches(each, report)) told.add(each);
    for (const subscription of told) {
      // a narrower form takes the place of what the receiver has, and its own reports tell an organisation nothing
      const atOnce = narrower || subscription.organisation === report.contributor.id;
      const notBefore = atOnce ? undefined : this.dispersal.momentOf(report, now);
      routed.addChange(
        subscription,
        { ...tell(event), report },
        { urgent: narrower || report.urgency === 'imminent', narrower, notBefore },
      );
    }
  }

  /** A replay does not say what was narrowed meanwhile; it shows. */
  private isNarrower({ name, subject }: Happened, report: StructuredReport, { routed, source }: Routing): boolean {
    const before = routed.subject(subject)?.report;
    return name === 'report.narrowed' || (source === 'replay' && before !== undefined && narrows(before, report));
  }

  private reaches({ organisation, purpose }: Subscription, report: StructuredReport): boolean {
    return carriedTo(this.readers.named(organisation), purpose, report) !== undefined;
  }

  private routeWithdrawal(event: Happened, data: ReportWithdrawn | undefined, { routed, subscriptions, source }: Routing): void {
    const { subject, revision } = event;
    routed.learn({ _id: subject, revision, withdrawn: true }, source);
    const lines = routed.linesOf(subject);
    for (const { subscription: _id, organisation } of lines) routed.withdraw({ _id, organisation }, tell(event));
    const previous = data?.previous;
    if (!previous || source === 'replay') return;
    const told = new Set(lines.map(({ subscription }) => subscription));
    for (const subscription of subscriptions) {
      if (told.has(subscription._id) || !isAskedFor(subscription, event) || !reportFits(subscription.filters, previous)) continue;
      if (this.reaches(subscription, previous)) routed.announceWithdrawal(subscription, tell(event));
    }
  }

  /** It was narrowed, and to whom cannot be read: nobody keeps it until a revision says so. */
  private takeBack(event: Happened, { routed, source }: Routing): void {
    const { subject, revision } = event;
    routed.learn({ _id: subject, revision, withdrawn: false }, source);
    for (const { subscription: _id, organisation } of routed.linesOf(subject)) routed.withdraw({ _id, organisation }, tell(event));
  }

  /**
   * Figures stand under the charter that was in force when they were made. Whoever came, or was changed, after a later charter is told of
   * those only that were made under it; what the later one took back is told to nobody who did not have it.
   */
  private isOfItsCharter({ policySequence = 0 }: Happened, { audience, closedBecause }: Trend, { sequence }: OrganisationState): boolean {
    const charter = this.policy.community(audience)?.sequence ?? 0;
    return closedBecause !== 'charter-changed' && (policySequence >= charter || sequence < charter);
  }

  private routeTrend(event: Happened, trend: Trend, { routed, subscriptions, source }: Routing): void {
    const { subject, revision } = event;
    const known = routed.subject(subject);
    const turn = turnOf(event, trend, known);
    const { finding, wasFinding } = turn;
    const latest = { audience: trend.audience, finding, published: finding || known?.trend?.published === true };
    routed.learn({ _id: subject, revision, withdrawn: false, trend: latest }, source);
    const takenBack = wasFinding && !finding;
    if (source === 'replay' && !takenBack) return;
    for (const subscription of subscriptions) {
      const follows = routed.line(subscription._id, subject) !== undefined;
      const organisation = this.policy.organisation(subscription.organisation);
      if (!organisation) continue;
      const ofTeam = isOfTeam(subscription, organisation);
      // by a replay only those outside who have it as a finding: the revision that took it back may never come live
      if (source === 'replay' && (ofTeam || !follows)) continue;
      if (!isToldOf(trend, turn, { ofTeam, follows, asked: isAskedFor(subscription, event) })) continue;
      if (!(follows || (trendFits(subscription.filters, trend) && this.isOfItsCharter(event, trend, organisation)))) continue;
      const reader = this.readers.of(organisation);
      const community = this.policy.community(trend.audience);
      const reaches = trendReaches({ reader, purpose: subscription.purpose, ofTeam, community }, latest);
      // whoever was told of a finding learns that it is none any more, also one to whom nothing of its audience may go now
      if (!reaches && !(follows && takenBack)) continue;
      const narrower = takenBack && !ofTeam;
      const told = { ...tell(event), trend, finding, teamOnly: ofTeam && !finding && !takenBack };
      routed.addChange(subscription, told, { urgent: narrower, narrower });
    }
  }
}

interface Routing {
  readonly routed: RoutedBatch;
  readonly subscriptions: readonly Subscription[];
  readonly source: Source;
  readonly now: Date;
}

type Happened = Pick<ReceivedEvent<'reports'> | ReceivedEvent<'trends'>, 'name' | 'subject' | 'revision' | 'time' | 'policySequence'>;

/** A narrowed report is a revised one to those who may still see it. */
const toldAs = (name: Happened['name']): SubscribedEvent => (name === 'report.narrowed' ? 'report.revised' : name);
const tell = ({ name, subject, revision, time }: Happened): Told => ({ name: toldAs(name), subject, revision, time });

/** Nothing that happened before the subscription makes a delivery. */
function isAskedFor({ events, createdAt }: Subscription, { name, time }: Happened): boolean {
  return events.includes(toldAs(name)) && time >= createdAt;
}
