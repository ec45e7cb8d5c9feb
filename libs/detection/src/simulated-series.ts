import { RandomCounts, seedOf } from './random-counts.ts';

/** Twelve years of weeks, 52 to a year; the last 49 are those that detectors are judged by. */
export const SIMULATED_BUCKETS = 624;
export const JUDGED_BUCKETS = 49;
const YEAR = 52;
const FIRST_JUDGED = SIMULATED_BUCKETS - JUDGED_BUCKETS;

/**
 * `outbreak`: four past outbreaks, and one in the judged weeks. `quiet`: only the past ones. `clean`: none at all.
 * `autocorrelated`: quiet, each week correlated with the one before. `stepped`: quiet, and a year before the judged weeks the level rose.
 */
export type SeriesKind = 'outbreak' | 'quiet' | 'clean' | 'autocorrelated' | 'stepped';

export interface SimulatedSeries {
  /** Number of the scenario, from 0 on. */
  readonly scenario: number;
  /** Variance over mean, 1 or more. */
  readonly dispersion: number;
  /** Mean of each week, without outbreaks. */
  readonly means: readonly number[];
  readonly counts: readonly number[];
  /** Cases that the outbreak added to each of the judged weeks. */
  readonly outbreak: readonly number[];
}

/** Natural logarithms of the mean in the middle of a series, in bands of one. */
const LOG_MEANS = [-2, -1, 0, 1, 2, 3, 4];
const SEASONS = [0, 1, 2];
const LARGEST_DISPERSION = 5;
/** Growth in a year, as a logarithm, where there is a trend. */
const GROWTH = { from: -0.05, to: 0.15 };
/** Of the logarithm of the mean. */
const AMPLITUDE = { from: 0.1, to: 0.6 };
/** Sizes of outbreaks, in standard deviations of the week in which they begin. */
const SIZES = [2, 3, 5, 10];
/** Past outbreaks begin in the five years before the judged weeks. */
const PAST_OUTBREAKS = { count: 4, from: FIRST_JUDGED - 5 * YEAR - 55, to: FIRST_JUDGED - 4 };
/** Of the logarithm of the delay of a case of an outbreak, in weeks. */
const DELAY = 0.5;
export const AUTOCORRELATION = 0.1;
const STEP = 1.3;

/** 7 bands of the mean, with and without trend, with no, a yearly and a half-yearly season. */
export const SCENARIOS = LOG_MEANS.flatMap((logMean) =>
  [false, true].flatMap((trend) => SEASONS.map((season) => ({ logMean, trend, season }))),
);

/**
 * Series of weekly counts in the design of Noufaily et al. 2013 (Stat Med 32, 1206–1222, section 3.2), over ranges of our own.
 * @param seed every kind has its own stream of random numbers under each seed
 * @param perScenario number of series for each of the 42 scenarios
 */
export function simulatedSeries(kind: SeriesKind, seed: number, perScenario: number): SimulatedSeries[] {
  const random = new RandomCounts(seedOf('simulated series', kind, seed));
  return SCENARIOS.flatMap((_, scenario) => Array.from({ length: perScenario }, () => oneSeries(kind, scenario, random)));
}

function oneSeries(kind: SeriesKind, scenario: number, random: RandomCounts): SimulatedSeries {
  const means = meansOf(scenario, kind === 'stepped' ? STEP : 1, random);
  const dispersion = LARGEST_DISPERSION ** random.between(0, 1);
  const counts =
    kind === 'autocorrelated' ? followingCounts(means, dispersion, random) : means.map((mean) => random.count(mean, dispersion));
  const breakOut = (start: number) => {
    const size = random.count(SIZES[random.whole(SIZES.length)]! * Math.sqrt(dispersion * means[start]!));
    return addOutbreak(counts, start, size, random);
  };
  if (kind !== 'clean')
    for (let i = 0; i < PAST_OUTBREAKS.count; i += 1) breakOut(PAST_OUTBREAKS.from + random.whole(PAST_OUTBREAKS.to - PAST_OUTBREAKS.from));
  const added = kind === 'outbreak' ? breakOut(FIRST_JUDGED + random.whole(JUDGED_BUCKETS)) : counts.map(() => 0);
  return { scenario, dispersion, means, counts, outbreak: added.slice(FIRST_JUDGED) };
}

function meansOf(scenario: number, step: number, random: RandomCounts): number[] {
  const { logMean, trend, season } = SCENARIOS[scenario]!;
  const level = random.between(logMean, logMean + 1);
  const growth = trend ? random.between(GROWTH.from, GROWTH.to) : 0;
  const waves = Array.from({ length: season }, (_, i) => ({
    amplitude: random.between(AMPLITUDE.from, AMPLITUDE.to),
    frequency: (2 * Math.PI * (i + 1)) / YEAR,
    phase: random.between(0, 2 * Math.PI),
  }));
  return Array.from({ length: SIMULATED_BUCKETS }, (_, t) => {
    const logarithm = level + growth * (t / YEAR - SIMULATED_BUCKETS / YEAR / 2);
    const seasonal = waves.reduce((sum, { amplitude, frequency, phase }) => sum + amplitude * Math.cos(frequency * t + phase), 0);
    return Math.exp(logarithm + seasonal) * (t >= FIRST_JUDGED - YEAR ? step : 1);
  });
}

/**
 * Counts of which some stay for the next week (binomial thinning), and as many new ones come as keep mean and dispersion.
 *
 * Source: McKenzie 1985, Water Resources Bulletin 21, 645–650.
 */
export function followingCounts(means: readonly number[], dispersion: number, random: RandomCounts): number[] {
  const kept = AUTOCORRELATION;
  let before = random.count(means[0]!, dispersion);
  return means.map((mean, t) => {
    const stay = random.thinned(before, Math.min(1, (kept * mean) / means[Math.max(0, t - 1)]!));
    before = stay + random.count(mean * (1 - kept), dispersion * (1 + kept) - kept);
    return before;
  });
}

/** Adds the cases of an outbreak, and tells what was added to each week. Cases after the end are not seen. */
function addOutbreak(counts: number[], start: number, size: number, random: RandomCounts): number[] {
  const added = counts.map(() => 0);
  for (let i = 0; i < size; i += 1) {
    const week = start + Math.floor(Math.exp(DELAY * random.normal()));
    if (week >= counts.length) continue;
    counts[week]! += 1;
    added[week]! += 1;
  }
  return added;
}

export interface SparseSeriesOptions {
  readonly seed: number;
  readonly series: number;
  readonly buckets: number;
  /** Cases a bucket. */
  readonly rate: number;
  /** Variance over mean; 1 if left out. */
  readonly dispersion?: number;
  /** The last buckets have the rate times a factor. */
  readonly rise?: { readonly buckets: number; readonly factor: number };
}

/**
 * Series with few cases, without season or trend.
 *
 * Source: own; negative binomial counts at the rates of most series of a network, which the design of Noufaily et al. hardly reaches.
 */
export function sparseSeries({ seed, series, buckets, rate, dispersion = 1, rise }: SparseSeriesOptions): number[][] {
  const random = new RandomCounts(seedOf('sparse series', rate, dispersion, rise ? rise.factor : 1, seed));
  const rateAt = (t: number) => (rise && t >= buckets - rise.buckets ? rate * rise.factor : rate);
  return Array.from({ length: series }, () => Array.from({ length: buckets }, (_, t) => random.count(rateAt(t), dispersion)));
}
