import { createHash } from 'node:crypto';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

const { cos, exp, floor, log, sqrt } = Math;

/** Beyond this the chance of no case at all is too small to be begun from, and two halves are drawn. */
const LARGEST_MEAN = 500;
/** Nearer to 1 than this a dispersion is that of a Poisson distribution. */
const POISSON = 1 + 1e-6;

/** The same parts give the same seed, and different parts unrelated ones. */
export function seedOf(...parts: readonly (string | number)[]): number {
  return createHash('sha256').update(parts.join('\n')).digest().readInt32LE();
}

/**
 * A seeded stream of random counts: the same on every machine.
 *
 * Counts are drawn by going up their probabilities one by one, and not by this library's own tails, because those are tested by them.
 */
export class RandomCounts {
  private readonly generator;

  constructor(seed: number) {
    this.generator = xoroshiro128plus(seed);
  }

  /** At least `from`, below `to`. */
  between(from: number, to: number): number {
    return from + (to - from) * uniformFloat64(this.generator);
  }

  /** A whole number from 0 on, below `below`. */
  whole(below: number): number {
    return floor(this.between(0, below));
  }

  /** Standard normal, by Box and Muller. */
  normal(): number {
    return sqrt(-2 * log(1 - this.between(0, 1))) * cos(this.between(0, 2 * Math.PI));
  }

  /**
   * A Poisson or negative binomial count.
   * @param dispersion variance over mean, 1 or more
   * @throws RangeError for a mean below 0 or without end
   */
  count(mean: number, dispersion = 1): number {
    if (!(mean >= 0 && mean < Infinity)) throw new RangeError(`A mean is a number from 0 on, and one is ${mean}.`);
    if (mean > LARGEST_MEAN) return this.count(mean / 2, dispersion) + this.count(mean / 2, dispersion);
    const clustered = dispersion > POISSON;
    const size = mean / (dispersion - 1);
    const left = this.between(0, 1);
    let probability = exp(clustered ? -size * log(dispersion) : -mean);
    let upTo = probability;
    let count = 0;
    while (upTo <= left && (probability > 0 || count < mean)) {
      probability *= clustered ? (((count + size) / (count + 1)) * (dispersion - 1)) / dispersion : mean / (count + 1);
      upTo += probability;
      count += 1;
    }
    return count;
  }

  /** How many of some cases stay, each with the same chance. */
  thinned(cases: number, chance: number): number {
    let kept = 0;
    for (let i = 0; i < cases; i += 1) if (this.between(0, 1) < chance) kept += 1;
    return kept;
  }
}
