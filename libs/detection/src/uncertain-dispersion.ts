import type { CountDistribution } from './count-distribution.ts';

/**
 * How well a dispersion is known that was estimated from so many buckets: degrees of freedom of the estimate, fewer where single counts may
 * stand far out. That is where they are rare or clustered: the excess kurtosis of a negative binomial count is (6(φ−1) + 1/φ)/μ.
 *
 * Source: the variance of a sample variance, (2 + excess kurtosis)/n in units of its square; Johnson, Kemp and Kotz 2005, chapter 5.
 * @param buckets effective number of buckets
 */
export function evidenceFor(buckets: number, { mean, dispersion }: CountDistribution): number {
  return buckets / (1 + (6 * (dispersion - 1) + 1 / dispersion) / mean / 2);
}

/**
 * The chance of a tail when the dispersion it was computed with is itself an estimate. A tail of e^−s at the estimate is about e^−λs at
 * the true dispersion, with λ the estimate over the truth; averaged over a gamma distribution of λ with mean 1 and ν/2 for shape it is
 * (1 + 2s/ν)^(−ν/2), as a normal tail becomes that of Student. Without it, tails of 1 in 100,000 come up to 40 times too often.
 * @param tail a chance, above 0
 * @param evidence ν, degrees of freedom
 */
export function uncertainTail(tail: number, evidence: number): number {
  return (1 - (2 * Math.log(Math.max(Number.MIN_VALUE, tail))) / evidence) ** (-evidence / 2);
}

/** Number of equal weights that average out as much as these do (Kish 1965, Survey Sampling). */
export function effectiveNumber(sum: number, sumOfSquares: number): number {
  return sumOfSquares > 0 ? sum ** 2 / sumOfSquares : 0;
}
