import { describe, expect, it } from '@jest/globals';
import { wilson } from './wilson.ts';

describe('wilson', () => {
  // R. G. Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17 (1998), table I, method 3
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %d in %d', (hits, all, from, to) => {
    const interval = wilson(hits, all);
    expect(interval.from).toBeCloseTo(from, 4);
    expect(interval.to).toBeCloseTo(to, 4);
  });

  it.each([
    [0, 0],
    [3, 2],
    [-1, 2],
    [1, NaN],
  ])('is nothing of %d in %d', (hits, all) => {
    expect(() => wilson(hits, all)).toThrow(RangeError);
  });
});
