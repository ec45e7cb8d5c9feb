import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { countBound, countQuantile, powerBound } from './farrington-bounds.ts';

describe('The quantile of a count', () => {
  it.each([
    // qpois(0.99, 7), qpois(0.95, 0.01), qnbinom(0.99, 7 / 2, 1 / 3), qnbinom(0.99, 1e6 / 4e4, 1 / 40001), qnbinom(0.99, 0.01 / 99, 0.01)
    [0.99, 7, 1, 14],
    [0.95, 0.01, 1, 0],
    [0.99, 7, 3, 21],
    [0.99, 1e6, 40001, 1523084],
    [0.99, 0.01, 100, 0],
  ])('%d, mean %d, dispersion %d: %d, as in R', (p, mean, dispersion, quantile) => {
    expect(countQuantile(p, mean, dispersion)).toBe(quantile);
  });

  it('is the smallest count that the sum of the chances up to it reaches', () => {
    const chance = fc.double({ min: 0.01, max: 0.999, noNaN: true });
    const mean = fc.double({ min: 0.001, max: 200, noNaN: true });
    const dispersion = fc.oneof(fc.constant(1), fc.double({ min: 1.01, max: 30, noNaN: true }));
    fc.assert(
      fc.property(chance, mean, dispersion, (p, m, d) => {
        const quantile = countQuantile(p, m, d);
        expect(cumulative(quantile, m, d)).toBeGreaterThanOrEqual(p - 1e-9);
        if (quantile > 0) expect(cumulative(quantile - 1, m, d)).toBeLessThan(p + 1e-9);
      }),
    );
  });

  it('ends where doubles no longer tell whole numbers apart', () => {
    expect(countQuantile(0.99, 1e30, 2)).toBeCloseTo(1e30, -25);
  });
});

describe('The bounds', () => {
  const prediction = { link: Math.log(8), linkDeviation: 0, dispersion: 1 };

  it('power: 2/3-power normal, computed by hand', () => {
    const z = 2;
    const upper = (4 + z * Math.sqrt(8 / 9)) ** 1.5;
    const bound = powerBound(8, prediction, z);
    expect(bound.upper).toBeCloseTo(upper, 12);
    expect(bound.score).toBeCloseTo(0, 12);
    expect(bound.p).toBeCloseTo(0.5, 12);
  });

  it('count: the score is measured from the log of the mean', () => {
    const { upper, score } = countBound(15, prediction, prediction.link, 0.01);
    expect(upper).toBe(15);
    expect(score).toBe(1);
  });

  it('none where the mean is infinite', () => {
    expect(countBound(1, prediction, 800, 0.01)).toEqual({ upper: undefined, score: undefined, p: undefined });
    expect(powerBound(1, { ...prediction, link: 800 }, 2).upper).toBeUndefined();
  });
});

/** Chance of `count` or less: the sum of the chances, each from the one before. */
function cumulative(count: number, mean: number, dispersion: number): number {
  const size = mean / (dispersion - 1);
  let chance = dispersion === 1 ? Math.exp(-mean) : dispersion ** -size;
  let sum = chance;
  for (let k = 1; k <= count; k += 1) {
    chance *= dispersion === 1 ? mean / k : ((k - 1 + size) / k) * (1 - 1 / dispersion);
    sum += chance;
  }
  return sum;
}
