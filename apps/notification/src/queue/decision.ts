import type { CommunityState, OrganisationState } from '@landbridge/contracts';
import { isOwner, strictestAttribution, type Reader } from '@landbridge/sharing';
import { carriedTo, trendReaches, type Carried } from '../routing/reach.ts';
import type { Subject } from '../routing/subject.schema.ts';
import type { Subscription } from '../subscriptions/subscription.schema.ts';
import { reportBody, trendBody, withdrawalBody, type Links } from '../webhooks/payload.ts';
import type { Delivery } from './delivery.schema.ts';
import type { Entry } from './line.ts';

/** What is known when the head of a line is about to be sent. */
export interface Situation {
  readonly head: Entry;
  readonly delivery: Delivery;
  readonly subscription: Subscription | undefined;
  /** As the policy context knows it now. */
  readonly organisation: OrganisationState | undefined;
  /** The same, as the policy looks at it. */
  readonly reader: Reader;
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
  /** The organisation is suspended, or not known yet. */
  | { readonly act: 'wait' };

const DROP: Decision = { act: 'drop' };

/** Who may see what is decided again before each attempt, by the latest policy and the latest revision. Bytes once made stay. */
export function decide(situation: Situation): Decision {
  const { head, delivery, subscription, organisation, links } = situation;
  if (!subscription || subscription.disabledAt || head.overtaken) return DROP;
  if (organisation?.status !== 'active') return { act: 'wait' };
  if (head.kind !== 'change')
    return { act: 'send', body: delivery.body ?? withdrawalBody(delivery, links), discloses: undefined, delivery };
  return delivery.report ? decideReport(situation, subscription) : decideTrend(situation, subscription, organisation);
}

function decideReport({ delivery, reader, subject, links }: Situation, { purpose }: Subscription): Decision {
  const { report } = delivery;
  const latest = subject?.report;
  if (!report || !latest) return DROP;
  const attribution = strictestAttribution(latest.attribution, report.attribution);
  const levels = [latest, report].map((revision) => carriedTo(reader, purpose, { ...revision, attribution }));
  if (levels.includes(undefined)) return DROP;
  const level = levels.includes('redacted') ? 'redacted' : 'full';
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

function decideTrend(
  { delivery, reader, community, subject, links }: Situation,
  { purpose }: Subscription,
  { assessing }: OrganisationState,
): Decision {
  const { trend } = delivery;
  if (!trend || !subject?.trend || !trendReaches({ reader, purpose, assessing, community }, trend, subject.trend.published)) return DROP;
  return { act: 'send', body: delivery.body ?? trendBody(delivery, trend, links), discloses: undefined, delivery };
}
