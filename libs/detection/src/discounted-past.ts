import type { CountDistribution } from './count-distribution.ts';
import { effectiveNumber, evidenceFor } from './uncertain-dispersion.ts';

/** What Jeffreys' prior of a rate adds: half a case in all of the past. */
const RATE_PRIOR = 0.5;
/** Until cases have shown how they cluster, the dispersion is what these prior ones say, with so many degrees of freedom. */
const DISPERSION_PRIOR = { cases: 2, dispersion: 2, evidence: 10 };
/** A level wanders by itself: variance of the logarithm of the mean between the past and the present. */
const WANDER = 0.02;

/** A sum to come, and the degrees of freedom that its dispersion is known by. */
export interface Forecast extends CountDistribution {
  readonly evidence: number;
}

/**
 * The past before each bucket of a series without trend and season, the newer buckets weighing more. A sum to come is negative binomial,
 * because its rate is uncertain and because cases come in clusters.
 *
 * Source: Gelman et al. 2013, Bayesian Data Analysis, 3rd edition, section 2.6.
 */
export class DiscountedPast {
  private readonly totals: Float64Array;
  private readonly cases: Float64Array;
  private readonly squares: Float64Array;
  private readonly buckets: Float64Array;
  private readonly squaredWeights: Float64Array;

  /** @param halfLife buckets after which a count of the past weighs half */
  constructor(counts: readonly number[], halfLife: number) {
    const discount = 0.5 ** (1 / halfLife);
    const sums = (weight: number, value: (count: number) => number) => {
      const sum = new Float64Array(counts.length + 1);
      for (let i = 0; i < counts.length; i += 1) sum[i + 1] = weight * (sum[i]! + value(counts[i]!));
      return sum;
    };
    this.totals = sums(1, (count) => count);
    this.cases = sums(discount, (count) => count);
    this.squares = sums(discount, (count) => count * count);
    this.buckets = sums(discount, () => 1);
    this.squaredWeights = sums(discount ** 2, () => 1);
  }

  /** Cases in some buckets. */
  sum(start: number, length: number): number {
    return this.totals[start + length]! - this.totals[start]!;
  }

  /** What the past before a bucket says about the sum of it and the next ones. @param start at least 2 */
  forecast(start: number, length: number): Forecast {
    const before = this.buckets[start]!;
    const effective = effectiveNumber(before, this.squaredWeights[start]!);
    const dispersion = this.dispersionBefore(start, effective);
    const rate = (this.cases[start]! + RATE_PRIOR) / before;
    const mean = length * rate;
    return {
      mean,
      dispersion: dispersion * (1 + length / before) + WANDER * mean,
      evidence: DISPERSION_PRIOR.evidence + evidenceFor(effective, { mean: rate, dispersion }),
    };
  }

  private dispersionBefore(start: number, effective: number): number {
    const { cases, dispersion } = DISPERSION_PRIOR;
    const seen = this.cases[start]!;
    const excess = seen > 0 ? this.squares[start]! / seen - seen / this.buckets[start]! : 0;
    return Math.max(1, ((seen * excess * effective) / (effective - 1) + cases * dispersion) / (seen + cases));
  }
}
