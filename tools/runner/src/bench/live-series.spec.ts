import { describe, expect, it } from '@jest/globals';
import { drawnReports, seriesNames } from './live-series.ts';

const SERIES = 2_000;
const WEEKS = 60;

describe('Live series', () => {
  const reports = drawnReports(SERIES, WEEKS);
  const times = new Map<string, number>();
  for (const { series } of reports) for (const name of series) times.set(name, (times.get(name) ?? 0) + 1);

  it('are as many as are asked for, each with reports enough to be a line, and no report has one twice', () => {
    expect(times.size).toBe(SERIES);
    expect(Math.min(...times.values())).toBeGreaterThanOrEqual(3);
    for (const { series } of reports) expect(new Set(series).size).toBe(series.length);
  });

  it('are sparse but for a few: nine in ten have less than one report a week', () => {
    const perWeek = [...times.values()].map((count) => count / WEEKS).sort((a, b) => b - a);
    expect(perWeek[SERIES / 10]).toBeLessThan(1);
    expect(perWeek[5]).toBeGreaterThan(3);
  });

  it('have equally many reports in each week', () => {
    const weeks = [...Map.groupBy(reports, ({ week }) => week).values()].map(({ length }) => length);
    expect(weeks).toEqual(Array<number>(WEEKS).fill(weeks[0]!));
    expect(times.get('total:all')).toBe(reports.length);
  });

  it('rise in the last week, five of them', () => {
    const last = reports.filter(({ week }) => week === WEEKS - 1).flatMap(({ series }) => series);
    const often = [...Map.groupBy(last, (name) => name)].filter(
      ([name, { length }]) => length >= 20 && (times.get(name) ?? 0) < 4 * length,
    );
    expect(often).toHaveLength(5);
  });

  it('have each a name of its own, however many are asked for', () => {
    expect(new Set(seriesNames(60_000)).size).toBe(60_000);
  });
});
