import { isDeepStrictEqual } from 'node:util';
import type { Trend, TrendSeries, TrendState } from '@landbridge/contracts';
import { dayText, epochDay } from '../counting/calendar.ts';
import { partsOf } from '../counting/series.ts';
import { type Episode, isFall, isOpen, lineOf, QUIET_WEEKS } from './episodes.ts';
import type { Evidence } from './evidence.ts';
import { explain } from '../explanations/explanation.ts';
import type { Told } from './rises.ts';
import { trendId } from './trend-identity.ts';

/** A change as it is now, and the trend that tells of it so far. */
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

/** States that people have given; a change keeps them as long as it is there. */
const GIVEN: readonly TrendState[] = ['under-assessment', 'published'];
const MOST_SHARES = 10;

/**
 * Which stored trend tells of which change. A late report may move it by some weeks, or to another of the series that show it: it stays the
 * same trend.
 * @returns the changes, oldest first, and the trends whose change is no longer there
 */
export function matchTrends(stored: readonly Trend[], episodes: readonly Episode[]): { matches: Match[]; gone: Trend[] } {
  const left = [...stored].sort(
    (a, b) => Number(a.state === 'retracted') - Number(b.state === 'retracted') || compare(a.firstBucket, b.firstBucket),
  );
  const take = (episode: Episode, fits: (trend: Trend) => boolean) => {
    const at = left.findIndex((trend) => touches(trend, episode) && fits(trend));
    return at < 0 ? undefined : left.splice(at, 1)[0];
  };
  const own = episodes.map((episode) => take(episode, (trend) => lineOfTrend(trend) === lineOf(episode.lead)));
  const matches = episodes.map((episode, i) => ({
    episode,
    stored: own[i] ?? take(episode, (trend) => trend.state !== 'retracted' && episode.shown.has(lineOfTrend(trend))),
  }));
  return { matches, gone: left.filter(({ state }) => state !== 'retracted') };
}

/** @returns `undefined` where the stored trend says it already */
export function changeOf(
  audience: string,
  { episode, stored }: Match,
  taken: ReadonlySet<string>,
  present: Present,
): TrendChange | undefined {
  const open = isOpen(episode, present.closedWeek);
  const firstBucket = dayText(episode.first);
  const { newest, numbers } = episode;
  const series = seriesOf(episode.lead);
  const shares = newest.shares.filter((share) => lineOf(share) !== lineOf(episode.lead)).slice(0, MOST_SHARES);
  const trend = finish({
    id: stored?.id ?? trendId({ audience, series }, firstBucket, taken),
    revision: (stored?.revision ?? 0) + 1,
    state: stateOf(stored, open),
    ...(newest.kind !== 'rise' && { kind: newest.kind }),
    audience,
    series,
    ...(shares.length > 0 && { shares: shares.map(seriesOf) }),
    ...(newest.awayFrom && { awayFrom: seriesOf(newest.awayFrom) }),
    method: numbers.method,
    firstBucket,
    lastBucket: dayText(episode.last),
    evidence: numbersOf(numbers, episode.last),
    organisations: newest.organisations,
    countries: newest.countries,
    survivesLeavingOneOut: newest.survivesLeavingOneOut,
    artefacts: [...newest.artefacts],
    evaluatedAt: present.evaluatedAt,
    ...(open ? {} : { closedBecause: whyClosed(stored) }),
  });
  if (stored && sameContent(stored, trend)) return undefined;
  return { event: open ? (stored ? 'trend.revised' : 'trend.opened') : 'trend.closed', trend };
}

/** What is left in the weeks of the evidence of a trend whose change is no longer there. */
export interface Left {
  readonly numbers: Pick<Told, 'observed' | 'expected' | 'bound'>;
  readonly evidence: Evidence;
  /** Its audience counts by another charter than before. */
  readonly otherCharter: boolean;
}

/** Takes back a trend whose change is no longer there. It tells what is left, and no more of what has gone. */
export function retraction(stored: Trend, { numbers, evidence, otherCharter }: Left, { evaluatedAt }: Present): TrendChange {
  const fewer = numbers.observed < stored.evidence.observed ? 'reports-withdrawn' : 'corrected';
  const { explanation: _, shares: __, artefacts: ___, awayFrom: ____, ...rest } = stored;
  const { bucket, buckets } = stored.evidence;
  return {
    event: 'trend.closed',
    trend: finish({
      ...rest,
      revision: stored.revision + 1,
      state: 'retracted',
      evidence: {
        bucket,
        ...(buckets !== undefined && { buckets }),
        observed: numbers.observed,
        expected: rounded(numbers.expected),
        upperBound: rounded(numbers.bound),
      },
      ...evidence,
      closedBecause: otherCharter ? 'charter-changed' : fewer,
      evaluatedAt,
    }),
  };
}

/** What people have dismissed stays so; what they have taken up or published, too, as long as the change goes on. */
function stateOf(stored: Trend | undefined, open: boolean): TrendState {
  if (stored?.state === 'dismissed') return 'dismissed';
  if (!open) return 'closed';
  return stored && GIVEN.includes(stored.state) ? stored.state : 'candidate';
}

function whyClosed(stored: Trend | undefined): 'history' | 'ended' {
  if (stored && (stored.state === 'candidate' || stored.state === 'dismissed' || GIVEN.includes(stored.state))) return 'ended';
  return stored?.closedBecause === 'ended' ? 'ended' : 'history';
}

function numbersOf({ buckets, observed, expected, bound, p }: Told, week: number): Trend['evidence'] {
  return {
    bucket: dayText(week),
    ...(buckets > 1 && { buckets }),
    observed,
    expected: rounded(expected),
    upperBound: rounded(bound),
    ...(p !== undefined && { p: Number(p.toPrecision(2)) }),
  };
}

function touches(trend: Trend, episode: Episode): boolean {
  const margin = 7 * QUIET_WEEKS;
  const near = epochDay(trend.firstBucket) <= episode.last + margin && epochDay(trend.lastBucket) >= episode.first - margin;
  return near && (trend.kind === 'fall') === isFall(episode.newest);
}

function sameContent(a: Trend, b: Trend): boolean {
  return isDeepStrictEqual({ ...a, revision: 0, evaluatedAt: '' }, { ...b, revision: 0, evaluatedAt: '' });
}

const lineOfTrend = ({ series: { dimension, value, measure } }: Trend) => `${dimension}:${value} ${measure}`;
const seriesOf = ({ series, measure }: Pick<Told, 'series' | 'measure'>): TrendSeries => ({ ...partsOf(series), measure });
const finish = (trend: Omit<Trend, 'explanation'>): Trend => ({ ...trend, explanation: explain(trend, 'en') });
const rounded = (value: number) => Math.round(value * 100) / 100;
const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b));
