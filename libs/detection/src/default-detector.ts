import {
  type CountDistribution,
  lowerQuantile,
  lowerTail,
  midLowerTail,
  midUpperTail,
  upperQuantile,
  upperTail,
} from './count-distribution.ts';
import { type Grain, grainOf } from './grain.ts';
import { SmoothMean } from './smooth-mean.ts';
import { uncertainTail } from './uncertain-dispersion.ts';
import { asFall, asRise, clearest, type DetectorVerdict, type Expectation, requireAlpha, requireCounts } from './verdict.ts';

export interface DefaultDetectorOptions {
  /** Only buckets from this index on are evaluated. */
  readonly from?: number;
  /** 52 if left out; 365.25 / 7 for weeks of the calendar; 12, 4 or 1 for months, quarters and years. */
  readonly bucketsPerYear?: number;
  /** Number of the first bucket on any axis, so that the curve is fitted anew in the same buckets wherever a series begins. */
  readonly firstBucket?: number;
  /** Chance of the bounds that are told to be crossed; 0.01 if left out. It decides nothing. */
  readonly alpha?: number;
}

export interface DefaultVerdict extends DetectorVerdict {
  /** How unlikely the bucket and the one before it are as a rise, in nats; `alarm` goes by it. */
  readonly surprise: number;
}

/** How much of the surprise of the bucket before is remembered, and of how much at most, in nats; chosen by simulation. */
const MEMORY = 0.85;
const MEMORY_CAP = 4;
/** P(S ≥ s) = TAIL·e^−s for S = E + MEMORY·min(E′, MEMORY_CAP) of two standard exponentials, where s is MEMORY·MEMORY_CAP or more. */
const TAIL = (1 - Math.exp((MEMORY - 1) * MEMORY_CAP)) / (1 - MEMORY) + Math.exp((MEMORY - 1) * MEMORY_CAP);
/** Surprise above which one series alone alarms; derived from training series by `training.spec.ts`. */
export const ALARM = 5.75;
/** Nothing alarms alone where the last four buckets hold fewer than five (`limit54` of Farrington). */
const LIMIT = { cases: 5, buckets: 4 };

/**
 * The default detector of series with years of history (two of weeks or months, four of quarters, eight of years): each bucket against a
 * smooth mean, remembering the bucket before.
 *
 * Source: found by simulation for this project, in the design of Noufaily et al. 2013 (Stat Med 32, 1206–1222); see `SmoothMean`.
 * @param counts one series in buckets of equal length, oldest first; whole numbers from 0 on
 * @returns one entry per bucket; `undefined` before so much history, and before `from`
 * @throws RangeError for what is no count, and where an option is out of its range
 */
export function defaultDetector(counts: readonly number[], options: DefaultDetectorOptions = {}): (DefaultVerdict | undefined)[] {
  const { from = 0, bucketsPerYear = 52, firstBucket = 0, alpha = 0.01 } = options;
  requireCounts(counts);
  requireAlpha(alpha);
  if (!Number.isInteger(firstBucket) || firstBucket < 0)
    throw new RangeError(`firstBucket must be a whole number from 0 on, and is ${firstBucket}.`);
  const grain = grainOf(bucketsPerYear);
  const needed = Math.ceil(grain.curveYears * bucketsPerYear);
  let mean: SmoothMean | undefined;
  let before: Surprise = { rise: 0, fall: 0 };
  return counts.map((observed, t) => {
    // the bucket before `from` is looked at as well, because it is remembered
    if (t < Math.max(needed, from - 1)) return undefined;
    const sinceFit = (firstBucket + t) % grain.refit;
    if (!mean || sinceFit === 0) mean = new SmoothMean(counts, Math.max(needed, t - sinceFit), grain.refit, bucketsPerYear);
    const surprise = surpriseOf(observed, mean.expected(t));
    const remembered = surprise.after(before);
    before = surprise;
    return t < from ? undefined : verdict(counts, t, mean, grain, remembered, alpha);
  });
}

/** How surprising a bucket is as a rise, and as a fall, in nats. */
interface Surprise {
  readonly rise: number;
  readonly fall: number;
}

function surpriseOf(observed: number, distribution: CountDistribution): Surprise & { after(before: Surprise): Surprise } {
  const rise = -Math.log(midUpperTail(observed, distribution));
  const fall = -Math.log(midLowerTail(observed, distribution));
  const remember = (one: number) => MEMORY * Math.min(one, MEMORY_CAP);
  return { rise, fall, after: (before) => ({ rise: rise + remember(before.rise), fall: fall + remember(before.fall) }) };
}

function verdict(
  counts: readonly number[],
  t: number,
  mean: SmoothMean,
  { sums: lengths, looks }: Grain,
  remembered: Surprise,
  alpha: number,
): DefaultVerdict {
  const [alone, ...sums] = [1, ...lengths].map((buckets): Expectation => ({
    buckets,
    observed: lastBuckets(counts, t, buckets),
    ...mean.expectedSum(t - buckets + 1, t),
  })) as [Expectation, ...Expectation[]];
  const evidence = mean.evidenceAt(t);
  const own = (surprise: number) => ({ expectation: alone, tail: tailOf(surprise) });
  const over = (tail: typeof upperTail) => sums.map((sum) => ({ expectation: sum, tail: tail(sum.observed, sum) }));
  const rise = clearest([own(remembered.rise), ...over(upperTail)]);
  const fall = clearest([own(remembered.fall), ...over(lowerTail)]);
  return {
    observed: alone.observed,
    expected: alone.mean,
    dispersion: alone.dispersion,
    upper: upperQuantile(alpha, alone),
    lower: lowerQuantile(alpha, alone),
    p: Math.min(1, looks * uncertainTail(rise.tail, evidence)),
    pFall: Math.min(1, looks * uncertainTail(fall.tail, evidence)),
    rise: asRise(rise.expectation, alpha),
    fall: asFall(fall.expectation, alpha),
    surprise: remembered.rise,
    alarm: remembered.rise > ALARM && lastBuckets(counts, t, LIMIT.buckets) >= LIMIT.cases,
  };
}

const tailOf = (remembered: number) => (remembered >= MEMORY * MEMORY_CAP ? TAIL * Math.exp(-remembered) : 1);

function lastBuckets(counts: readonly number[], t: number, length: number): number {
  let sum = 0;
  for (let i = Math.max(0, t - length + 1); i <= t; i += 1) sum += counts[i]!;
  return sum;
}
