import { benjaminiHochberg } from './benjamini-hochberg.ts';
import type { MethodVerdict } from './detect.ts';
import { historyNeeded, WEEKS_PER_YEAR } from './detector-by-history.ts';

/** What a bucket of a series may show. */
export interface PossibleChange {
  readonly direction: 'rise' | 'fall';
  /** `reports`, or the unit of what they state. */
  readonly measure: string;
  /** How often chance alone would show as much. */
  readonly p: number;
}

/** How many series are tested in a bucket: of reports, and of what reports state. */
export interface Tested {
  readonly reports: number;
  readonly stated: number;
}

/** p-values above this are rejected among no series, however many of the others are. It is the rate of false discoveries that is allowed. */
export const FALSE_DISCOVERY_RATE = 0.05;
/** Fewer reports in all can make no rise, and are no series yet. */
export const FEWEST = 3;
/** Fewer reports in a bucket, and what they state is not looked at: one report may state many persons. */
export const ENOUGH_REPORTS = 5;

/**
 * The first bucket in which a series is one of those that are tested: with history enough, and once there has been enough for a series; never,
 * if there was not. What comes later changes nothing in the buckets before: a series from today on is not one more among those of last year.
 *
 * Source: own; a correction needs the number of tests, and that must not depend on what comes after them.
 * @param counts from the beginning of the history on, in buckets of equal length, oldest first
 * @param bucketsPerYear 365.25 / 7 if left out: weeks of the calendar; 12, 4 or 1 for months, quarters and years
 * @returns its index; `Infinity` for never
 * @throws RangeError for less than one bucket a year
 */
export function testedFrom(counts: readonly number[], bucketsPerYear = WEEKS_PER_YEAR): number {
  let sum = 0;
  const seen = counts.findIndex((count) => (sum += count) >= FEWEST);
  return seen < 0 ? Infinity : Math.max(historyNeeded(bucketsPerYear), seen);
}

/**
 * How often chance alone would show what a bucket shows in one direction; nothing where that could stand among no series. A sum of buckets
 * stands out for some after what made it is over, and a change goes on only where the bucket itself shows it. One report may state many
 * persons, so that exact tests of few cases say nothing of what reports state.
 *
 * Source: own; the chance is that of `detect`.
 */
export function chanceOf(
  verdict: MethodVerdict,
  direction: PossibleChange['direction'],
  measure: PossibleChange['measure'],
): number | undefined {
  if (measure !== 'reports' && verdict.method === 'sparse') return undefined;
  const { observed, expected, p, pFall } = verdict;
  const goesOn = direction === 'rise' ? observed > expected : observed < expected;
  const chance = direction === 'rise' ? p : pFall;
  return goesOn && chance <= FALSE_DISCOVERY_RATE ? chance : undefined;
}

/**
 * What stands of one direction among all series that were tested in a bucket; what reports state is corrected for itself.
 *
 * Source: Benjamini and Hochberg 1995, see `benjaminiHochberg`. That directions and measures are corrected apart is our own: what one report
 * states shows in all of its series at once, and would lend its small chances to everything else.
 */
export function standing<T extends PossibleChange>(possible: readonly T[], direction: PossibleChange['direction'], tested: Tested): T[] {
  return (['reports', 'stated'] as const).flatMap((kind) => {
    const own = possible.filter((one) => one.direction === direction && (one.measure === 'reports') === (kind === 'reports'));
    const { rejected } = benjaminiHochberg(own.map(({ p }) => p), FALSE_DISCOVERY_RATE, Math.max(tested[kind], own.length)); // prettier-ignore
    return own.filter((_, i) => rejected[i]);
  });
}
