import {
  PUBLIC_AUDIENCE,
  restsOnSeveral,
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

/** What is known of the latest revision of a trend; kept for ever. */
export interface LatestTrend extends Pick<Trend, 'audience'> {
  /** Its audience reads it. */
  readonly finding: boolean;
  /** It was a finding once, or is one. What never was stays with the assessing team when it ends, too. */
  readonly published: boolean;
}

/** Whether anything of a trend may go to a subscription: only to its audience, for the purpose that figures of the audience are read for. */
export function trendReaches(
  { reader, purpose, ofTeam, community }: TrendReader,
  { audience, published }: Omit<LatestTrend, 'finding'>,
): boolean {
  if (reader.organisation === undefined) return false;
  if (audience !== PUBLIC_AUDIENCE && !(community && mayReadFigures(community, reader, purpose))) return false;
  return ofTeam || published;
}

/** How a trend turns with an event. */
export interface Turn {
  /** It is closed, dismissed or taken back for good. */
  readonly ends: boolean;
  /** Its audience reads it. */
  readonly finding: boolean;
  /** Its audience read it until now. */
  readonly wasFinding: boolean;
}

/**
 * A trend is a finding, as trend-detection has it, while it is published; and once its change has ended, if it was one until then and several
 * stand behind it still. Where the revision right before is not known, one that has ended is taken for none.
 * @param known the latest revision that is known, maybe a later one that a replay told of
 */
export function turnOf(
  { name, revision }: { readonly name: string; readonly revision: number },
  trend: Trend,
  known: { readonly revision: number; readonly trend?: LatestTrend } | undefined,
): Turn {
  const wasFinding = known !== undefined && known.revision < revision && known.trend?.finding === true;
  const wasJustBefore = wasFinding && known.revision === revision - 1;
  return {
    ends: name === 'trend.closed',
    finding: trend.state === 'published' || (trend.state === 'closed' && wasJustBefore && restsOnSeveral(trend)),
    wasFinding,
  };
}

/** A subscription beside a trend. */
export interface Beside {
  /** It is the assessing team's. */
  readonly ofTeam: boolean;
  /** It has been told of the trend before, or is to be. */
  readonly follows: boolean;
  /** It asks for such events. */
  readonly asked: boolean;
}

/**
 * Whether an event of a trend is news for a subscription. Whoever was told of it is told of its end, asked for or not, and outside the
 * assessing team also that it is no longer a finding; what the team then makes of it is told there again when it is published, or has ended.
 * A dismissed one calls nobody.
 */
export function isToldOf(
  { state }: Pick<Trend, 'state'>,
  { ends, wasFinding }: Pick<Turn, 'ends' | 'wasFinding'>,
  { ofTeam, follows, asked }: Beside,
): boolean {
  if (state === 'dismissed') return ends && follows;
  if (ofTeam) return asked || (ends && follows);
  if (state === 'published') return asked;
  return follows ? ends || wasFinding : asked && ends && wasFinding;
}
