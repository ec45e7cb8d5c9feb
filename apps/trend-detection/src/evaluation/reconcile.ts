import { isDeepStrictEqual } from 'node:util';
import { restsOnSeveral, type Trend, type TrendSeries } from '@landbridge/contracts';
import { dayText, epochDay } from '../counting/calendar.ts';
import { partsOf } from '../counting/series.ts';
import { explanationOf } from '../trends/explained.ts';
import { type Dismissal, type JudgedTrend, silenceOf, standingOf, standingOfRetracted } from '../trends/judgement.ts';
import { type Episode, isFall, isOpen, lineOf } from './episodes.ts';
import type { Evidence } from './evidence.ts';
import { type Grain, grainNamed, WEEK } from './grain.ts';
import type { Told } from './rises.ts';
import { trendId } from './trend-identity.ts';

/** A change as it is now, and the trend that tells of it so far. */
export interface Match {
  readonly episode: Episode;
  readonly stored: JudgedTrend | undefined;
  /** For a new change: an earlier one of its line was dismissed. */
  readonly silence?: Dismissal | undefined;
  /** Series of trends that were merged into it, as far as it may name them. */
  readonly merged?: readonly TrendSeries[];
}

export interface TrendChange {
  readonly event: 'trend.opened' | 'trend.revised' | 'trend.closed';
  readonly trend: JudgedTrend;
}

/** What the evaluation knows when it writes. */
export interface Present {
  /** Monday of the newest week that is over. */
  readonly closedWeek: number;
  readonly evaluatedAt: string;
}

const MOST_SHARES = 10;

/**
 * Which stored trend tells of which change. A late report may move it by some buckets, or to another of the series that show it: it stays the
 * same trend.
 * @returns the changes, oldest first, and the trends whose change is no longer there
 */
export function matchTrends(stored: readonly JudgedTrend[], episodes: readonly Episode[]): { matches: Match[]; gone: JudgedTrend[] } {
  const left = [...stored].sort(
    (a, b) => Number(a.state === 'retracted') - Number(b.state === 'retracted') || compare(a.firstBucket, b.firstBucket),
  );
  const take = (episode: Episode, fits: (trend: JudgedTrend) => boolean) => {
    const at = left.findIndex((trend) => touches(trend, episode) && fits(trend));
    return at < 0 ? undefined : left.splice(at, 1)[0];
  };
  const own = episodes.map((episode) => take(episode, (trend) => lineOfTrend(trend) === lineOf(episode.lead)));
  const matches = episodes.map((episode, i): Match => {
    const match = own[i] ?? take(episode, (trend) => trend.state !== 'retracted' && episode.shown.has(lineOfTrend(trend)));
    return match ? { episode, stored: match } : { episode, stored: undefined, silence: silenceOf(lastBefore(episode, stored)) };
  });
  return { matches: withMerged(matches), gone: left.filter(({ state }) => state !== 'retracted') };
}

/** A merged trend is named by another one only while it is there and could be published itself: who reads the one reads of the other by it. */
function withMerged(matches: readonly Match[]): Match[] {
  const told = new Set(matches.flatMap(({ stored, episode }) => (stored && restsOnSeveral(episode.newest) ? [stored.id] : [])));
  return matches.map((match) => {
    const merged = match.stored?.judgement?.merged?.filter(({ trend }) => told.has(trend));
    return merged ? { ...match, merged: merged.map(({ series }) => series) } : match;
  });
}

/** @returns `undefined` where the stored trend says it already */
export function changeOf(
  audience: string,
  { episode, stored, silence, merged }: Match,
  taken: ReadonlySet<string>,
  present: Present,
): TrendChange | undefined {
  const open = isOpen(episode, present.closedWeek);
  const firstBucket = dayText(episode.first);
  const { newest, numbers } = episode;
  const series = seriesOf(episode.lead);
  const shares = sharesOf(episode, merged);
  const found = {
    ...(newest.kind !== 'rise' && { kind: newest.kind }),
    evidence: numbersOf(numbers, episode),
    organisations: newest.organisations,
    countries: newest.countries,
    survivesLeavingOneOut: newest.survivesLeavingOneOut,
  };
  const trend = finish({
    id: stored?.id ?? trendId({ audience, series }, firstBucket, taken, episode.grain),
    revision: (stored?.revision ?? 0) + 1,
    ...standingOf(found, stored, silence, open),
    ...found,
    audience,
    series,
    ...(shares.length > 0 && { shares }),
    ...(newest.awayFrom && { awayFrom: seriesOf(newest.awayFrom) }),
    method: numbers.method,
    firstBucket,
    lastBucket: dayText(episode.last),
    artefacts: [...newest.artefacts],
    evaluatedAt: present.evaluatedAt,
    ...(open ? {} : { closedBecause: whyClosed(stored) }),
  });
  if (stored && sameContent(stored, trend)) return undefined;
  return { event: eventOf(stored, trend), trend };
}

/** A dismissed trend is told of once; what becomes of it after that calls nobody, until it is a candidate again. */
function eventOf(stored: Trend | undefined, { state }: Trend): TrendChange['event'] {
  const wasDismissed = stored?.state === 'dismissed';
  if (state === 'closed' || (state === 'dismissed' && !wasDismissed)) return 'trend.closed';
  return !stored || (wasDismissed && state === 'candidate') ? 'trend.opened' : 'trend.revised';
}

function sharesOf({ lead, newest }: Episode, merged: readonly TrendSeries[] = []): TrendSeries[] {
  return sharesWith(newest.shares.filter((share) => lineOf(share) !== lineOf(lead)).map(seriesOf), merged);
}

/** What was merged into a trend has its place among the series that show the same. */
export function sharesWith(shown: readonly TrendSeries[], merged: readonly TrendSeries[]): TrendSeries[] {
  const own = merged.filter((series, i) => !isOneOf(merged.slice(0, i), series));
  return [...shown.filter((series) => !isOneOf(own, series)).slice(0, MOST_SHARES - own.length), ...own];
}

export function isOneOf(list: readonly TrendSeries[], series: TrendSeries): boolean {
  return list.some((one) => isDeepStrictEqual(one, series));
}

/** The last trend of the line of a change that began before it. What was taken back never was. */
function lastBefore({ grain, lead, first, newest }: Episode, stored: readonly JudgedTrend[]): JudgedTrend | undefined {
  const before = stored.filter(
    (trend) =>
      trend.state !== 'retracted' &&
      lineOfTrend(trend) === lineOf(lead) &&
      grainOf(trend) === grain &&
      (trend.kind === 'fall') === isFall(newest) &&
      epochDay(trend.firstBucket) < first,
  );
  return before.sort((a, b) => compare(a.firstBucket, b.firstBucket)).at(-1);
}

/** What is left in the buckets of the evidence of a trend whose change is no longer there. */
export interface Left {
  readonly numbers: Pick<Told, 'observed' | 'expected' | 'bound'>;
  readonly evidence: Evidence;
  /** Its audience counts by another charter than before. */
  readonly otherCharter: boolean;
}

/** Takes back a trend whose change is no longer there. It tells what is left, and no more of what has gone. */
export function retraction(stored: JudgedTrend, { numbers, evidence, otherCharter }: Left, { evaluatedAt }: Present): TrendChange {
  const fewer = numbers.observed < stored.evidence.observed ? 'reports-withdrawn' : 'corrected';
  const { explanation: _, shares: __, artefacts: ___, awayFrom: ____, judgement: _____, ...rest } = stored;
  const { bucket, grain, buckets } = stored.evidence;
  return {
    event: 'trend.closed',
    trend: finish({
      ...rest,
      revision: stored.revision + 1,
      ...standingOfRetracted(stored, otherCharter),
      evidence: {
        bucket,
        ...(grain !== undefined && { grain }),
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

function whyClosed(stored: Trend | undefined): 'history' | 'ended' {
  if (!stored || stored.state === 'retracted' || stored.closedBecause === 'history') return 'history';
  return 'ended';
}

function numbersOf({ buckets, observed, expected, bound, p }: Told, { grain, last }: Episode): Trend['evidence'] {
  return {
    bucket: dayText(last),
    ...(grain !== WEEK && { grain: grain.name }),
    ...(buckets > 1 && { buckets }),
    observed,
    expected: rounded(expected),
    upperBound: rounded(bound),
    ...(p !== undefined && { p: Number(p.toPrecision(2)) }),
  };
}

function touches(trend: Trend, episode: Episode): boolean {
  const { grain, first, last } = episode;
  if (grainOf(trend) !== grain) return false;
  const near =
    epochDay(trend.firstBucket) <= grain.later(last, grain.quiet) && epochDay(trend.lastBucket) >= grain.later(first, -grain.quiet);
  return near && (trend.kind === 'fall') === isFall(episode.newest);
}

function sameContent(a: Trend, b: Trend): boolean {
  return isDeepStrictEqual({ ...a, revision: 0, evaluatedAt: '' }, { ...b, revision: 0, evaluatedAt: '' });
}

const grainOf = ({ evidence }: Trend): Grain => grainNamed(evidence.grain);
const lineOfTrend = ({ series: { dimension, value, measure } }: Trend) => `${dimension}:${value} ${measure}`;
const seriesOf = ({ series, measure }: Pick<Told, 'series' | 'measure'>): TrendSeries => ({ ...partsOf(series), measure });

/** A trend in its words, whoever changes it. */
export function finish(trend: Omit<JudgedTrend, 'explanation'>): JudgedTrend {
  return { ...trend, explanation: explanationOf(trend, 'en') };
}

const rounded = (value: number) => Math.round(value * 100) / 100;
const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b));
