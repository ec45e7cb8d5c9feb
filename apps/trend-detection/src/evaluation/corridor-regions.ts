import { type Cluster, type CorridorWeeks, spaceTimeScan } from '@landbridge/detection';
import { weekOf } from '../counting/calendar.ts';
import type { CountedReport } from '../counting/contribution.ts';
import { partsOf, type Series } from '../counting/series.ts';
import { rememberedFrom } from './evidence.ts';
import { WEEK } from './grain.ts';
import { asShare, exceeds, largestOrdinary, LONGEST, marked, toRise, type Year } from './pattern.ts';
import { type Rise, type Share, standsFor, type Told } from './rises.ts';

/** Weeks that are scanned; a rise of half of them at most is looked for. */
const SCANNED = 26;
/** How often a network in which nothing changes may have a cluster in a week. */
const LEVEL = 0.01;

/** One corridor in the year up to a week. */
interface Corridor {
  readonly series: Series;
  readonly origin: string;
  readonly destination: string;
  /** Reports week by week, the present one the last. */
  readonly counts: number[];
}

/**
 * Corridors of neighbouring countries that rise together, also where one of them does so by itself. What is expected of a corridor is its part of
 * the year: the weeks that are looked at among them, so that few cases before do not make a rise of what comes after.
 * @returns each with its corridors as shares, those that make most of it first
 */
export function corridorRegions(year: Year): Rise[] {
  const { week } = year;
  const corridors = corridorsOf(year);
  const options = { level: LEVEL, dispersion: dispersionBefore(corridors, SCANNED / 2) };
  return spaceTimeScan(corridors.map(toScan), options).flatMap((cluster): Rise[] => {
    const members = corridors.filter((one) => isIn(cluster, one) && sumOf(one.counts.slice(-cluster.weeks)) > 0);
    const value = nameOf(members);
    if (!hasNeighbours(cluster) || value.length > LONGEST) return [];
    const series: Series = `corridor-region:${value}`;
    const own = recentOf(series, marked(series, year.reports), week, cluster.weeks);
    if (!own.some(({ recorded }) => weekOf(recorded) === week)) return [];
    const { expected, weeks: buckets, p } = cluster;
    const pattern = { kind: 'rise', series, method: 'space-time-scan', p, buckets, expected } as const;
    const rise = toRise({ ...pattern, own, stays: exceeds(expected) }, year);
    return [{ ...rise, shares: sharesOf(members, rise.lead, year) }];
  });
}

function corridorsOf({ week, from, reports }: Year): Corridor[] {
  const first = rememberedFrom(week, { grain: WEEK, from });
  const weeks = WEEK.between(first, week);
  const corridors = new Map<Series, Corridor>();
  for (const { series: all, recorded } of reports)
    for (const series of all) {
      const { dimension, value } = partsOf(series);
      if (dimension !== 'corridor') continue;
      const [origin = '', destination = ''] = value.split('>');
      const corridor = corridors.get(series) ?? { series, origin, destination, counts: Array<number>(weeks).fill(0) };
      corridors.set(series, corridor);
      const at = (weekOf(recorded) - first) / 7;
      corridor.counts[at] = (corridor.counts[at] ?? 0) + 1;
    }
  return [...corridors.values()].sort((a, b) => (a.series < b.series ? -1 : 1));
}

function toScan({ origin, destination, counts }: Corridor): CorridorWeeks {
  const mean = sumOf(counts) / counts.length;
  const scanned = counts.slice(-SCANNED);
  return { origin, destination, counts: scanned, expected: scanned.map(() => mean) };
}

/** Pearson's, of the weeks before any that may rise: how much more corridors vary than chance alone would have it, beside all that the network does. */
function dispersionBefore(corridors: readonly Corridor[], weeks: number): number {
  const before = corridors.map(({ counts }) => counts.slice(0, -weeks)).filter((counts) => sumOf(counts) > 0);
  const all = sumOf(before.map(sumOf));
  const totals = before[0]?.map((_, week) => sumOf(before.map((counts) => counts[week] ?? 0))) ?? [];
  const cases = before.flatMap((counts) => counts.map((count, week) => ({ count, expected: (sumOf(counts) * (totals[week] ?? 0)) / all })));
  const freedom = (before.length - 1) * (totals.filter((total) => total > 0).length - 1);
  const squares = cases.map(({ count, expected }) => (expected > 0 ? (count - expected) ** 2 / expected : 0));
  return freedom > 0 ? Math.max(1, sumOf(squares) / freedom) : 1;
}

function isIn({ origins, destinations }: Cluster, { origin, destination }: Corridor): boolean {
  return (origins?.includes(origin) ?? true) && (destinations?.includes(destination) ?? true);
}

/** A country towards everywhere, or from everywhere, is a series itself. */
function hasNeighbours({ origins = [], destinations = [] }: Cluster): boolean {
  return origins.length > 1 || destinations.length > 1;
}

/** `NP>FI+NO+SE`. Where a cluster is of all origins, or to everywhere, those of it that were reported are named. */
function nameOf(members: readonly Corridor[]): string {
  const ends = (end: 'origin' | 'destination') => [...new Set(members.map((one) => one[end]))].sort().join('+');
  return `${ends('origin')}>${ends('destination')}`;
}

/** What each corridor makes of a region, what makes most of it first. */
function sharesOf(members: readonly Corridor[], region: Told, year: Year): Share[] {
  const { buckets, method } = region;
  const total = sumOf(members.map(({ counts }) => sumOf(counts)));
  return members
    .map(({ series, counts }): Share => {
      const [observed, expected] = [sumOf(counts.slice(-buckets)), (region.expected * sumOf(counts)) / total];
      const told: Told = { series, measure: 'reports', method, buckets, observed, expected, bound: largestOrdinary(expected) };
      if (!standsFor(told, region)) return told;
      const own = recentOf(series, year.reports, year.week, buckets);
      return asShare(toRise({ kind: 'rise', series, method, buckets, expected, own, stays: exceeds(expected) }, year));
    })
    .sort((a, b) => b.observed - b.expected - (a.observed - a.expected));
}

/** The reports of a series in some weeks, the last of them `week`. */
function recentOf(series: Series, reports: readonly CountedReport[], week: number, weeks: number): CountedReport[] {
  return reports.filter((report) => report.series.includes(series) && weekOf(report.recorded) > week - 7 * weeks);
}

const sumOf = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0);
