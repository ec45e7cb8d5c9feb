import betainc from '@stdlib/math-base-special-betainc';
import gammainc from '@stdlib/math-base-special-gammainc';
import gammaln from '@stdlib/math-base-special-gammaln';
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';

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

/**
 * P(Y ≥ count).
 *
 * Source: as `CountDistribution`; the regularised incomplete gamma and beta functions.
 */
export function upperTail(count: number, { mean, dispersion }: CountDistribution): number {
  if (count <= 0) return 1;
  if (dispersion < POISSON) return gammainc(mean, count, true, false);
  return betainc(1 - 1 / dispersion, count, mean / (dispersion - 1), true, false);
}

/**
 * P(Y ≤ count).
 *
 * Source: as `upperTail`.
 */
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

/** P(Y < count) + P(Y = count)/2, never 0. */
export function midLowerTail(count: number, distribution: CountDistribution): number {
  return Math.max(Number.MIN_VALUE, lowerTail(count, distribution) - probability(count, distribution) / 2);
}

/** The smallest count that is exceeded with a chance of at most `alpha`. */
export function upperQuantile(alpha: number, distribution: CountDistribution): number {
  return smallestCount((count) => upperTail(count + 1, distribution) <= alpha, distribution, 1 - alpha);
}

/** The largest count that is undercut with a chance of at most `alpha`. */
export function lowerQuantile(alpha: number, distribution: CountDistribution): number {
  return smallestCount((count) => lowerTail(count, distribution) > alpha, distribution, alpha);
}

/** From here on a double no longer tells whole numbers apart. */
const WHOLE_NUMBERS_END = Number.MAX_SAFE_INTEGER;

/**
 * The smallest count from which on something holds that is true of a quantile: guessed by Cornish and Fisher's expansion, then searched for,
 * because each look at a tail is dear.
 * @param p the quantile that is near it
 */
export function smallestCount(holds: (count: number) => boolean, { mean, dispersion }: CountDistribution, p: number): number {
  const z = normalQuantile(p, 0, 1);
  const deviation = Math.sqrt(mean * dispersion);
  const skewness = (2 * dispersion - 1) / deviation;
  const guess = Math.max(0, Math.round(mean + deviation * (z + (skewness * (z * z - 1)) / 6)));
  if (!(guess < WHOLE_NUMBERS_END)) return guess;
  let [below, above] = [guess - 1, guess];
  for (let step = 1; below >= 0 && holds(below); step *= 2) [below, above] = [Math.max(-1, below - step), below];
  for (let step = 1; above < WHOLE_NUMBERS_END && !holds(above); step *= 2) [below, above] = [above, above + step];
  while (above - below > 1) {
    const middle = Math.floor((below + above) / 2);
    if (holds(middle)) above = middle;
    else below = middle;
  }
  return above;
}
