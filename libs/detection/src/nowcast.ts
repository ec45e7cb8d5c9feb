import { type CountDistribution, lowerQuantile, upperQuantile } from './count-distribution.ts';
import { coverage, type Coverage, type DelayDistribution } from './delay.ts';

/** What a bucket that is not complete is to hold in the end. */
export interface Nowcast {
  /** What has come, divided by the share that should have come. */
  readonly estimate: number;
  /** The ends of the interval, whole counts where `lot` is one; the lower is never below what has come. */
  readonly lower: number;
  readonly upper: number;
}

export interface NowcastOptions {
  /** How much comes at once, 1 or more: the sum of the squares of what came together over the sum of it. */
  readonly lot?: number;
  /** Chance that the interval does not hold the count in the end. */
  readonly alpha?: number;
}

/**
 * The coverage of a bucket in the middle of a day, on the straight line between the ends of two days.
 *
 * Source: own; delays are known by days. Both ends were learnt from the same reports and are wrong together, so that deviations add up.
 * @param age days from the end of the bucket's last day until now; −0.75 at six in the morning of that day
 * @throws RangeError as `coverage` does
 */
export function coverageDuring(distribution: DelayDistribution, age: number, days: number | readonly number[]): Coverage {
  const before = Math.floor(age);
  const passed = age - before;
  const [from, to] = [coverage(distribution, before, days), coverage(distribution, before + 1, days)];
  const deviation = (1 - passed) * Math.sqrt(from.variance) + passed * Math.sqrt(to.variance);
  return { mean: (1 - passed) * from.mean + passed * to.mean, variance: deviation ** 2 };
}

/**
 * A coverage that was learnt from reports of which many came together, and tell less than their number says.
 *
 * Source: Kish 1965, Survey Sampling, on the design effect.
 * @param batch the sum of the squared sizes of the batches over the sum of their sizes, 1 or more
 */
export function widened({ mean, variance }: Coverage, batch: number): Coverage {
  return { mean, variance: Math.min(variance * batch, mean * (1 - mean)) };
}

/**
 * What is to be expected in the end of a bucket that is not complete, by what has come and by nothing else: that the bucket is an ordinary one
 * is not assumed, since a rise is looked for. Lots come at a rate of which nothing is known before (Jeffreys' prior), so those still to come are
 * negative binomial for a given share, and beta negative binomial over its beta distribution, whose first two moments are kept.
 *
 * Source: Lawless 1994, Can J Stat 22, 15–31; Johnson, Kemp and Kotz 2005, Univariate Discrete Distributions, section 6.2.
 * @param observed what has come so far, 0 or more
 * @returns nothing where the share is known so little that what is to come has no variance
 * @throws RangeError where `observed` is below 0 or `lot` below 1
 */
export function nowcast(observed: number, share: Coverage, { lot = 1, alpha = 0.05 }: NowcastOptions = {}): Nowcast | undefined {
  if (!(observed >= 0)) throw new RangeError(`What has come cannot be ${observed}.`);
  if (!(lot >= 1)) throw new RangeError(`A lot is 1 or more, and not ${lot}.`);
  if (share.mean >= 1) return { estimate: observed, lower: observed, upper: observed };
  const toCome = lotsToCome(observed / lot + 0.5, share);
  if (!toCome) return undefined;
  return {
    estimate: observed / share.mean,
    lower: observed + lot * lowerQuantile(alpha / 2, toCome),
    upper: observed + lot * upperQuantile(alpha / 2, toCome),
  };
}

/** @param size of the negative binomial */
function lotsToCome(size: number, { mean, variance }: Coverage): CountDistribution | undefined {
  const known = variance > 0 ? (mean * (1 - mean)) / variance - 1 : Infinity;
  const [came, open] = [mean * known, (1 - mean) * known];
  if (!(came > 2)) return undefined;
  // the first two moments of how many come for each one that has come
  const odds = known === Infinity ? (1 - mean) / mean : open / (came - 1);
  const square = known === Infinity ? odds ** 2 : (odds * (open + 1)) / (came - 2);
  const expected = size * odds;
  const spread = size * (odds + square) + size ** 2 * (square - odds ** 2);
  return { mean: expected, dispersion: Math.max(1, spread / expected) };
}
