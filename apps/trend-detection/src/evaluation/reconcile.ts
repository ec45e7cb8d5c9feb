import { isDeepStrictEqual } from 'node:util';
import type { Trend } from '@landbridge/contracts';
import { dayText, epochDay } from '../counting/calendar.ts';
import type { Alarm } from './alarms.ts';
import type { Episode } from './episodes.ts';
import { isOpen, QUIET_WEEKS } from './episodes.ts';
import type { Evidence } from './evidence.ts';
import { explain } from '../explanations/explanation.ts';
import { trendId, type TrendLine } from './trend-identity.ts';

/** A rise as it is now, and the trend that tells of it so far. */
export interface Match {
  readonly episode: Episode;
  readonly stored: Trend | undefined;
}

export interface TrendChange {
  readonly event: 'trend.opened' | 'trend.revised' | 'trend.closed';
  readonly trend: Trend;
}

/** What the evaluation knows when it writes. */
export interface Present {
  readonly closedWeek: number;
  readonly evaluatedAt: string;
}

/**
 * Which stored trend tells of which rise. A late report may move a rise by some weeks: it stays the same trend.
 * @returns the rises, oldest first, and the trends whose rise is no longer there
 */
export function matchTrends(stored: readonly Trend[], episodes: readonly Episode[]): { matches: Match[]; gone: Trend[] } {
  const left = [...stored].sort(
    (a, b) => Number(a.state === 'retracted') - Number(b.state === 'retracted') || compare(a.firstBucket, b.firstBucket),
  );
  const matches = episodes.map((episode) => {
    const at = left.findIndex((trend) => touches(trend, episode));
    return { episode, stored: at < 0 ? undefined : left.splice(at, 1)[0] };
  });
  return { matches, gone: left.filter(({ state }) => state !== 'retracted') };
}

/** Whether the trend must be made anew: it is open, or there is none, or its numbers are no longer those of its rise. */
export function needsEvidence({ episode, stored }: Match, closedWeek: number): boolean {
  if (!stored || isOpen(episode, closedWeek) || stored.state !== 'closed') return true;
  return stored.firstBucket !== dayText(episode.first) || !isDeepStrictEqual(stored.evidence, numbersOf(episode));
}

/** @returns `undefined` where the stored trend says it already */
export function riseChange(
  line: TrendLine,
  { episode, stored }: Match,
  evidence: Evidence,
  taken: ReadonlySet<string>,
  present: Present,
): TrendChange | undefined {
  const open = isOpen(episode, present.closedWeek);
  const firstBucket = dayText(episode.first);
  const trend = finish({
    id: stored?.id ?? trendId(line, firstBucket, taken),
    revision: (stored?.revision ?? 0) + 1,
    state: open ? (stored?.state === 'published' ? 'published' : 'candidate') : 'closed',
    ...line,
    method: 'ears',
    firstBucket,
    lastBucket: dayText(episode.last),
    evidence: numbersOf(episode),
    ...evidence,
    evaluatedAt: present.evaluatedAt,
    ...(open ? {} : { closedBecause: whyClosed(stored) }),
  });
  if (stored && sameContent(stored, trend)) return undefined;
  return { event: open ? (stored ? 'trend.revised' : 'trend.opened') : 'trend.closed', trend };
}

/** What is left in the week of the evidence of a trend whose rise is no longer there. */
export interface Left {
  readonly alarm: Alarm;
  readonly evidence: Evidence;
  /** Its audience counts by another charter than before. */
  readonly otherCharter: boolean;
}

/** Takes back a trend whose rise is no longer there. It tells what is left, and no more of what has gone. */
export function retraction(stored: Trend, { alarm, evidence, otherCharter }: Left, { evaluatedAt }: Present): TrendChange {
  const fewer = alarm.observed < stored.evidence.observed ? 'reports-withdrawn' : 'corrected';
  const { explanation: _, ...rest } = stored;
  return {
    event: 'trend.closed',
    trend: finish({
      ...rest,
      revision: stored.revision + 1,
      state: 'retracted',
      evidence: numbersOf({ newest: alarm }),
      ...evidence,
      closedBecause: otherCharter ? 'charter-changed' : fewer,
      evaluatedAt,
    }),
  };
}

function whyClosed(stored: Trend | undefined): 'history' | 'ended' {
  if (stored?.state === 'candidate' || stored?.state === 'published') return 'ended';
  return stored?.closedBecause === 'ended' ? 'ended' : 'history';
}

function numbersOf({ newest }: Pick<Episode, 'newest'>): Trend['evidence'] {
  return {
    bucket: dayText(newest.week),
    observed: newest.observed,
    expected: rounded(newest.expected),
    upperBound: rounded(newest.upperBound),
  };
}

function touches({ firstBucket, lastBucket }: Trend, { first, last }: Episode): boolean {
  const margin = 7 * QUIET_WEEKS;
  return epochDay(firstBucket) <= last + margin && epochDay(lastBucket) >= first - margin;
}

function sameContent(a: Trend, b: Trend): boolean {
  return isDeepStrictEqual({ ...a, revision: 0, evaluatedAt: '' }, { ...b, revision: 0, evaluatedAt: '' });
}

const finish = (trend: Omit<Trend, 'explanation'>): Trend => ({ ...trend, explanation: explain(trend, 'en') });
const rounded = (value: number) => Math.round(value * 100) / 100;
const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b));
