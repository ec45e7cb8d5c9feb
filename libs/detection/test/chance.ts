import { RandomCounts } from '../src/random-counts.ts';

/** Seeded draws for calibration, in the words of the tests. */
export class Chance extends RandomCounts {
  /** Uniform in [0, 1). */
  fraction(): number {
    return this.between(0, 1);
  }

  pick<T>(list: readonly T[]): T {
    return list[this.whole(list.length)] as T;
  }

  exponential(rate: number): number {
    return -Math.log(1 - this.fraction()) / rate;
  }

  poisson(mean: number): number {
    return this.count(mean);
  }

  /** With variance `dispersion` · `mean`. */
  negativeBinomial(mean: number, dispersion: number): number {
    return this.count(mean, dispersion);
  }

  binomial(trials: number, chance: number): number {
    return this.thinned(trials, chance);
  }
}
