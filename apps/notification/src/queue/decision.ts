import type { CommunityState, OrganisationState } from '@landbridge/contracts';
import { isOwner, strictestAttribution, type Reader } from '@landbridge/sharing';
import { carriedTo, isToldOf, trendReaches, type Carried } from '../routing/reach.ts';
import type { Subject } from '../routing/subject.schema.ts';
import type { Subscription } from '../subscriptions/subscription.schema.ts';
import { isOfTeam } from '../subscriptions/team.ts';
import { formerFindingBody, reportBody, trendBody, withdrawalBody, type Links } from '../webhooks/payload.ts';
import type { Delivery } from './delivery.schema.ts';
import type { Entry } from './line.ts';

/** What is known when the head of a line is about to be sent. */
export interface Situation {
  readonly head: Entry;
  readonly delivery: Delivery;
  /** The receiver may hold the trend as a finding. */
  readonly holdsFinding: boolean;
  readonly subscription: Subscription | undefined;
  /** As the policy context knows it now. */
  readonly organisation: OrganisationState | undefined;
  /** The same, as the policy looks at it. */
  readonly reader: Reader;
  /** The same, as a holder of what it got; undefined while it is not known. */
  readonly holder: Reader | undefined;
  /** The community whose trend it is, as it is known now. */
  readonly community: CommunityState | undefined;
  /** The latest known revision. */
  readonly subject: Subject | undefined;
  readonly links: Links;
}

export type Decision =
  | { readonly act: 'send'; readonly body: string; readonly discloses: Carried | undefined; readonly delivery: Delivery }
  /** It is not for this receiver, or not any more. */
  | { readonly act: 'drop' }
  /** The organisation is suspended or not known yet, or a record of its communities cannot be read. */
  | { readonly act: 'wait' };

const DROP: Decision = { act: 'drop' };
const WAIT: Decision = { act: 'wait' };

/** Who may see what is decided again before each attempt, by the latest policy and the latest revision. Bytes once made stay. */
export function decide(situation: Situation): Decision {
  const { head, delivery, subscription, organisation, links } = situation;
  if (!subscription || subscription.disabledAt || head.overtaken) return DROP;
  if (organisation?.status !== 'active') return WAIT;
  if (head.kind !== 'change')
    return { act: 'send', body: delivery.body ?? withdrawalBody(delivery, links), discloses: undefined, delivery };
  return delivery.report ? decideReport(situation, subscription) : decideTrend(situation, subscription, organisation);
}

function decideReport({ delivery, reader, holder, subject, links }: Situation, { purpose }: Subscription): Decision {
  const { report } = delivery;
  const latest = subject?.report;
  if (!report || !latest) return DROP;
  const attribution = strictestAttribution(latest.attribution, report.attribution);
  const levelFor = (to: Reader) => least([latest, report].map((revision) => carriedTo(to, purpose, { ...revision, attribution })));
  const level = levelFor(reader);
  if (level === undefined) return holder && levelFor(holder) ? WAIT : DROP;
  // the bytes that went out once told more than may be told now, and other bytes must not go out under their id
  if (delivery.body !== undefined && (attribution !== report.attribution || level !== delivery.level)) return DROP;
  const shown = { ...report, attribution };
  const discloses = delivery.attempts === 0 && report.marking.tlp !== 'clear' && !isOwner(reader, report) ? level : undefined;
  return {
    act: 'send',
    body: delivery.body ?? reportBody(delivery, shown, reader, level, links),
    discloses,
    delivery: { ...delivery, report: shown, level },
  };
}

function least(levels: readonly (Carried | undefined)[]): Carried | undefined {
  if (levels.includes(undefined)) return undefined;
  return levels.includes('redacted') ? 'redacted' : 'full';
}

function decideTrend(
  { delivery, holdsFinding, reader, community, subject, links }: Situation,
  subscription: Subscription,
  organisation: OrganisationState,
): Decision {
  const { name, trend, finding, teamOnly } = delivery;
  const latest = subject?.trend;
  if (!trend || !latest) return DROP;
  const send = (body: string): Decision => ({ act: 'send', body, discloses: undefined, delivery });
  const ofTeam = isOfTeam(subscription, organisation);
  const reaches = trendReaches({ reader, purpose: subscription.purpose, ofTeam, community }, latest);
  if (reaches && (ofTeam || (finding && latest.finding))) return send(delivery.body ?? trendBody(delivery, trend, links));
  if (finding || teamOnly) return DROP;
  const turn = { ends: name === 'trend.closed', wasFinding: true };
  const beside = { ofTeam: false, follows: holdsFinding, asked: reaches && subscription.events.includes(name) };
  // whoever made the subscription may have been of the team at the attempt before: the bytes of then are not sent again
  return isToldOf(trend, turn, beside) ? send(formerFindingBody(delivery, trend, links)) : DROP;
}
