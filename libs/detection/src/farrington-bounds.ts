import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import { type CountDistribution, lowerTail, smallestCount, upperTail } from './count-distribution.ts';

/** What is predicted for a bucket: log of the mean, its standard deviation, and the dispersion of counts around the mean. */
export interface Prediction {
  readonly link: number;
  readonly linkDeviation: number;
  readonly dispersion: number;
}

export interface Bound {
  /** `undefined` where it is infinite. */
  readonly upper: number | undefined;
  readonly score: number | undefined;
  readonly p: number | undefined;
  /** Variance over mean of the count that is predicted. */
  readonly dispersion: number | undefined;
}

const NO_BOUND: Bound = { upper: undefined, score: undefined, p: undefined, dispersion: undefined };

/** The power 2/3 of a count, which is about normal: its mean and standard deviation. */
export function powerOf({ mean, dispersion }: CountDistribution): { centre: number; deviation: number } {
  return { centre: Math.cbrt(mean) ** 2, deviation: Math.sqrt((4 / 9) * Math.cbrt(mean) * dispersion) };
}

/**
 * Takes counts to the power 2/3 as normal, with the variance of the counts and of the predicted mean.
 *
 * Source: Farrington et al. 1996, JRSS A 159, 547–563, section 3.6.
 * @param z quantile of the normal distribution that the bound lies at
 */
export function powerBound(count: number, { link, linkDeviation, dispersion }: Prediction, z: number): Bound {
  const mean = Math.max(Math.exp(link), Number.EPSILON);
  const total = dispersion + linkDeviation ** 2 * mean;
  const { centre, deviation } = powerOf({ mean, dispersion: total });
  const upper = (centre + z * deviation) ** 1.5;
  if (!Number.isFinite(upper)) return NO_BOUND;
  return {
    upper,
    score: (count - mean) / (upper - mean),
    p: normalCdf((centre - Math.cbrt(count) ** 2) / deviation, 0, 1),
    dispersion: total,
  };
}

/**
 * Takes counts as negative binomial with this mean and the dispersion, Poisson at a dispersion of 1.
 * The score takes the log of the predicted mean for the mean itself: R's does.
 *
 * Source: Noufaily et al. 2013, Stat Med 32, 1206–1222, section 3.6; the score by surveillance 1.20.3.
 * @param meanLink log of the mean: as predicted, or an upper bound of it
 */
export function countBound(count: number, { link, dispersion }: Prediction, meanLink: number, alpha: number): Bound {
  const mean = Math.exp(meanLink);
  if (!Number.isFinite(mean)) return NO_BOUND;
  const upper = countQuantile(1 - alpha, mean, dispersion);
  return { upper, score: finite((count - link) / (upper - link)), p: upperTail(count, { mean, dispersion }), dispersion };
}

/** The score is none where the bound equals what it is measured from. */
function finite(score: number): number | undefined {
  return Number.isFinite(score) ? score : undefined;
}

/** Smallest count that is not exceeded with probability `p` or more. */
export function countQuantile(p: number, mean: number, dispersion: number): number {
  const distribution = { mean, dispersion };
  return smallestCount((count) => lowerTail(count, distribution) >= p, distribution, p);
}
