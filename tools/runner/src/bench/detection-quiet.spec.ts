import { describe, expect, it } from '@jest/globals';
import { quietNetwork } from '@landbridge/detection/quiet-network';
import { candidatesIn, quietRows } from './detection-quiet.ts';

/** As many as the curves are fitted once for: more of them are the bench's. */
const WEEKS = 3;

describe('A network in which nothing happens', () => {
  it('has at most one candidate a week, among 10,000 series of all kinds, with years of history and without', () => {
    const { figures, rows } = quietRows({ seed: 2002, weeks: WEEKS });
    expect(rows.map(({ figure, reached }) => [/[\d,]+ series/.exec(figure)?.[0], reached])).toEqual([
      ['10,000 series', true],
      ['10,000 series', true],
    ]);
    expect(figures).toEqual({ quietCandidates: expect.any(Number), quietYoungCandidates: expect.any(Number) });
    expect(Math.max(...Object.values(figures).map(Number))).toBeLessThanOrEqual(1);
  });

  const weeks = quietNetwork({ seed: 1005, series: 500, years: 3, weeks: 2 })[0]!;

  it('has those that are made of it: as many as series rise, in each week that they do', () => {
    const rises = new Set([10, 100, 200]);
    const series = weeks.series.map(({ reports }, i) => ({ reports: rises.has(i) ? risen(reports) : reports }));
    expect(candidatesIn({ ...weeks, series })).toBe(2 * rises.size);
  });

  it('has those of what reports state, where there are reports enough', () => {
    const stated = (i: number) => ({ reports: weeks.series[i]!.reports, stated: risen(weeks.series[i]!.reports) });
    const busy = weeks.series.findIndex(({ reports }) => reports.slice(-2).every((count) => count >= 5));
    const rare = weeks.series.findIndex(({ reports }) => reports.slice(-2).every((count) => count < 5));
    expect(candidatesIn({ ...weeks, series: [stated(busy)] })).toBe(2);
    expect(candidatesIn({ ...weeks, series: [stated(rare)] })).toBe(0);
  });
});

const risen = (counts: readonly number[]) => counts.map((count, t) => (t < counts.length - 2 ? count : 5 * count + 30));
