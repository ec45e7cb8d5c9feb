import { type CountDistribution, lowerQuantile, lowerTail, upperQuantile, upperTail } from './count-distribution.ts';
import { asFall, asRise, clearest, type DetectorVerdict, type Expectation, requireCounts } from './verdict.ts';

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
/** Looks at overlapping windows are worth so many independent ones: by simulation, at chances of 1 in 100 to 1 in 10,000. */
const LOOKS = 3;
/** What Jeffreys' prior of a rate adds: half a case in all of the past. */
const PRIOR = 0.5;
/** The dispersion is taken for 1 until so many cases have shown another one. */
const DISPERSION_PRIOR = 2;
/** Fewer in a window tell no rise. */
const MINIMUM = 3;

/**
 * Exact tests for series with few cases: sums of the newest buckets, as many as it takes, against the rate of all buckets before. The rate
 * is uncertain, and cases may come in clusters; both widen the bound (gamma-Poisson: a sum to come is negative binomial).
 *
 * Source: Gelman et al. 2013, Bayesian Data Analysis, 3rd edition, section 2.6; windows and weights by simulation for this project.
 * @param counts one series in buckets of equal length, oldest first; whole numbers from 0 on
 * @returns one entry per bucket; `undefined` before `from`, and where the past is too short for the shortest window
 * @throws RangeError for what is no count
 */
export function sparseDetector(counts: readonly number[], options: SparseDetectorOptions = {}): (DetectorVerdict | undefined)[] {
  const { from = 0, windows = WINDOWS, halfLife = 156, history = 26, alpha = 0.01 } = options;
  requireCounts(counts);
  const past = pastOf(counts, 0.5 ** (1 / halfLife));
  const expectation = (t: number, buckets: number): Expectation => ({
    buckets,
    observed: counts.slice(t + 1 - buckets, t + 1).reduce((sum, count) => sum + count, 0),
    ...past.sumFrom(t + 1 - buckets, buckets),
  });
  return counts.map((observed, t) => {
    const looks = windows.filter((buckets) => t + 1 - buckets >= history).map((buckets) => expectation(t, buckets));
    if (t < from || looks.length === 0) return undefined;
    const alone = expectation(t, 1);
    const rise = clearest(looks.map((look) => ({ expectation: look, tail: look.observed < MINIMUM ? 1 : upperTail(look.observed, look) })));
    const fall = clearest(looks.map((look) => ({ expectation: look, tail: lowerTail(look.observed, look) })));
    const p = Math.min(1, LOOKS * rise.tail);
    return {
      observed,
      expected: alone.mean,
      upper: upperQuantile(alpha, alone),
      lower: lowerQuantile(alpha, alone),
      p,
      pFall: Math.min(1, LOOKS * fall.tail),
      rise: asRise(rise.expectation, alpha),
      fall: asFall(fall.expectation, alpha),
      alarm: p <= alpha,
    };
  });
}

/** The past before each bucket, the newer buckets weighing more: cases, squares of counts, and buckets. */
function pastOf(counts: readonly number[], discount: number) {
  const cases = new Float64Array(counts.length + 1);
  const squares = new Float64Array(counts.length + 1);
  const buckets = new Float64Array(counts.length + 1);
  counts.forEach((count, i) => {
    cases[i + 1] = discount * (cases[i]! + count);
    squares[i + 1] = discount * (squares[i]! + count * count);
    buckets[i + 1] = discount * (buckets[i]! + 1);
  });
  return {
    /** What the past says about the sum of the next buckets. */
    sumFrom(start: number, length: number): CountDistribution {
      const seen = cases[start]!;
      const over = buckets[start]!;
      const clustered = seen > 0 ? squares[start]! / seen - seen / over : 1;
      const dispersion = Math.max(1, (seen * clustered + DISPERSION_PRIOR) / (seen + DISPERSION_PRIOR));
      return { mean: (length * (seen + PRIOR)) / over, dispersion: dispersion * (1 + length / over) };
    },
  };
}
