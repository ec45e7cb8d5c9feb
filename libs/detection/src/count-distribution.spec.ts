import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type CountDistribution,
  lowerQuantile,
  lowerTail,
  midLowerTail,
  midUpperTail,
  probability,
  upperQuantile,
  upperTail,
} from './count-distribution.ts';

const distributions = fc.record({
  mean: fc.double({ min: 0.01, max: 300, noNaN: true }),
  dispersion: fc.oneof(fc.constant(1), fc.double({ min: 1.001, max: 20, noNaN: true })),
});
const poisson = (mean: number): CountDistribution => ({ mean, dispersion: 1 });

describe('Counts with a mean and a dispersion', () => {
  it.each([
    // ppois(4, 2, lower = FALSE); ppois(39, 10, lower = FALSE)
    [5, poisson(2), 0.05265301734371115],
    [40, poisson(10), 7.341636314560472e-13],
    // pnbinom(9, size = 3/1.5, mu = 3, lower = FALSE); pnbinom(59, size = 10/2, mu = 10, lower = FALSE)
    [10, { mean: 3, dispersion: 2.5 }, 0.03023308800000001],
    [60, { mean: 10, dispersion: 3 }, 2.442027986557942e-7],
  ])('have the upper tails of R: %d or more', (count, distribution, tail) => {
    expect(upperTail(count, distribution) / tail).toBeCloseTo(1, 9);
  });

  it('have the lower tails and probabilities of R', () => {
    // ppois(2, 8); pnbinom(2, size = 8/0.5, mu = 8); dpois(5, 2); dnbinom(10, size = 2, mu = 3)
    expect(lowerTail(2, poisson(8))).toBeCloseTo(0.01375396774400299, 12);
    expect(lowerTail(2, { mean: 8, dispersion: 1.5 })).toBeCloseTo(0.03264785513189528, 12);
    expect(probability(5, poisson(2))).toBeCloseTo(0.03608940886309672, 12);
    expect(probability(10, { mean: 3, dispersion: 2.5 })).toBeCloseTo(0.01064204697599999, 12);
  });

  it('have the quantiles of R', () => {
    // qpois(0.99, 4); qnbinom(0.99, size = 4/2, mu = 4); qpois(1 - 1e-6, 100)
    expect(upperQuantile(0.01, poisson(4))).toBe(9);
    expect(upperQuantile(0.01, { mean: 4, dispersion: 3 })).toBe(15);
    expect(upperQuantile(1e-6, poisson(100))).toBe(151);
    // qpois(0.01, 20); qnbinom(0.01, size = 20/1, mu = 20)
    expect(lowerQuantile(0.01, poisson(20))).toBe(10);
    expect(lowerQuantile(0.01, { mean: 20, dispersion: 2 })).toBe(8);
  });

  it('sum to one, and tails lie within what is left', () => {
    fc.assert(
      fc.property(distributions, fc.nat(400), (distribution, count) => {
        expect(upperTail(count, distribution) + lowerTail(count - 1, distribution)).toBeCloseTo(1, 9);
        expect(upperTail(count, distribution) - upperTail(count + 1, distribution)).toBeCloseTo(probability(count, distribution), 9);
        expect(midUpperTail(count, distribution) + midLowerTail(count, distribution)).toBeCloseTo(1, 9);
      }),
    );
  });

  it('have tails that fall with the count and rise with the mean', () => {
    fc.assert(
      fc.property(distributions, fc.nat(400), (distribution, count) => {
        expect(upperTail(count + 1, distribution)).toBeLessThanOrEqual(upperTail(count, distribution) * (1 + 1e-9));
        expect(lowerTail(count + 1, distribution)).toBeGreaterThanOrEqual(lowerTail(count, distribution) * (1 - 1e-9));
        const more = { ...distribution, mean: distribution.mean * 1.1 };
        expect(upperTail(count, more)).toBeGreaterThanOrEqual(upperTail(count, distribution) * (1 - 1e-9));
      }),
    );
  });

  it('have bounds that are the outermost ordinary counts', () => {
    fc.assert(
      fc.property(distributions, fc.constantFrom(0.1, 0.01, 1e-4), (distribution, alpha) => {
        const upper = upperQuantile(alpha, distribution);
        expect(upperTail(upper + 1, distribution)).toBeLessThanOrEqual(alpha);
        if (upper > 0) expect(upperTail(upper, distribution)).toBeGreaterThan(alpha);
        const lower = lowerQuantile(alpha, distribution);
        expect(lowerTail(lower, distribution)).toBeGreaterThan(alpha);
        if (lower > 0) expect(lowerTail(lower - 1, distribution)).toBeLessThanOrEqual(alpha);
      }),
    );
  });

  it('have middle tails that are never 0, so that they have a logarithm', () => {
    expect(midUpperTail(100_000, poisson(1))).toBeGreaterThan(0);
    expect(midLowerTail(0, poisson(3_000_000))).toBeGreaterThan(0);
  });
});
