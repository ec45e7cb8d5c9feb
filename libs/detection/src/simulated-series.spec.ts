import { describe, expect, it } from '@jest/globals';
import {
  AUTOCORRELATION,
  JUDGED_BUCKETS,
  SCENARIOS,
  SIMULATED_BUCKETS,
  type SimulatedSeries,
  simulatedSeries,
  sparseSeries,
} from './simulated-series.ts';

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const judged = SIMULATED_BUCKETS - JUDGED_BUCKETS;

describe('Simulated series', () => {
  it('are the same under the same seed, and others under another', () => {
    expect(simulatedSeries('outbreak', 5, 1)).toEqual(simulatedSeries('outbreak', 5, 1));
    expect(simulatedSeries('outbreak', 5, 1)).not.toEqual(simulatedSeries('outbreak', 6, 1));
    expect(simulatedSeries('quiet', 5, 1)[0]!.means).not.toEqual(simulatedSeries('clean', 5, 1)[0]!.means);
  });

  it('are as many for each scenario, twelve years long, and over the whole range of means', () => {
    const series = simulatedSeries('clean', 5, 2);
    expect(series.map(({ scenario }) => scenario)).toEqual(SCENARIOS.flatMap((_, i) => [i, i]));
    expect(new Set(series.map(({ counts }) => counts.length))).toEqual(new Set([SIMULATED_BUCKETS]));
    const middles = series.filter(({ scenario }) => SCENARIOS[scenario]!.season === 0).map(({ means }) => means[312]!);
    expect(Math.min(...middles)).toBeLessThan(0.4);
    expect(Math.max(...middles)).toBeGreaterThan(55);
  });

  it('have the means that they say', () => {
    const series = simulatedSeries('clean', 5, 3);
    const ratios = series.map(({ counts, means }) => sum(counts) / sum(means));
    expect(Math.abs(sum(ratios) / ratios.length - 1)).toBeLessThan(0.02);
  });

  it.each(['clean', 'autocorrelated'] as const)('%s have the dispersion that they say', (kind) => {
    const ratios = simulatedSeries(kind, 5, 3).map(({ counts, means, dispersion }) => {
      const squares = standardised(counts, means).map((residual) => residual * residual);
      // the first five years are free of outbreaks
      return sum(squares.slice(0, 250)) / 250 / dispersion;
    });
    expect(Math.abs(sum(ratios) / ratios.length - 1)).toBeLessThan(0.03);
  });

  it.each([
    ['autocorrelated', AUTOCORRELATION],
    ['clean', 0],
  ] as const)('%s follow the week before at %d', (kind, expected) => {
    const correlations = simulatedSeries(kind, 5, 3).map(({ counts, means }) => {
      const residuals = standardised(counts, means).slice(0, 250);
      return sum(residuals.slice(1).map((r, i) => r * residuals[i]!)) / sum(residuals.map((r) => r * r));
    });
    expect(Math.abs(sum(correlations) / correlations.length - expected)).toBeLessThan(0.02);
  });

  it('step up by ×1.3 a year before the judged weeks', () => {
    const before = judged - 52;
    for (const { means, scenario } of simulatedSeries('stepped', 5, 1))
      if (SCENARIOS[scenario]!.season === 0 && !SCENARIOS[scenario]!.trend) expect(means[before]! / means[before - 1]!).toBeCloseTo(1.3, 9);
  });

  it('hold past outbreaks, and one in the judged weeks where they are to', () => {
    const excess = ({ counts, means }: SimulatedSeries, from: number, to: number) =>
      sum(counts.slice(from, to)) - sum(means.slice(from, to));
    const total = (kind: 'outbreak' | 'quiet' | 'clean', from: number, to: number) =>
      sum(simulatedSeries(kind, 5, 3).map((series) => excess(series, from, to) / Math.sqrt(sum(series.means.slice(from, to)))));
    expect(total('quiet', 260, judged)).toBeGreaterThan(5 * Math.abs(total('clean', 260, judged)));
    const outbreaks = simulatedSeries('outbreak', 5, 3).map(({ outbreak }) => sum(outbreak));
    expect(outbreaks.filter((cases) => cases > 0).length / outbreaks.length).toBeGreaterThan(0.9);
    for (const { outbreak, counts } of simulatedSeries('outbreak', 5, 3)) {
      expect(outbreak).toHaveLength(JUDGED_BUCKETS);
      outbreak.forEach((cases, week) => expect(cases).toBeLessThanOrEqual(counts[judged + week]!));
    }
    for (const kind of ['quiet', 'clean', 'autocorrelated', 'stepped'] as const)
      for (const { outbreak } of simulatedSeries(kind, 5, 1)) expect(sum(outbreak)).toBe(0);
  });
});

describe('Sparse series', () => {
  it('have their rate and dispersion, and the planted rise', () => {
    const rise = { buckets: 13, factor: 3 };
    const series = sparseSeries({ seed: 1, series: 400, buckets: 100, rate: 0.5, dispersion: 2, rise });
    const past = series.flatMap((counts) => counts.slice(0, 87));
    const mean = sum(past) / past.length;
    expect(mean).toBeCloseTo(0.5, 1);
    expect(sum(past.map((count) => (count - mean) ** 2)) / past.length / mean).toBeCloseTo(2, 0);
    expect(sum(series.flatMap((counts) => counts.slice(87))) / 400 / 13).toBeCloseTo(1.5, 0);
    expect(sparseSeries({ seed: 1, series: 2, buckets: 9, rate: 0.5 })).toEqual(
      sparseSeries({ seed: 1, series: 2, buckets: 9, rate: 0.5 }),
    );
  });
});

function standardised(counts: readonly number[], means: readonly number[]): number[] {
  return counts.map((count, t) => (count - means[t]!) / Math.sqrt(means[t]!));
}
