import { type CountDistribution } from './count-distribution.ts';
import { type PoissonRegression, poissonRegression } from './poisson-regression.ts';
import { seasonColumns, seasonDesign } from './season-design.ts';
import { effectiveNumber, evidenceFor } from './uncertain-dispersion.ts';

const { cbrt, max, min, sqrt } = Math;

/** Years after which a count weighs half. */
const HALF_LIFE_YEARS = 3;
/** A count that stands out by more (Anscombe residual) is a past outbreak, and weighs less. */
const OUTLYING = 2.58;
/**
 * Of normal residuals too, some stand out by more and lose their weight; without them the dispersion comes out smaller, by 1.034. Chosen a little
 * larger, because counts are skewed; of clustered ones the dispersion still comes out 3% too small, which ALARM, derived with it, makes up for.
 */
const LOST_DISPERSION = 1.04;
/** A count that the curve goes through by itself has no residual to speak of. */
const LARGEST_HAT = 0.99;

/** Share of its weight in the level that a count loses with each bucket: half is left after 26. */
const LEVEL_DISCOUNT = 0.5 ** (1 / 26);
/** The level is pulled to 1 as by so many expected cases. */
const LEVEL_PRIOR = 20;
/** The bucket before counts twice where buckets follow each other: in what is expected, and in what the detector remembers of it. */
const CARRIED_OVER = 2;
/** Of what curve and level say, so much is expected at least, however few cases the bucket before had. */
const SMALLEST_SHARE = 0.25;

/**
 * What is to be expected of a series: a log-linear curve of level, linear trend and yearly harmonics through all earlier buckets, the
 * newer ones weighing more; its overdispersion; the level of the last half year against that curve; and how far a bucket follows the one
 * before. The curve finds season and trend, which need years; the level finds a step, which the curve would take years to follow.
 *
 * Source: the curve is a quasi-Poisson regression as in Noufaily et al. 2013, Stat Med 32, 1206–1222, with harmonics in place of their
 * periods; overdispersion and downweighting of past outbreaks as there; the rest was found by simulation for this project.
 */
export class SmoothMean {
  private readonly counts: ArrayLike<number>;
  private readonly regression: PoissonRegression;
  private readonly curve: Float64Array;
  private readonly dispersion: number;
  private readonly effectiveBuckets: number;
  private readonly correlation: number;
  private readonly levels: Float64Array;

  /**
   * @param counts of the series, oldest first
   * @param until the curve goes through the counts before this index
   * @param reach so many buckets from there on may be asked for
   * @param bucketsPerYear 365.25 / 7 for weeks of the calendar
   */
  constructor(counts: ArrayLike<number>, until: number, reach: number, bucketsPerYear: number) {
    this.counts = counts;
    const columns = seasonColumns(bucketsPerYear);
    const design = seasonDesign(bucketsPerYear, until + reach);
    const weights = weightsOf(until, 0.5 ** (1 / bucketsPerYear / HALF_LIFE_YEARS));
    const first = poissonRegression(design, columns, counts, weights);
    const robust = withoutOutbreaks(first, counts, weights, columns);
    this.regression = robust ? poissonRegression(design, columns, counts, robust, first.coefficients) : first;
    this.curve = this.regression.means(until + reach);
    this.dispersion = robust
      ? LOST_DISPERSION * dispersionOf(this.curve, counts, robust, columns)
      : dispersionOf(this.curve, counts, weights, columns);
    this.effectiveBuckets = effectiveNumberOf(weights);
    this.correlation = this.findCorrelation(until);
    this.levels = this.findLevels();
  }

  /** What one bucket is expected to hold, by what lies before it. */
  expected(index: number): CountDistribution {
    const mean = this.meanAt(index);
    return { mean, dispersion: this.dispersion * (1 + mean * this.regression.leverage(index)) };
  }

  /** The sum over some buckets in a row, whose curve is uncertain in common; by what lies before the first of them, so that a rise hides none of itself. */
  expectedSum(from: number, to: number): CountDistribution {
    let mean = this.meanAt(from);
    for (let i = from + 1; i <= to; i += 1) mean += this.curve[i]! * this.levels[from]!;
    return { mean, dispersion: this.dispersion * (1 + mean * this.regression.leverage(to)) };
  }

  /** Degrees of freedom that the dispersion is known by, for a bucket of such a mean. */
  evidenceAt(index: number): number {
    return evidenceFor(this.effectiveBuckets, { mean: this.meanAt(index), dispersion: this.dispersion });
  }

  private meanAt(index: number): number {
    const curve = this.curve[index]!;
    return max(curve * this.levels[index]! + this.carriedOver(index), SMALLEST_SHARE * curve);
  }

  private carriedOver(index: number): number {
    if (this.correlation === 0) return 0;
    const before = index - 1;
    return CARRIED_OVER * this.correlation * (this.withoutOutbreak(before) - this.curve[before]! * this.levels[index]!);
  }

  private withoutOutbreak(index: number): number {
    const mean = this.curve[index]!;
    return min(this.counts[index]!, mean + OUTLYING * sqrt(this.dispersion * mean));
  }

  /** For each bucket the counts of the last half year or so before it over the curve, outbreaks cut off. */
  private findLevels(): Float64Array {
    let counted = 0;
    let curve = 0;
    const prior = LEVEL_PRIOR * this.dispersion;
    const levels = new Float64Array(this.curve.length);
    for (let i = 0; i < levels.length; i += 1) {
      levels[i] = (prior + counted) / (prior + curve);
      counted = LEVEL_DISCOUNT * counted + this.withoutOutbreak(i);
      curve = LEVEL_DISCOUNT * curve + this.curve[i]!;
    }
    return levels;
  }

  /** Of residuals with those of the bucket before, outbreaks cut off; all years alike, because it takes many to tell it. */
  private findCorrelation(until: number): number {
    let together = 0;
    let alone = 0;
    let before = 0;
    for (let i = 0; i < until; i += 1) {
      const mean = this.curve[i]!;
      const residual = min(OUTLYING, (this.counts[i]! - mean) / sqrt(this.dispersion * mean));
      together += residual * before;
      alone += residual ** 2;
      before = residual;
    }
    return alone > 0 ? max(0, together / alone) : 0;
  }
}

/** The newest of them weighs 1, less one discount. */
function weightsOf(length: number, discount: number): Float64Array {
  const weights = new Float64Array(length);
  let weight = 1;
  for (let i = length - 1; i >= 0; i -= 1) {
    weight *= discount;
    weights[i] = weight;
  }
  return weights;
}

function effectiveNumberOf(weights: Float64Array): number {
  let sum = 0;
  let squares = 0;
  for (const weight of weights) {
    sum += weight;
    squares += weight ** 2;
  }
  return effectiveNumber(sum, squares);
}

/** Pearson's statistic over its degrees of freedom, 1 or more. */
function dispersionOf(means: Float64Array, counts: ArrayLike<number>, weights: Float64Array, columns: number): number {
  let pearson = 0;
  let total = 0;
  for (let i = 0; i < weights.length; i += 1) {
    pearson += (weights[i]! * (counts[i]! - means[i]!) ** 2) / means[i]!;
    total += weights[i]!;
  }
  return max(1, pearson / (total * (1 - columns / weights.length)));
}

/** Weights with those of past outbreaks divided by the square of how far they stand out; nothing where there is none. */
function withoutOutbreaks(
  fitted: PoissonRegression,
  counts: ArrayLike<number>,
  weights: Float64Array,
  columns: number,
): Float64Array | undefined {
  const means = fitted.means(weights.length);
  const dispersion = dispersionOf(means, counts, weights, columns);
  const robust = Float64Array.from(weights);
  let outbreaks = 0;
  for (let i = 0; i < weights.length; i += 1) {
    const mean = means[i]!;
    if (counts[i]! <= mean) continue;
    const hat = weights[i]! * mean * fitted.leverage(i);
    const residual = anscombe(counts[i]!, mean) / sqrt(dispersion * (1 - min(hat, LARGEST_HAT)));
    if (residual <= OUTLYING) continue;
    robust[i]! /= residual ** 2;
    outbreaks += 1;
  }
  return outbreaks > 0 ? robust : undefined;
}

/** Residual of a count whose distribution is about normal (McCullagh and Nelder 1989, chapter 2.4), before its scaling. */
function anscombe(count: number, mean: number): number {
  return (1.5 * (cbrt(count) ** 2 - cbrt(mean) ** 2)) / sqrt(cbrt(mean));
}
