import { describe, expect, it } from '@jest/globals';
import type { MethodVerdict } from './detect.ts';
import { chanceOf, standing, testedFrom } from './many-series.ts';

const look = { buckets: 1, observed: 9, expected: 4, dispersion: 1, bound: 8 };
const verdict: MethodVerdict = {
  method: 'default',
  observed: 9,
  expected: 4,
  dispersion: 1,
  upper: 8,
  lower: 0,
  p: 0.01,
  pFall: 0.04,
  rise: look,
  fall: look,
  alarm: true,
};

describe('chanceOf', () => {
  it.each([
    ['a rise, where there is more than expected', verdict, 'rise', 'reports', 0.01],
    ['no fall there, though a sum shows one', verdict, 'fall', 'reports', undefined],
    ['a fall, where there is less', { ...verdict, observed: 2 }, 'fall', 'reports', 0.04],
    ['no rise there, though a sum shows one', { ...verdict, observed: 2 }, 'rise', 'reports', undefined],
    ['nothing that would stand among no series', { ...verdict, p: 0.051 }, 'rise', 'reports', undefined],
    ['what reports state, by the curve', verdict, 'rise', 'victim', 0.01],
    ['nothing of what reports state by exact tests', { ...verdict, method: 'sparse' as const }, 'rise', 'victim', undefined],
    ['reports by exact tests', { ...verdict, method: 'sparse' as const }, 'rise', 'reports', 0.01],
  ] as const)('tells %s', (_, one, direction, measure, chance) => {
    expect(chanceOf(one, direction, measure)).toBe(chance);
  });
});

describe('standing', () => {
  const possible = (direction: 'rise' | 'fall', measure: string, p: number) => ({ direction, measure, p });

  it('corrects for all series that were tested, not only for those that show something', () => {
    const one = possible('rise', 'reports', 0.004);
    expect(standing([one], 'rise', { reports: 12, stated: 0 })).toEqual([one]);
    expect(standing([one], 'rise', { reports: 13, stated: 0 })).toEqual([]);
    expect(standing([one], 'rise', { reports: 0, stated: 0 })).toEqual([one]);
  });

  it('lends nothing from one direction or measure to another', () => {
    const small = [possible('rise', 'reports', 1e-9), possible('fall', 'reports', 1e-9)];
    const faint = possible('rise', 'victim', 0.009);
    expect(standing([...small, faint], 'rise', { reports: 10, stated: 10 })).toEqual(small.slice(0, 1));
    expect(standing([...small, faint], 'fall', { reports: 10, stated: 10 })).toEqual(small.slice(1));
    const stated = [possible('rise', 'victim', 1e-9), faint, possible('rise', 'child', 0.009)];
    expect(standing([...small, ...stated], 'rise', { reports: 10, stated: 10 })).toEqual([small[0], ...stated]);
  });
});

describe('testedFrom', () => {
  it.each([
    ['from the history on that a year of weeks needs', [3], 365.25 / 7, 8],
    ['from the third report on, where that comes later', [...Array<number>(20).fill(0), 1, 1, 1], 365.25 / 7, 22],
    ['from fewer months on', [3], 12, 6],
    ['never with two reports', [1, 1], 12, Infinity],
  ])('is %s', (_, counts, bucketsPerYear, first) => {
    expect(testedFrom(counts, bucketsPerYear)).toBe(first);
  });
});
