import betainc from '@stdlib/math-base-special-betainc';
import gammainc from '@stdlib/math-base-special-gammainc';
import gammaln from '@stdlib/math-base-special-gammaln';

/**
 * Counts with a mean and a variance of `dispersion` times the mean: Poisson where the dispersion is 1, else negative binomial of size
 * mean/(dispersion − 1). Tails are computed as tails, so that small ones keep their digits.
 *
 * Source: Johnson, Kemp and Kotz 2005, Univariate Discrete Distributions, 3rd edition, chapters 4 and 5.
 */
export interface CountDistribution {
  /** Above 0. */
  readonly mean: number;
  /** Variance over mean, 1 or more. */
  readonly dispersion: number;
}

/** Nearer to 1 than this the negative binomial is a Poisson distribution, and its size too large to be computed with. */
const POISSON = 1 + 1e-6;

/** P(Y ≥ count). */
export function upperTail(count: number, { mean, dispersion }: CountDistribution): number {
  if (count <= 0) return 1;
  if (dispersion < POISSON) return gammainc(mean, count, true, false);
  return betainc(1 - 1 / dispersion, count, mean / (dispersion - 1), true, false);
}

/** P(Y ≤ count). */
export function lowerTail(count: number, { mean, dispersion }: CountDistribution): number {
  if (count < 0) return 0;
  if (dispersion < POISSON) return gammainc(mean, count + 1, true, true);
  return betainc(1 - 1 / dispersion, count + 1, mean / (dispersion - 1), true, true);
}

/** P(Y = count). */
export function probability(count: number, { mean, dispersion }: CountDistribution): number {
  if (dispersion < POISSON) return Math.exp(count * Math.log(mean) - mean - gammaln(count + 1));
  const size = mean / (dispersion - 1);
  const success = 1 / dispersion;
  return Math.exp(gammaln(count + size) - gammaln(size) - gammaln(count + 1) + size * Math.log(success) + count * Math.log1p(-success));
}

/** P(Y > count) + P(Y = count)/2, never 0: half of what is observed itself counts as more extreme (Lancaster 1961, JASA 56, 223–234). */
export function midUpperTail(count: number, distribution: CountDistribution): number {
  return Math.max(Number.MIN_VALUE, upperTail(count, distribution) - probability(count, distribution) / 2);
}

/** The smallest count that is exceeded with a chance of at most `alpha`. */
export function upperQuantile(alpha: number, distribution: CountDistribution): number {
  const { mean, dispersion } = distribution;
  let count = Math.max(0, Math.floor(mean));
  const step = Math.max(1, Math.floor(Math.sqrt(mean * dispersion)));
  while (upperTail(count + 1, distribution) > alpha) count += step;
  while (count > 0 && upperTail(count, distribution) <= alpha) count -= 1;
  return count;
}

/** The largest count that is undercut with a chance of at most `alpha`. */
export function lowerQuantile(alpha: number, distribution: CountDistribution): number {
  let count = Math.max(0, Math.ceil(distribution.mean));
  while (count > 0 && lowerTail(count - 1, distribution) > alpha) count -= 1;
  return count;
}
