import { describe, expect, it } from '@jest/globals';
import { ALARM, defaultDetector } from './default-detector.ts';
import { detectByHistory } from './detector-by-history.ts';
import { grainOf } from './grain.ts';
import { JUDGED_BUCKETS, SIMULATED_BUCKETS, simulatedSeries, sparseSeries } from './simulated-series.ts';
import { looksOf, sparseDetector } from './sparse-detector.ts';
import type { DetectorVerdict } from './verdict.ts';

/** Seeds from 2000 on are for the bench, and nothing may be learnt from them. */
const TRAINING_SEED = 1;
const PER_SCENARIO = 10;
/**
 * On the same training series farringtonFlexible of the R package surveillance 1.20.3 alarms in 1.00% of the quiet weeks (b 5, w 3,
 * noPeriods 10, pastWeeksNotIncluded 26, weightsThreshold 2.58, pThresholdTrend 1, alpha 0.01, limit54 (5, 4), nbPlugin).
 */
const R_RATE = 0.01;
/** A twentieth less than R, so that another draw does not end above it. */
const RATE = 0.95 * R_RATE;
const ROUND_TO = 0.05;
const FROM = SIMULATED_BUCKETS - JUDGED_BUCKETS;

describe('What is derived', () => {
  it('ALARM: the surprise that is exceeded in 0.95% of the quiet weeks of the training series with enough cases, to the nearest 0.05', () => {
    const quiet: number[] = [];
    for (const { counts, outbreak } of simulatedSeries('outbreak', TRAINING_SEED, PER_SCENARIO))
      defaultDetector(counts, { from: FROM }).forEach((verdict, t) => {
        if (!verdict || outbreak[t - FROM]! > 0) return;
        const enough = counts.slice(t - 3, t + 1).reduce((sum, count) => sum + count, 0) >= 5;
        quiet.push(enough ? verdict.surprise : 0);
      });
    quiet.sort((a, b) => b - a);
    const exceeded = quiet[Math.floor(RATE * quiet.length)]!;
    expect(Math.round(exceeded / ROUND_TO) * ROUND_TO).toBeCloseTo(ALARM, 9);
  });

  it('the looks of weeks: the fewest, in whole numbers, with which 1 in 20 holds though each week follows the one before', () => {
    const verdicts = simulatedSeries('autocorrelated', TRAINING_SEED, PER_SCENARIO / 2).flatMap(({ counts }) =>
      detectByHistory(counts, { from: FROM, bucketsPerYear: 52 }),
    );
    const chosen = verdicts.filter((verdict) => verdict?.method === 'default');
    expectFewestLooks(chosen, grainOf(52).looks);
  });

  it('the looks of exact tests: the fewest, in whole numbers, with which 1 in 20 holds though cases come in clusters', () => {
    const verdicts = [0.1, 0.2, 0.35, 0.5, 0.75, 1].flatMap((rate) =>
      sparseSeries({ seed: 1003, series: 20, buckets: 208, rate, dispersion: 3 }).flatMap((counts) =>
        sparseDetector(counts, { from: 105 }),
      ),
    );
    expectFewestLooks(verdicts, looksOf(grainOf(52).sparse.windows));
  });
});

/** p is in proportion to the looks. */
function expectFewestLooks(verdicts: readonly (DetectorVerdict | undefined)[], looks: number): void {
  const times = (fewer: number) => timesBelow(verdicts, 0.05, looks / (looks - fewer));
  expect(times(0)).toBeLessThanOrEqual(1);
  expect(times(1)).toBeGreaterThan(1);
}

/** How often a rise has a p, divided by `factor`, up to a chance, in units of the chance. */
function timesBelow(verdicts: readonly (DetectorVerdict | undefined)[], chance: number, factor: number): number {
  const said = verdicts.filter((verdict) => verdict !== undefined);
  return said.filter(({ p }) => p <= chance * factor).length / said.length / chance;
}

/** How often p lies below a chance, in units of it: 1 is right, less is careful, more is too often. */
describe('Chances hold what they promise where nothing changes', () => {
  it('default detector and recent baseline, on clean series of all scenarios', () => {
    const verdicts = simulatedSeries('clean', 1002, 1).flatMap(({ counts }) => detectByHistory(counts, { bucketsPerYear: 52 }));
    for (const method of ['default', 'recent-baseline'] as const) {
      const chosen = verdicts.filter((verdict) => verdict?.method === method);
      expect(chosen.length).toBeGreaterThan(3500);
      expectChances(chosen, { 0.05: 1.1, 0.01: 1.2, 0.001: 2 });
    }
  });

  it.each([1, 1.5, 3])('sparse detector, dispersion %d, 0.1 to 1 a week', (dispersion) => {
    const verdicts = [0.1, 0.2, 0.35, 0.5, 0.75, 1].flatMap((rate) =>
      sparseSeries({ seed: 1003, series: 10, buckets: 312, rate, dispersion }).flatMap((counts) => sparseDetector(counts, { from: 105 })),
    );
    expectChances(verdicts, { 0.05: 1, 0.01: 1, 0.001: 1.5 });
  });

  it.each([
    ['months', 12, 72],
    ['quarters', 4, 36],
    ['years', 1, 20],
  ])('%s by their history, from half a case a bucket to a thousand, dispersion 1 to 4', (_, bucketsPerYear, buckets) => {
    const verdicts = [1, 2, 4].flatMap((dispersion) =>
      [0.5, 2, 8, 30, 200, 1000].flatMap((rate) =>
        sparseSeries({ seed: 1004, series: 20, buckets, rate, dispersion }).flatMap((counts) =>
          detectByHistory(counts, { bucketsPerYear }),
        ),
      ),
    );
    expectChances(verdicts, { 0.05: 1, 0.01: 1, 0.001: 1 }, 0.008);
  });
});

/** @param least share of p up to 0.05 */
function expectChances(
  verdicts: readonly (DetectorVerdict | undefined)[],
  mostTimes: Readonly<Record<number, number>>,
  least = 0.015,
): void {
  const said = verdicts.filter((verdict) => verdict !== undefined);
  for (const [chance, most] of Object.entries(mostTimes))
    for (const p of ['p', 'pFall'] as const) {
      const times = said.filter((verdict) => verdict[p] <= Number(chance)).length / said.length / Number(chance);
      expect({ p, chance, times: times <= most ? `at most ${most}` : times }).toEqual({ p, chance, times: `at most ${most}` });
    }
  // and are not merely careful
  expect(said.filter(({ p }) => p <= 0.05).length / said.length).toBeGreaterThan(least);
}
