import { describe, expect, it } from '@jest/globals';
import { percentile } from './percentiles.ts';

describe('percentile', () => {
  it.each([
    [[1, 2, 3, 4], 0.5, 2],
    [[1, 2, 3, 4], 0.99, 4],
    [[7.26], 0.5, 7.3],
    [[], 0.99, 0],
  ])('of %j at %d is %d', (sorted, share, expected) => {
    expect(percentile(sorted, share)).toBe(expected);
  });
});
