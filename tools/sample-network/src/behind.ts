import type { ReportInput, TrendKind } from '@landbridge/contracts';
import { dayOf, periodOf } from './calendar.ts';
import type { ToldTrend } from './found.ts';
import { plantedChanges } from './planted.ts';
import { countsIn } from './series.ts';
import { sampleReports, type SampleOptions } from './stream.ts';
import { trapIds } from './traps.ts';

/** Weeks before a fall in which its series must have rested on what falls. */
const BEFORE_FALL = 13;

/** Kinds of change in which something falls. */
const FALLS: ReadonlySet<TrendKind> = new Set(['fall', 'displacement']);

interface Tally<T> {
  readonly trend: T;
  /** Days, both ends included. */
  readonly from: number;
  readonly to: number;
  all: number;
  /** Planted reports, by what they belong to. */
  readonly planted: Map<string, number>;
}

/**
 * What moves the series of each trend: where planted reports are at least half of those that count in it in the buckets that alarmed (for a
 * fall, in the quarter before), the changes that they belong to, or the traps where more of them belong to these. Made from the sample's own
 * reports in one pass; a report that was withdrawn later counts as it was sent.
 */
export function plantedBehind<T extends ToldTrend>(
  options: SampleOptions & { readonly reports: number },
  trends: readonly T[],
): (trend: T) => ReadonlySet<string> {
  const tallies = trends.map((trend): Tally<T> => ({ trend, ...daysOf(trend), all: 0, planted: new Map() }));
  const falls = new Map(plantedChanges(options).flatMap(({ id, kind, firstWeek }) => (FALLS.has(kind) ? [[id, dayOf(firstWeek)]] : [])));
  for (const action of sampleReports(options)) {
    if (action.action !== 'submit' || 'flaw' in action) continue;
    const { report, planted, begun } = action;
    for (const tally of tallies) {
      const day = dayOf(grainOf(tally.trend) === 'week' ? action.at : report.observed.from);
      if (day < tally.from || day > tally.to || !isSeenIn(report, tally.trend)) continue;
      tally.all += 1;
      const moves = isFall(tally.trend) ? tally.to >= (falls.get(planted ?? '') ?? Infinity) - 1 : begun;
      if (planted !== undefined && moves) tally.planted.set(planted, (tally.planted.get(planted) ?? 0) + 1);
    }
  }
  const moved = new Map(tallies.map((tally) => [tally.trend, movedBy(tally)]));
  return (trend) => moved.get(trend) ?? new Set();
}

function movedBy({ all, planted }: Tally<unknown>): Set<string> {
  const sum = (ids: readonly string[]) => ids.reduce((before, id) => before + (planted.get(id) ?? 0), 0);
  const traps = [...planted.keys()].filter((id) => trapIds.has(id));
  const changes = [...planted.keys()].filter((id) => !trapIds.has(id));
  if (2 * (sum(changes) + sum(traps)) < all) return new Set();
  return new Set(sum(changes) >= sum(traps) ? changes : traps);
}

function daysOf(trend: ToldTrend): { from: number; to: number } {
  const first = dayOf(trend.firstBucket);
  if (isFall(trend)) return { from: first - 7 * BEFORE_FALL, to: first - 1 };
  return { from: first, to: periodOf(dayOf(trend.lastBucket), grainOf(trend)).to };
}

/** Its audience sees it, and it is exact enough for the trend's buckets. */
function isSeenIn(report: ReportInput, trend: ToldTrend): boolean {
  const { tlp, communities = [] } = report.marking;
  const { precision } = report.observed;
  const grain = grainOf(trend);
  const isExact = grain === 'week' ? precision === 'day' || precision === 'week' : precision === grain;
  return isExact && (tlp === 'clear' || communities.includes(trend.audience)) && countsIn(report, trend.series);
}

const isFall = ({ kind }: ToldTrend) => kind === 'fall';
const grainOf = ({ evidence }: ToldTrend) => evidence?.grain ?? 'week';
