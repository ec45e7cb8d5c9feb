import { type CountDistribution, lowerQuantile, upperQuantile } from './count-distribution.ts';

/** The sum of some buckets, the present one the last of them, beside what was expected of it. */
export interface Look {
  readonly buckets: number;
  readonly observed: number;
  readonly expected: number;
  /** Variance over mean where nothing has changed. */
  readonly dispersion: number;
  /** The largest ordinary sum; where a fall is looked for, the smallest. */
  readonly bound: number;
}

/** What a detector says about one bucket, and the buckets that lead up to it. */
export interface DetectorVerdict {
  /** Of this bucket alone, as a chart shows it. */
  readonly observed: number;
  readonly expected: number;
  /** Variance over mean where nothing has changed. */
  readonly dispersion: number;
  readonly upper: number;
  readonly lower: number;
  /** How often chance alone brings such a rise, or such a fall, up to this bucket: for a correction over many series. */
  readonly p: number;
  readonly pFall: number;
  /** The sums in which a rise, and a fall, show most. */
  readonly rise: Look;
  readonly fall: Look;
  /** Whether the bucket alarms for one series alone. */
  readonly alarm: boolean;
}

/** A sum and its distribution where nothing has changed. */
export interface Expectation extends CountDistribution {
  readonly buckets: number;
  readonly observed: number;
}

/** An expectation, and how often chance alone would show as much. */
export interface Weighed {
  readonly expectation: Expectation;
  readonly tail: number;
}

/** @throws TypeError for none */
export function clearest(looks: readonly Weighed[]): Weighed {
  return looks.reduce((best, next) => (next.tail < best.tail ? next : best));
}

/** @param alpha chance of the bound to be exceeded */
export function asRise(expectation: Expectation, alpha: number): Look {
  return { ...shown(expectation), bound: upperQuantile(alpha, expectation) };
}

/** @param alpha chance of the bound to be undercut */
export function asFall(expectation: Expectation, alpha: number): Look {
  return { ...shown(expectation), bound: lowerQuantile(alpha, expectation) };
}

function shown({ buckets, observed, mean, dispersion }: Expectation) {
  return { buckets, observed, expected: mean, dispersion };
}

/** @throws RangeError for what is no count */
export function requireCounts(counts: readonly number[]): void {
  const wrong = counts.find((count) => !Number.isInteger(count) || count < 0);
  if (wrong !== undefined) throw new RangeError(`Counts are whole numbers from 0 on, and one is ${wrong}.`);
}

/** @throws RangeError for what is no chance */
export function requireAlpha(alpha: number): void {
  if (!(alpha > 0 && alpha < 1)) throw new RangeError(`alpha must lie between 0 and 1, and is ${alpha}.`);
}
