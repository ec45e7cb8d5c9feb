import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { binomialTail, hypergeometricTail } from './exact-tails.ts';

/** The answers are those of R 4.2.2: phyper and pbinom with `lower = FALSE`. */
describe('tails of exact tests', () => {
  it.each([
    ['hypergeometric, middle', hypergeometricTail(3, 50000, 40, 5000), 0.777306097798771],
    ['hypergeometric, small', hypergeometricTail(8, 55000, 13, 5000), 3.92601024988304e-6],
    ['hypergeometric, tiny', hypergeometricTail(30, 1030, 30, 60), 1.97965826307925e-41],
    ['binomial', binomialTail(5, 10, 0.1), 0.0016349374],
    ['binomial, tiny', binomialTail(20, 1000, 0.001), 1.33574869923626e-19],
  ])('%s: R says the same', (_, ours, theirs) => {
    expect(Math.abs(ours / theirs - 1)).toBeLessThan(1e-9);
  });

  it('is sure of nothing or more, and that there is nothing above what there is', () => {
    expect([hypergeometricTail(0, 9, 3, 4), hypergeometricTail(4, 9, 3, 4), hypergeometricTail(1, 4, 3, 2)]).toEqual([1, 0, 1]);
    expect([binomialTail(0, 5, 0.1), binomialTail(6, 5, 0.1)]).toEqual([1, 0]);
  });

  it('refuses what is no table', () => {
    expect(() => hypergeometricTail(1, 5, 6, 2)).toThrow('No table has 1 of 6 marked among 2 drawn from 5.');
    expect(() => hypergeometricTail(0.5, 5, 3, 2)).toThrow(RangeError);
  });

  it('says the same whichever way the table is turned', () => {
    const table = fc.tuple(fc.nat(30), fc.nat(30), fc.nat(300), fc.nat(300));
    fc.assert(
      fc.property(table, ([both, markedOnly, drawnOnly, neither]) => {
        const population = both + markedOnly + drawnOnly + neither;
        const p = hypergeometricTail(both, population, both + markedOnly, both + drawnOnly);
        const turned = hypergeometricTail(both, population, both + drawnOnly, both + markedOnly);
        expect(Math.abs(p - turned)).toBeLessThan(1e-9);
      }),
    );
  });
});
