import { describe, expect, it } from '@jest/globals';
import { DiscountedPast } from './discounted-past.ts';

describe('The discounted past of a sparse series', () => {
  it('sums counts', () => {
    const past = new DiscountedPast([1, 2, 0, 4], 10);
    expect(past.sum(1, 3)).toBe(6);
    expect(past.sum(0, 1)).toBe(1);
  });

  it('gives rate, dispersion and evidence by hand', () => {
    // a half-life of one bucket: weights 1/2 and 1/4, so 2 cases in 0.75 buckets, squares 6, worth 1.8 equal buckets
    const { mean, dispersion, evidence } = new DiscountedPast([4, 2], 1).forecast(2, 3);
    expect(mean).toBeCloseTo((3 * (2 + 0.5)) / 0.75, 12);
    const clustered = (2 * (6 / 2 - 2 / 0.75) * (1.8 / 0.8) + 2 * 2) / (2 + 2);
    expect(dispersion).toBeCloseTo(clustered * (1 + 3 / 0.75) + 0.02 * mean, 12);
    expect(evidence).toBeCloseTo(10 + 1.8 / (1 + (6 * (clustered - 1) + 1 / clustered) / (mean / 3) / 2), 12);
  });

  it('widens with clusters, with the length of the sum, and the shorter the past', () => {
    const even = Array.from({ length: 100 }, (_, t) => t % 2);
    const clustered = Array.from({ length: 100 }, (_, t) => (t % 10 === 0 ? 5 : 0));
    const spread = (counts: number[], start: number, length = 1) => new DiscountedPast(counts, 50).forecast(start, length).dispersion;
    expect(spread(clustered, 100)).toBeGreaterThan(spread(even, 100) + 2);
    expect(spread(even, 100, 13)).toBeGreaterThan(spread(even, 100, 1) + 0.1);
    expect(spread(even, 10)).toBeGreaterThan(spread(even, 100));
  });

  it('knows the dispersion the better the more and the less rare the buckets', () => {
    const evidence = (count: number, buckets: number) =>
      new DiscountedPast(Array<number>(buckets).fill(count), 50).forecast(buckets, 1).evidence;
    expect(evidence(5, 100)).toBeGreaterThan(2 * evidence(5, 20));
    expect(evidence(5, 100)).toBeGreaterThan(2 * evidence(0, 100));
  });
});
