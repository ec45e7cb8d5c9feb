import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Seeded draws for calibration: the same seed gives the same series on every machine. */
export class Chance {
  private readonly generator;

  constructor(seed: number) {
    this.generator = xoroshiro128plus(seed);
  }

  /** Uniform in [0, 1). */
  fraction(): number {
    return uniformFloat64(this.generator);
  }

  /** A whole number from 0 up to, and not including, `below`. */
  whole(below: number): number {
    return Math.floor(this.fraction() * below);
  }

  pick<T>(list: readonly T[]): T {
    return list[this.whole(list.length)] as T;
  }

  exponential(rate: number): number {
    return -Math.log(1 - this.fraction()) / rate;
  }

  poisson(mean: number): number {
    return this.inverted(Math.exp(-mean), (k) => mean / (k + 1));
  }

  /** With variance `dispersion` · `mean`. */
  negativeBinomial(mean: number, dispersion: number): number {
    if (dispersion === 1) return this.poisson(mean);
    const size = mean / (dispersion - 1);
    return this.inverted(dispersion ** -size, (k) => ((k + size) / (k + 1)) * (1 - 1 / dispersion));
  }

  binomial(trials: number, chance: number): number {
    let successes = 0;
    for (let i = 0; i < trials; i++) if (this.fraction() < chance) successes++;
    return successes;
  }

  /** Inversion: walks up from the chance of 0, each count's chance being the one before times `ratio`. */
  private inverted(none: number, ratio: (k: number) => number): number {
    let left = this.fraction();
    let chance = none;
    let k = 0;
    while (left >= chance && k < 1e6) {
      left -= chance;
      chance *= ratio(k++);
    }
    return k;
  }
}
