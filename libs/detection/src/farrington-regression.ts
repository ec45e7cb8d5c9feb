import tCdf from '@stdlib/stats-base-dists-t-cdf';
import type { Reference } from './farrington-reference.ts';

// looked up once: in a test's own context every look-up of a global is slow, and these are in the innermost loops
const { abs, cbrt, exp, log, max, sqrt } = Math;

/** As R's `glm.control`: a fit has converged when the deviance changes by less than this part of itself. */
const EPSILON = 1e-8;
const MAX_ITERATIONS = 25;
/** R's log link lets no mean fall below the precision of a double. */
const LEAST_MEAN = Number.EPSILON;
const LEAST_LINK = log(LEAST_MEAN);

/**
 * Quasi-Poisson regression with log link of the reference counts on their period and, if wanted, a linear trend, by iteratively
 * reweighted least squares (McCullagh and Nelder 1989, chapter 2). A count belongs to one period, so the normal equations are an
 * arrow: a mean for each period, and one slope from what is left. Time is counted from the evaluated bucket, so the past is negative.
 *
 * It stops where R's `glm` stops, and weights, leverages and the dispersion belong, as there, to the means before the last step.
 * With a period without reports, whose mean runs towards 0, this decides the answer.
 */
export class FarringtonRegression {
  private readonly starts: readonly number[];
  private readonly times: Float64Array;
  private readonly counts: Float64Array;
  /** count · ln(count) − count, the part of the deviance that is there before any fit. */
  private readonly saturated: Float64Array;
  /** Weights of the counts, from `reweight`. */
  private readonly prior: Float64Array;
  private readonly links: Float64Array;
  private readonly means: Float64Array;
  /** Working weights, and the working response times them. */
  private readonly weights: Float64Array;
  private readonly responses: Float64Array;
  /** By period: the sum of the working weights, the weighted mean of time and of the working response. */
  private readonly mass: Float64Array;
  private readonly centre: Float64Array;
  private readonly level: Float64Array;
  private spread = 0;
  private slope = 0;
  private hasTrend = false;
  private largest = 0;

  constructor({ ages, starts }: Reference) {
    const perCount = () => new Float64Array(ages.length);
    const perPeriod = () => new Float64Array(starts.length - 1);
    this.starts = starts;
    this.times = Float64Array.from(ages, (age) => -age);
    [this.counts, this.saturated, this.prior] = [perCount(), perCount(), perCount()];
    [this.links, this.means] = [perCount(), perCount()];
    [this.weights, this.responses] = [perCount(), perCount()];
    [this.mass, this.centre, this.level] = [perPeriod(), perPeriod(), perPeriod()];
  }

  /** Takes the reference counts of bucket `t`. */
  read(series: readonly number[], t: number): void {
    this.largest = 0;
    for (let i = 0; i < this.times.length; i += 1) {
      const count = series[t + (this.times[i] ?? 0)] ?? 0;
      this.counts[i] = count;
      this.saturated[i] = count > 0 ? count * log(count) - count : 0;
      this.largest = max(this.largest, count);
    }
  }

  /** Fits, all counts weighing the same. @returns whether it converged */
  fit(trend: boolean): boolean {
    this.hasTrend = trend;
    this.prior.fill(1);
    return this.iterate();
  }

  /** Fits once more with the weights of `reweight`. */
  refit(): void {
    this.iterate();
  }

  /**
   * Lets counts with a standardised Anscombe residual s over the threshold weigh s⁻², all weights scaled to sum to their number.
   * @returns whether there was such a count; if not, all weigh the same
   */
  reweight(threshold: number): boolean {
    const { prior, starts } = this;
    const dispersion = this.dispersion();
    let sum = 0;
    for (let period = 0, i = 0; period < this.mass.length; period += 1)
      for (const end = starts[period + 1] ?? 0; i < end; i += 1) {
        const s = this.anscombe(i, period, dispersion);
        sum += prior[i] = s > threshold ? s ** -2 : 1;
      }
    const scale = prior.length / sum;
    for (let i = 0; i < prior.length; i += 1) prior[i] = (prior[i] ?? 0) * scale;
    return scale !== 1;
  }

  /** Pearson's, at least 1. */
  dispersion(): number {
    return max(1, this.pearson());
  }

  /** Pearson's statistic over the degrees of freedom, by the working weights. */
  pearson(): number {
    return this.squaredResiduals(this.weights);
  }

  /** The same by the weights of the counts alone: how large a residual is beside its mean, squared, on average. */
  relativeVariance(): number {
    return this.squaredResiduals(this.prior);
  }

  /** Log of the mean that is predicted for the evaluated bucket. */
  predictedLink(): number {
    const season = this.mass.length - 1;
    return (this.level[season] ?? 0) - this.slope * (this.centre[season] ?? 0);
  }

  /** Variance of that log, for a dispersion of 1. */
  predictedVariance(): number {
    const season = this.mass.length - 1;
    return 1 / (this.mass[season] ?? 0) + this.leverOf(this.centre[season] ?? 0);
  }

  /** Two-sided p-value of the trend, by Student's t. */
  trendPValue(dispersion: number): number {
    return 2 * tCdf(-abs(this.slope) / sqrt(dispersion / this.spread), this.freedom());
  }

  /** The prediction does not exceed the largest count of the reference. */
  isWithinReference(): boolean {
    return meanOf(this.predictedLink()) <= this.largest;
  }

  private iterate(): boolean {
    let before = this.begin();
    for (let iteration = 0; iteration < MAX_ITERATIONS; iteration += 1) {
      this.takeMeans();
      this.slope = this.hasTrend ? this.takeSlope() : 0;
      const deviance = this.predict();
      if (abs(deviance - before) < EPSILON * (0.1 + abs(deviance))) return true;
      before = deviance;
    }
    return false;
  }

  /** Every count, a little raised, is its own first mean. @returns the deviance */
  private begin(): number {
    const { counts, saturated, prior, links, means } = this;
    let deviance = 0;
    for (let i = 0; i < counts.length; i += 1) {
      const count = counts[i] ?? 0;
      const mean = count + 0.1;
      const link = log(mean);
      means[i] = mean;
      links[i] = link;
      deviance += (prior[i] ?? 0) * ((saturated[i] ?? 0) - count * link + mean);
    }
    return 2 * deviance;
  }

  /** Working weights and responses, and by period their sum and weighted means. */
  private takeMeans(): void {
    const { starts, times, counts, prior, links, means, weights, responses } = this;
    for (let period = 0, i = 0; period < this.mass.length; period += 1) {
      let [mass, time, total] = [0, 0, 0];
      for (const end = starts[period + 1] ?? 0; i < end; i += 1) {
        const mean = means[i] ?? 0;
        const weight = (prior[i] ?? 0) * mean;
        const response = weight * (links[i] ?? 0) + (prior[i] ?? 0) * ((counts[i] ?? 0) - mean);
        weights[i] = weight;
        responses[i] = response;
        mass += weight;
        time += weight * (times[i] ?? 0);
        total += response;
      }
      this.mass[period] = mass;
      this.centre[period] = time / mass;
      this.level[period] = total / mass;
    }
  }

  private takeSlope(): number {
    const { starts, times, weights, responses, centre } = this;
    let [spread, covariance] = [0, 0];
    for (let period = 0, i = 0; period < this.mass.length; period += 1) {
      const middle = centre[period] ?? 0;
      for (const end = starts[period + 1] ?? 0; i < end; i += 1) {
        const time = (times[i] ?? 0) - middle;
        spread += (weights[i] ?? 0) * time * time;
        covariance += (responses[i] ?? 0) * time;
      }
    }
    this.spread = spread;
    return covariance / spread;
  }

  /** New links and means. @returns their deviance */
  private predict(): number {
    const { starts, times, counts, saturated, prior, links, means, slope } = this;
    let deviance = 0;
    for (let period = 0, i = 0; period < this.mass.length; period += 1) {
      const atBucket = (this.level[period] ?? 0) - slope * (this.centre[period] ?? 0);
      for (const end = starts[period + 1] ?? 0; i < end; i += 1) {
        const link = atBucket + slope * (times[i] ?? 0);
        const mean = meanOf(link);
        links[i] = link;
        means[i] = mean;
        deviance += (prior[i] ?? 0) * ((saturated[i] ?? 0) - (counts[i] ?? 0) * max(link, LEAST_LINK) + mean);
      }
    }
    return 2 * deviance;
  }

  private squaredResiduals(weights: Float64Array): number {
    const { counts, means } = this;
    let sum = 0;
    for (let i = 0; i < counts.length; i += 1) {
      const mean = means[i] ?? 0;
      sum += (weights[i] ?? 0) * (((counts[i] ?? 0) - mean) / mean) ** 2;
    }
    return sum / this.freedom();
  }

  private freedom(): number {
    return this.counts.length - this.mass.length - (this.hasTrend ? 1 : 0);
  }

  private anscombe(i: number, period: number, dispersion: number): number {
    const mean = this.means[i] ?? 0;
    const lever = this.leverOf((this.times[i] ?? 0) - (this.centre[period] ?? 0));
    const leverage = (this.weights[i] ?? 0) * (1 / (this.mass[period] ?? 0) + lever);
    const residual = 1.5 * (cbrt((this.counts[i] ?? 0) ** 2) / cbrt(sqrt(mean)) - sqrt(mean));
    return residual / sqrt(dispersion * (1 - leverage));
  }

  /** What the slope adds to the variance of a log mean at this distance from the middle of its period. */
  private leverOf(time: number): number {
    return this.hasTrend ? time ** 2 / this.spread : 0;
  }
}

function meanOf(link: number): number {
  return max(exp(link), LEAST_MEAN);
}
