import { type CountDistribution } from './count-distribution.ts';
import { meanAt, type PoissonRegression, poissonRegression } from './poisson-regression.ts';

export interface SmoothMeanOptions {
  /** Buckets in a year: 365.25 / 7 for weeks of the calendar. */
  readonly bucketsPerYear: number;
}

/** Years after which a count weighs half. */
const HALF_LIFE_YEARS = 3;
const HARMONICS = 2;
/** Intercept, trend, and a cosine and a sine for each harmonic. */
const COLUMNS = 2 + 2 * HARMONICS;
/** A count that stands out by more (Anscombe residual) is a past outbreak, and weighs less. */
const OUTLYING = 2.58;

/** Buckets after which a count weighs half in the level. */
const LEVEL_HALF_LIFE = 26;
/** Beyond six half-lives nothing is left of a weight. */
const LEVEL_MEMORY = 6 * LEVEL_HALF_LIFE;
/** The level is pulled to 1 as by so many expected cases. */
const LEVEL_PRIOR = 20;
/** The bucket before counts twice where buckets follow each other: in what is expected, and in what the detector remembers of it. */
const CARRIED_OVER = 2;

/**
 * What is to be expected of a series: a log-linear curve of level, linear trend and two yearly harmonics through all earlier buckets, the
 * newer ones weighing more; its overdispersion; the level of the last half year against that curve; and how far a bucket follows the one
 * before. The curve finds season and trend, which need years; the level finds a step, which the curve would take years to follow.
 *
 * Source: the curve is a quasi-Poisson regression as in Noufaily et al. 2013, Stat Med 32, 1206–1222, with harmonics in place of their
 * periods; overdispersion and downweighting of past outbreaks as there; the rest was found by simulation for this project.
 */
export class SmoothMean {
  private readonly counts: ArrayLike<number>;
  private readonly until: number;
  private readonly options: SmoothMeanOptions;
  private readonly weights: Float64Array;
  private readonly regression: PoissonRegression;
  private readonly dispersion: number;
  private readonly correlation: number;

  /**
   * @param counts of the series, oldest first
   * @param until the curve goes through the counts before this index
   */
  constructor(counts: ArrayLike<number>, until: number, options: SmoothMeanOptions) {
    this.counts = counts;
    this.until = until;
    this.options = options;
    const design = new Float64Array(until * COLUMNS);
    this.weights = new Float64Array(until);
    for (let i = 0; i < until; i += 1) {
      design.set(this.row(i), i * COLUMNS);
      this.weights[i] = 0.5 ** ((until - i) / options.bucketsPerYear / HALF_LIFE_YEARS);
    }
    const first = poissonRegression(design, COLUMNS, counts, this.weights);
    const robust = this.withoutOutbreaks(first, design);
    this.regression = robust ? poissonRegression(design, COLUMNS, counts, robust, first.coefficients) : first;
    this.dispersion = this.dispersionOf(this.regression, robust ?? this.weights);
    this.correlation = this.correlationOf(this.regression, this.dispersion);
  }

  /** What one bucket is expected to hold. @param index of a bucket, at most a few after the last of the curve */
  expected(index: number): CountDistribution {
    const mean = Math.max(this.curveAt(index) * this.levelBefore(index) + this.carriedOver(index), this.curveAt(index) / 4);
    return { mean, dispersion: this.dispersion * (1 + mean * this.leverageAt(index)) };
  }

  /** The sum over some buckets in a row, whose curve is uncertain in common. */
  expectedSum(from: number, to: number): CountDistribution {
    let mean = 0;
    for (let i = from; i <= to; i += 1) mean += this.expected(i).mean;
    return { mean, dispersion: this.dispersion * (1 + mean * this.leverageAt(to)) };
  }

  private curveAt(index: number): number {
    return index < this.until ? this.regression.means[index]! : meanAt(this.regression.coefficients, this.row(index));
  }

  private leverageAt(index: number): number {
    return this.regression.leverage(this.row(index));
  }

  /** Counts of the last half year or so over the curve, outbreaks cut off. */
  private levelBefore(index: number): number {
    let counted = LEVEL_PRIOR;
    let curve = LEVEL_PRIOR;
    for (let i = Math.max(0, index - LEVEL_MEMORY); i < index; i += 1) {
      const mean = this.curveAt(i);
      const weight = 0.5 ** ((index - 1 - i) / LEVEL_HALF_LIFE) / this.dispersion;
      counted += weight * this.withoutOutbreak(i, mean);
      curve += weight * mean;
    }
    return counted / curve;
  }

  private carriedOver(index: number): number {
    if (this.correlation === 0) return 0;
    const mean = this.curveAt(index - 1);
    return CARRIED_OVER * this.correlation * (this.withoutOutbreak(index - 1, mean) - mean * this.levelBefore(index));
  }

  private withoutOutbreak(index: number, mean: number): number {
    return Math.min(this.counts[index]!, mean + OUTLYING * Math.sqrt(this.dispersion * mean));
  }

  /** Weights with those of past outbreaks divided by the square of how far they stand out; nothing where there is none. */
  private withoutOutbreaks(fitted: PoissonRegression, design: Float64Array): Float64Array | undefined {
    const dispersion = this.dispersionOf(fitted, this.weights);
    const weights = Float64Array.from(this.weights);
    let outbreaks = 0;
    for (let i = 0; i < this.until; i += 1) {
      const mean = fitted.means[i]!;
      const hat = this.weights[i]! * mean * fitted.leverage(design.subarray(i * COLUMNS, (i + 1) * COLUMNS));
      const residual = anscombe(this.counts[i]!, mean) / Math.sqrt(dispersion * (1 - Math.min(hat, 0.99)));
      if (residual <= OUTLYING) continue;
      weights[i]! /= residual ** 2;
      outbreaks += 1;
    }
    return outbreaks > 0 ? weights : undefined;
  }

  private dispersionOf({ means }: PoissonRegression, weights: Float64Array): number {
    let pearson = 0;
    let total = 0;
    for (let i = 0; i < this.until; i += 1) {
      pearson += (weights[i]! * (this.counts[i]! - means[i]!) ** 2) / means[i]!;
      total += weights[i]!;
    }
    return Math.max(1, pearson / (total * (1 - COLUMNS / this.until)));
  }

  /** Of residuals with those of the bucket before, outbreaks cut off; all years alike, because it takes many to tell it. */
  private correlationOf({ means }: PoissonRegression, dispersion: number): number {
    let together = 0;
    let alone = 0;
    let before = 0;
    for (let i = 0; i < this.until; i += 1) {
      const residual = Math.min(OUTLYING, (this.counts[i]! - means[i]!) / Math.sqrt(dispersion * means[i]!));
      together += residual * before;
      alone += residual ** 2;
      before = residual;
    }
    return alone > 0 ? Math.max(0, together / alone) : 0;
  }

  private row(index: number): Float64Array {
    const row = new Float64Array(COLUMNS);
    row[0] = 1;
    row[1] = (index - this.until) / this.options.bucketsPerYear;
    for (let j = 1; j <= HARMONICS; j += 1) {
      const angle = (2 * Math.PI * j * index) / this.options.bucketsPerYear;
      row[2 * j] = Math.cos(angle);
      row[2 * j + 1] = Math.sin(angle);
    }
    return row;
  }
}

/** Residual of a count whose distribution is about normal (McCullagh and Nelder 1989, chapter 2.4), before its scaling. */
function anscombe(count: number, mean: number): number {
  return (1.5 * (count ** (2 / 3) - mean ** (2 / 3))) / mean ** (1 / 6);
}
