import {
  PUBLIC_AUDIENCE,
  type CommunityState,
  type StructuredReport,
  type Trend,
  type UsePurpose,
  type Visibility,
} from '@landbridge/contracts';
import { atLeast, canSee, mayReadFigures, type Reader } from '@landbridge/sharing';

/** What the policy looks at in the latest revision of a report; kept for ever. */
export type LatestReport = Pick<StructuredReport, 'contributor' | 'marking' | 'attribution' | 'usePurposes' | 'basis' | 'concernsMinors'>;

export const latestOf = ({ contributor, marking, attribution, usePurposes, basis, concernsMinors }: StructuredReport): LatestReport => ({
  contributor,
  marking,
  attribution,
  usePurposes,
  basis,
  concernsMinors,
});

/** How much of a report a webhook may carry. Of what only exists nothing is sent, and RED never goes out, not even to its owner. */
export type Carried = Extract<Visibility, 'redacted' | 'full'>;

/** @returns how much may go to a reader by webhook; undefined where nothing may */
export function carriedTo(reader: Reader, purpose: UsePurpose, report: LatestReport): Carried | undefined {
  if (reader.organisation === undefined || report.marking.tlp === 'red') return undefined;
  const level = canSee(reader, purpose, report);
  return atLeast(level, 'redacted') ? (level as Carried) : undefined;
}

/** Who may be told a trend, and what for. */
export interface TrendReader {
  readonly reader: Reader;
  readonly purpose: UsePurpose;
  /** It is the assessing team's. */
  readonly ofTeam: boolean;
  /** The community whose trend it is, as it is known now. */
  readonly community: CommunityState | undefined;
}

/**
 * Whether a trend may go to a subscription: candidates to the assessing team only, and anything only to its audience, for the purpose that
 * figures of the audience are read for.
 * @param published whether the trend ever was; what never was stays with the assessing team when it ends, too
 */
export function trendReaches(
  { reader, purpose, ofTeam, community }: TrendReader,
  trend: Pick<Trend, 'audience' | 'state'>,
  published: boolean,
): boolean {
  if (reader.organisation === undefined) return false;
  if (trend.audience !== PUBLIC_AUDIENCE && !(community && mayReadFigures(community, reader, purpose))) return false;
  return ofTeam || (trend.state !== 'candidate' && published);
}

/** How a trend turns with an event. */
export interface Turn {
  /** It is closed, dismissed or taken back for good. */
  readonly ends: boolean;
  /** It was published until now. */
  readonly wasPublished: boolean;
}

/** A subscription beside a trend. */
export interface Beside {
  /** It is the assessing team's. */
  readonly ofTeam: boolean;
  /** It has been told of the trend before. */
  readonly follows: boolean;
  /** It asks for such events. */
  readonly asked: boolean;
}

/**
 * Whether an event of a trend is news for a subscription. Whoever was told of it is told of its end, asked for or not, and outside the
 * assessing team also that it is no longer published; what the team then makes of it is told there again when it is published, or has ended.
 * A dismissed one calls nobody.
 */
export function isToldOf({ state }: Pick<Trend, 'state'>, { ends, wasPublished }: Turn, { ofTeam, follows, asked }: Beside): boolean {
  if (state === 'dismissed') return ends && follows;
  if (ofTeam) return asked || (ends && follows);
  if (state === 'published') return asked;
  return follows ? ends || wasPublished : asked && ends && wasPublished;
}
