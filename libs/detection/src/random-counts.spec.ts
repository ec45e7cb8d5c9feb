import { describe, expect, it } from '@jest/globals';
import { RandomCounts, seedOf } from './random-counts.ts';

const draw = (seed: number, mean: number, dispersion: number, draws: number) => {
  const random = new RandomCounts(seed);
  return Array.from({ length: draws }, () => random.count(mean, dispersion));
};

describe('Random counts', () => {
  it('are the same under the same seed', () => {
    expect(draw(1, 5, 2, 50)).toEqual(draw(1, 5, 2, 50));
    expect(draw(1, 5, 2, 50)).not.toEqual(draw(2, 5, 2, 50));
    expect(seedOf('a', 1)).toBe(seedOf('a', 1));
    expect(seedOf('a', 1)).not.toBe(seedOf('a', 2));
  });

  it.each([
    [0.2, 1],
    [0.2, 3],
    [7, 1],
    [7, 4],
    [900, 1.5],
  ])('have mean %d and dispersion %d', (mean, dispersion) => {
    const counts = draw(seedOf(mean, dispersion), mean, dispersion, 20_000);
    const average = counts.reduce((sum, count) => sum + count, 0) / counts.length;
    const variance = counts.reduce((sum, count) => sum + (count - average) ** 2, 0) / counts.length;
    expect(Math.abs(average / mean - 1)).toBeLessThan(4 * Math.sqrt(dispersion / mean / counts.length));
    expect(variance / average / dispersion).toBeGreaterThan(0.9);
    expect(variance / average / dispersion).toBeLessThan(1.1);
  });

  it('are none where the mean is 0, and refuse what is no mean', () => {
    expect(draw(1, 0, 1, 20)).toEqual(Array(20).fill(0));
    expect(() => draw(1, -1, 1, 1)).toThrow('A mean is a number from 0 on, and one is -1.');
    expect(() => draw(1, Infinity, 1, 1)).toThrow(RangeError);
  });

  it('are thinned', () => {
    const random = new RandomCounts(4);
    expect(random.thinned(10_000, 0.3) / 10_000).toBeCloseTo(0.3, 1);
    expect(random.thinned(20, 1)).toBe(20);
  });
});
