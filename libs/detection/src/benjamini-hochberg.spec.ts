import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Chance } from '../test/chance.ts';
import { benjaminiHochberg } from './benjamini-hochberg.ts';

/** The p-values of the example in Benjamini and Hochberg 1995, section 3.2; four are rejected at 0.05. */
const THROMBOLYSIS = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1];

describe('Benjamini–Hochberg', () => {
  it('rejects four in the example of its authors', () => {
    const { threshold, rejected } = benjaminiHochberg(THROMBOLYSIS, 0.05);
    expect(threshold).toBe(0.0095);
    expect(rejected.filter(Boolean)).toHaveLength(4);
  });

  it('adjusts as R does', () => {
    const { adjusted } = benjaminiHochberg([0.01, 0.04, 0.03, 0.005, 0.5]);
    [0.025, 0.05, 0.05, 0.025, 0.5].forEach((value, i) => expect(adjusted[i]).toBeCloseTo(value, 12));
  });

  it('rejects a larger one for the sake of those below it', () => {
    expect(benjaminiHochberg([0.04, 0.05], 0.05).rejected).toEqual([true, true]);
    expect(benjaminiHochberg([0.04, 0.06], 0.05).rejected).toEqual([false, false]);
  });

  it('takes nothing, and a p-value of 0', () => {
    expect(benjaminiHochberg([], 0.05, 100)).toEqual({ threshold: 0, rejected: [], adjusted: [] });
    expect(benjaminiHochberg([0, 0.5], 0.05).rejected).toEqual([true, false]);
  });

  it('refuses what is no probability', () => {
    expect(() => benjaminiHochberg([0.1, NaN])).toThrow('A p-value must lie between 0 and 1, and one is NaN.');
    expect(() => benjaminiHochberg([], 1)).toThrow('q must lie between 0 and 1, and is 1.');
    expect(() => benjaminiHochberg([0.1, 0.2], 0.05, 1)).toThrow(
      'tested must be a whole number of at least 2, the number of p-values, and is 1.',
    );
  });

  const pValues = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 40 });

  it('decides the same whether those above q are there or only counted', () => {
    fc.assert(
      fc.property(pValues, fc.double({ min: 0.001, max: 0.5, noNaN: true }), (ps, q) => {
        const all = benjaminiHochberg(ps, q);
        const kept = ps.filter((p) => p <= q);
        const part = benjaminiHochberg(kept, q, ps.length);
        expect(part.threshold).toBe(all.threshold);
        expect(part.rejected).toEqual(all.rejected.filter((_, i) => (ps[i] ?? 1) <= q));
        const exact = all.adjusted.filter((_, i) => all.rejected[i]);
        expect(part.adjusted.filter((_, i) => part.rejected[i])).toEqual(exact);
      }),
    );
  });

  it('rejects what lies at or below the threshold, and no order of the p-values changes that', () => {
    fc.assert(
      fc.property(pValues, (ps) => {
        const { threshold, rejected } = benjaminiHochberg(ps, 0.2);
        rejected.forEach((is, i) => expect(is).toBe(rejected.includes(true) && (ps[i] ?? 1) <= threshold));
        expect(benjaminiHochberg(ps.toReversed(), 0.2).rejected.toReversed()).toEqual(rejected);
      }),
    );
  });

  it('keeps the share of false ones among the rejected at q times the share of true hypotheses', () => {
    const chance = new Chance(1995);
    let shares = 0;
    const runs = 2000;
    for (let run = 0; run < runs; run++) {
      const ps = Array.from({ length: 50 }, (_, i) => (i < 40 ? chance.fraction() : chance.fraction() * 0.002));
      const { rejected } = benjaminiHochberg(ps, 0.1);
      const all = rejected.filter(Boolean).length;
      shares += all === 0 ? 0 : rejected.slice(0, 40).filter(Boolean).length / all;
    }
    // exactly 0.08 for independent p-values (Benjamini and Yekutieli 2001, theorem 5.1); the standard error of 2,000 runs is 0.002
    expect(Math.abs(shares / runs - 0.08)).toBeLessThan(0.007);
  });
});
