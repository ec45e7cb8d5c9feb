import { describe, expect, it } from '@jest/globals';
import { asFall, asRise, clearest, requireAlpha, requireCounts } from './verdict.ts';

const month = { buckets: 4, observed: 9, mean: 4, dispersion: 1 };

describe('Verdicts', () => {
  it('show a sum beside the largest, or the smallest, ordinary one', () => {
    // qpois(0.99, 4) and qpois(0.05, 4)
    expect(asRise(month, 0.01)).toEqual({ buckets: 4, observed: 9, expected: 4, dispersion: 1, bound: 9 });
    expect(asFall(month, 0.05)).toEqual({ buckets: 4, observed: 9, expected: 4, dispersion: 1, bound: 1 });
  });

  it('go by the clearest look, and by the first of equal ones', () => {
    const looks = [0.2, 0.1, 0.1].map((tail, i) => ({ expectation: { ...month, buckets: i + 1 }, tail }));
    expect(clearest(looks)).toBe(looks[1]);
  });

  it.each([-1, 0.5, NaN, Infinity])('refuse %d for a count', (wrong) => {
    expect(() => requireCounts([0, 3, wrong])).toThrow(new RangeError(`Counts are whole numbers from 0 on, and one is ${wrong}.`));
  });

  it('refuse what is no chance', () => {
    for (const wrong of [0, 1, NaN]) expect(() => requireAlpha(wrong)).toThrow(`alpha must lie between 0 and 1, and is ${wrong}.`);
    expect(() => requireAlpha(0.5)).not.toThrow();
  });
});
