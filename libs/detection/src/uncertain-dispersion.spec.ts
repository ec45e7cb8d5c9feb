import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RandomCounts } from './random-counts.ts';
import { effectiveNumber, evidenceFor, uncertainTail } from './uncertain-dispersion.ts';

const tails = fc.double({ min: 1e-12, max: 1, noNaN: true });
const evidences = fc.double({ min: 1, max: 500, noNaN: true });

describe('Tails of an uncertain dispersion', () => {
  it('are averages over what the dispersion may be', () => {
    // mean(exp(-5 * rgamma(1e6, nu/2, nu/2))) for nu of 5 and 50, in closed form
    expect(uncertainTail(Math.exp(-5), 5)).toBeCloseTo((1 + 2) ** -2.5, 12);
    expect(uncertainTail(Math.exp(-5), 50)).toBeCloseTo(1.2 ** -25, 12);
  });

  it('are larger than those of a known one, and the larger the less is known', () => {
    fc.assert(
      fc.property(tails, evidences, (tail, evidence) => {
        const uncertain = uncertainTail(tail, evidence);
        expect(uncertain).toBeGreaterThanOrEqual(tail * (1 - 1e-9));
        expect(uncertain).toBeLessThanOrEqual(1);
        expect(uncertainTail(tail, evidence / 2)).toBeGreaterThanOrEqual(uncertain * (1 - 1e-9));
      }),
    );
    expect(uncertainTail(1e-6, 1e9)).toBeCloseTo(1e-6, 9);
    expect(uncertainTail(0, 30)).toBeGreaterThan(0);
  });

  it('keep their order', () => {
    fc.assert(
      fc.property(tails, tails, evidences, (one, other, evidence) => {
        if (one < other) expect(uncertainTail(one, evidence)).toBeLessThanOrEqual(uncertainTail(other, evidence));
      }),
    );
  });

  it('know less by rare and clustered counts, as sample variances show', () => {
    expect(evidenceFor(100, { mean: 1e6, dispersion: 1 })).toBeCloseTo(100, 2);
    expect(evidenceFor(100, { mean: 0.5, dispersion: 1 })).toBeCloseTo(50, 9);
    const distribution = { mean: 2, dispersion: 2 };
    expect(varianceOfVariances(distribution, 40)).toBeCloseTo(2 / evidenceFor(40, distribution), 1);
  });

  it('take weights for so many equal ones', () => {
    expect(effectiveNumber(4, 4)).toBe(4);
    expect(effectiveNumber(1.5, 1.25)).toBeCloseTo(1.8, 12);
    expect(effectiveNumber(0, 0)).toBe(0);
  });
});

/** Relative to the square of the variance. */
function varianceOfVariances({ mean, dispersion }: { mean: number; dispersion: number }, size: number): number {
  const random = new RandomCounts(3);
  const rounds = 4000;
  let sum = 0;
  for (let round = 0; round < rounds; round += 1) {
    let squares = 0;
    for (let i = 0; i < size; i += 1) squares += (random.count(mean, dispersion) - mean) ** 2;
    sum += (squares / size / mean / dispersion - 1) ** 2;
  }
  return sum / rounds;
}
