import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { lowerQuantile, lowerTail, midUpperTail, probability, upperQuantile, upperTail } from './count-distribution.ts';

const poisson = (mean: number) => ({ mean, dispersion: 1 });

describe('counts with a mean and a dispersion', () => {
  /** R 4.2.2: ppois and pnbinom. */
  it.each([
    ['Poisson', upperTail(10, poisson(10)), 0.542070285528148],
    ['Poisson, tiny', upperTail(5, poisson(0.01)), 8.2641856418065e-13],
    ['Poisson, lower', lowerTail(8, poisson(10)), 0.332819678751],
    ['negative binomial', upperTail(7, { mean: 2, dispersion: 1.5 }), 0.0196616369455875],
    ['negative binomial, small', upperTail(50, { mean: 3, dispersion: 3 }), 7.41878880743748e-9],
  ])('%s: the tail is that of R', (_, ours, theirs) => {
    expect(Math.abs(ours / theirs - 1)).toBeLessThan(1e-9);
  });

  it('has the quantiles of R (qpois, qnbinom)', () => {
    expect(upperQuantile(0.01, poisson(0.2))).toBe(2);
    expect(upperQuantile(0.01, poisson(10))).toBe(18);
    expect(upperQuantile(0.01, { mean: 10, dispersion: 3 })).toBe(26);
  });

  const distribution = fc.record({
    mean: fc.double({ min: 0.05, max: 60, noNaN: true }),
    dispersion: fc.double({ min: 1, max: 5, noNaN: true }),
  });

  it('adds up', () => {
    fc.assert(
      fc.property(fc.nat(80), distribution, (count, counts) => {
        expect(upperTail(count, counts) + lowerTail(count - 1, counts)).toBeCloseTo(1, 9);
        expect(upperTail(count, counts) - upperTail(count + 1, counts)).toBeCloseTo(probability(count, counts), 8);
        expect(midUpperTail(count, counts)).toBeCloseTo((upperTail(count, counts) + upperTail(count + 1, counts)) / 2, 8);
      }),
    );
  });

  it('has bounds that are overstepped as seldom as asked, and the nearest such', () => {
    fc.assert(
      fc.property(distribution, fc.double({ min: 0.0001, max: 0.3, noNaN: true }), (counts, alpha) => {
        const [upper, lower] = [upperQuantile(alpha, counts), lowerQuantile(alpha, counts)];
        expect(upperTail(upper + 1, counts)).toBeLessThanOrEqual(alpha);
        if (upper > 0) expect(upperTail(upper, counts)).toBeGreaterThan(alpha);
        expect(lower === 0 || lowerTail(lower - 1, counts) <= alpha).toBe(true);
        if (lower < counts.mean) expect(lowerTail(lower, counts)).toBeGreaterThan(alpha);
      }),
    );
  });
});
