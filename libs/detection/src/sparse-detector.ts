import { lowerQuantile, lowerTail, upperQuantile, upperTail } from './count-distribution.ts';
import { DiscountedPast, type Forecast } from './discounted-past.ts';
import { uncertainTail } from './uncertain-dispersion.ts';
import { asFall, asRise, clearest, type DetectorVerdict, type Expectation, requireAlpha, requireCounts, type Weighed } from './verdict.ts';

export interface SparseDetectorOptions {
  /** Only buckets from this index on are evaluated. */
  readonly from?: number;
  /** Lengths of the sums that are looked at, in buckets, shortest first. */
  readonly windows?: readonly number[];
  /** Buckets after which a count of the past weighs half. */
  readonly halfLife?: number;
  /** Buckets of past that a window needs before it. */
  readonly history?: number;
  /** Chance of a false alarm in one bucket of one series alone; 0.01 if left out. */
  readonly alpha?: number;
}

/** A week, a month and a quarter, and the steps between: the fewer the cases, the longer it takes until they tell something. */
const WINDOWS = [1, 2, 4, 8, 13];
/** Looks at overlapping windows are worth so many independent ones, see `training.spec.ts`. */
export const looksOf = (windows: readonly number[]) => (windows.length > 1 ? 2 : 1);
/** Fewer in a window tell no rise. */
const MINIMUM = 3;
/** A silence is a fall until it lasts so many times as long as the longest window: then it is how the series is. */
const LONGEST_SILENCE = 4;

/**
 * Exact tests for series with few cases: sums of the newest buckets, as many as it takes, against the rate of all buckets before. The rate
 * is uncertain, and cases may come in clusters; both widen the bound. A fall is looked for in the gap since the last case as well, where it
 * is longer than all windows: the rarer the cases, the longer a silence that says something.
 *
 * Source: `DiscountedPast`; windows and weights by simulation for this project.
 * @param counts one series in buckets of equal length, oldest first; whole numbers from 0 on
 * @returns one entry per bucket; `undefined` before `from`, and where the past is too short for the shortest window
 * @throws RangeError for what is no count, and where an option is out of its range
 */
export function sparseDetector(counts: readonly number[], options: SparseDetectorOptions = {}): (DetectorVerdict | undefined)[] {
  const { from = 0, windows = WINDOWS, halfLife = 156, history = 26, alpha = 0.01 } = options;
  requireCounts(counts);
  requireOptions(windows, halfLife, history, alpha);
  const past = new DiscountedPast(counts, halfLife);
  const longest = windows.at(-1)!;
  let silent = 0;
  return counts.map((observed, t) => {
    silent = observed > 0 ? 0 : silent + 1;
    if (t < Math.max(from, history)) return undefined;
    const look = (buckets: number) => {
      const start = t + 1 - buckets;
      return { buckets, observed: past.sum(start, buckets), ...past.forecast(start, buckets) };
    };
    const looks = windows.filter((buckets) => t + 1 - buckets >= history).map(look);
    const alone = look(1);
    const rise = clearest(looks.map((sum) => weighed(sum, sum.observed < MINIMUM ? 1 : upperTail(sum.observed, sum))));
    const isGap = silent > longest && silent <= LONGEST_SILENCE * longest && t + 1 - silent >= history;
    const fall = clearest([...looks, ...(isGap ? [look(silent)] : [])].map((sum) => weighed(sum, lowerTail(sum.observed, sum))));
    const p = Math.min(1, looksOf(windows) * rise.tail);
    return {
      observed,
      expected: alone.mean,
      dispersion: alone.dispersion,
      upper: upperQuantile(alpha, alone),
      lower: lowerQuantile(alpha, alone),
      p,
      pFall: Math.min(1, looksOf(windows) * fall.tail),
      rise: asRise(rise.expectation, alpha),
      fall: asFall(fall.expectation, alpha),
      alarm: p <= alpha,
    };
  });
}

function weighed(sum: Expectation & Forecast, tail: number): Weighed {
  return { expectation: sum, tail: uncertainTail(tail, sum.evidence) };
}

function requireOptions(windows: readonly number[], halfLife: number, history: number, alpha: number): void {
  if (windows[0] !== 1 || windows.some((buckets) => !Number.isInteger(buckets) || buckets < 1))
    throw new RangeError(`windows are whole numbers of buckets, the first of them 1, and are ${windows.join(', ')}.`);
  if (!(halfLife > 0)) throw new RangeError(`halfLife must be above 0, and is ${halfLife}.`);
  if (!(history >= 2)) throw new RangeError(`history must be at least 2 buckets, and is ${history}.`);
  requireAlpha(alpha);
}
