import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';

export interface EarsOptions {
  /** Chance of an alarm in a bucket without a change, if counts were normal. Between 0 and 1; R's default 0.001. */
  readonly alpha?: number;
  /** Number of buckets that the mean and the standard deviation are taken from. A whole number of at least 2; R's default 7. */
  readonly baseline?: number;
}

/** What a method says about one bucket. Counts and bounds are in the unit of the counts. */
export interface Verdict {
  /** Mean of the baseline. */
  readonly expected: number;
  /** Standard deviation of the baseline. */
  readonly sd: number;
  readonly upper: number;
  /** How often normal counts stand out as much: below alpha where the method alarms. */
  readonly p: number;
  /** The count lies above `upper`. */
  readonly alarm: boolean;
}

/** C2 and C3 leave the newest two buckets out of the baseline, so that a slow start does not hide itself. */
const LAG = 2;
/** C3 looks at the excess of as many buckets before the present one. */
const MEMORY = 2;

/**
 * EARS C1: alarm over mean + z(1 − alpha) · sd of the buckets just before.
 *
 * Source: Hutwagner et al. 2003, J Urban Health 80 (2 Suppl 1), i89–i96; Fricker, Hegler and Dunfee 2008, Stat Med 27, 3407–3429;
 * as computed by `earsC(method = "C1")` of the R package surveillance (Salmon, Schumacher and Höhle 2016, J Stat Softw 70 (10)).
 * @param counts one series in buckets of equal length, oldest first
 * @returns one entry per bucket; `undefined` for the first `baseline` buckets
 * @throws RangeError where an option is out of its range
 */
export function earsC1(counts: readonly number[], options: EarsOptions = {}): (Verdict | undefined)[] {
  return overBaseline(counts, 0, options);
}

/**
 * EARS C2: as C1, with the two newest buckets left out of the baseline.
 *
 * Source: as C1, `earsC(method = "C2")`.
 * @param counts one series in buckets of equal length, oldest first
 * @returns one entry per bucket; `undefined` for the first `baseline` + 2 buckets
 * @throws RangeError where an option is out of its range
 */
export function earsC2(counts: readonly number[], options: EarsOptions = {}): (Verdict | undefined)[] {
  return overBaseline(counts, LAG, options);
}

/**
 * EARS C3: sums how far the two buckets before stood out, each as max(0, (count − mean) / sd − 1) over its own C2 baseline.
 * The bound follows R's `earsC(method = "C3")`: max(0, count + sd · (z(1 − alpha) − sum)). It moves with the count itself,
 * so it is no level that a count can be drawn against: only whether the count lies above it has a meaning.
 *
 * Source: as C1; the form of the bound by surveillance 1.20.3.
 * @param counts one series in buckets of equal length, oldest first
 * @returns one entry per bucket; `undefined` for the first `baseline` + 4 buckets, and where a baseline does not vary
 *   and the count beside it equals its mean (0 / 0; R answers NA)
 * @throws RangeError where an option is out of its range
 */
export function earsC3(counts: readonly number[], options: EarsOptions = {}): (Verdict | undefined)[] {
  const { z, baseline } = settings(options);
  const window = baselines(counts, baseline, LAG);
  const excess = counts.map((count, t) => {
    const past = window[t];
    return past && Math.max(0, (count - past.mean) / past.sd - 1);
  });
  return counts.map((count, t) => {
    const past = window[t];
    const recent = excess.slice(Math.max(0, t - MEMORY), t);
    if (!past || recent.some((value) => value === undefined)) return undefined;
    const sum = recent.reduce<number>((total, value) => total + (value ?? 0), 0);
    const upper = Math.max(0, count + past.sd * (z - sum));
    if (Number.isNaN(upper)) return undefined;
    const p = count > 0 && past.sd > 0 ? normalCdf(-sum, 0, 1) : 1;
    return { expected: past.mean, sd: past.sd, upper, p, alarm: count > upper };
  });
}

function overBaseline(counts: readonly number[], lag: number, options: EarsOptions): (Verdict | undefined)[] {
  const { z, baseline } = settings(options);
  const window = baselines(counts, baseline, lag);
  return counts.map((count, t) => {
    const past = window[t];
    if (!past) return undefined;
    const upper = past.mean + z * past.sd;
    return { expected: past.mean, sd: past.sd, upper, p: normalUpperTail(count, past), alarm: count > upper };
  });
}

function settings({ alpha = 0.001, baseline = 7 }: EarsOptions): { z: number; baseline: number } {
  if (!(alpha > 0 && alpha < 1)) throw new RangeError(`alpha must lie between 0 and 1, and is ${alpha}.`);
  if (!Number.isInteger(baseline) || baseline < 2)
    throw new RangeError(`baseline must be a whole number of at least 2, and is ${baseline}.`);
  return { z: normalQuantile(1 - alpha, 0, 1), baseline };
}

/** How often a normal count is so high; where the past did not vary, anything above it never is. */
export function normalUpperTail(count: number, { mean, sd }: { readonly mean: number; readonly sd: number }): number {
  return sd > 0 ? normalCdf((mean - count) / sd, 0, 1) : count > mean ? 0 : 1;
}

/** Mean and sample standard deviation of the `length` buckets that end `lag` buckets before each bucket. */
function baselines(counts: readonly number[], length: number, lag: number): ({ mean: number; sd: number } | undefined)[] {
  return counts.map((_, t) => {
    const start = t - lag - length;
    if (start < 0) return undefined;
    const past = counts.slice(start, start + length);
    const mean = past.reduce((sum, count) => sum + count, 0) / length;
    const squares = past.reduce((sum, count) => sum + (count - mean) ** 2, 0);
    return { mean, sd: Math.sqrt(squares / (length - 1)) };
  });
}
