import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { allOrNoGroups, GROUP, ORGANISATIONS, wholeGroups } from './groups.ts';

const of = (...counts: number[]) => new Map(counts.map((count, i) => [`o${i}`, count]));

describe('wholeGroups', () => {
  it.each([
    ['nothing', of(), 0, 0],
    ['one too few', of(4, 3, 3), 0, 0],
    ['just enough of just enough', of(4, 4, 3), 0, 1],
    ['many of two organisations', of(500, 500), 0, 0],
    ['many of one, and one each of two', of(500, 1, 1), 0, 1],
    ['many of one, and two each of two', of(500, 2, 2), 0, 2],
    ['a group less where some are held back', of(8, 8, 8), 3, 1],
    ['all held back', of(8, 8, 8), 100, 0],
    ['what is added above the sum', of(8, 8, 8), -9, 3],
    ['nothing that is only added', of(3, 3, 3), -50, 0],
    ['an organisation that took back more than it gave', of(20, 5, 5, -30), 0, 2],
  ])('counts in %s', (_title, counted, held, expected) => {
    expect(wholeGroups(counted, held)).toBe(expected);
  });

  it('is as many groups as can really be made, each of enough reports of enough organisations', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(30), { maxLength: 8 }), (counts) => {
        const groups = wholeGroups(of(...counts), 0);
        expect(dealt(counts, groups)).toBe(true);
        expect(dealt(counts, groups + 1)).toBe(false);
      }),
      { numRuns: 2_000, seed: 7 },
    );
  });

  it('leaves at least one in a group to others than the two largest organisations', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(500), { minLength: 3, maxLength: 8 }), (counts) => {
        const others = counts.toSorted((a, b) => b - a).slice(2);
        expect(others.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(wholeGroups(of(...counts), 0));
      }),
      { seed: 7 },
    );
  });
});

describe('allOrNoGroups', () => {
  it('is made of the noisy sum alone, or is none where the organisations do not allow so many', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(60), { maxLength: 6 }), fc.integer({ min: -60, max: 60 }), (counts, held) => {
        const groups = allOrNoGroups(of(...counts), held);
        const noisy = Math.floor((counts.reduce((sum, count) => sum + count, 0) - held) / GROUP);
        const able = wholeGroups(of(...counts), held);
        expect(groups).toBe(able > 0 && able === noisy ? noisy : 0);
      }),
      { numRuns: 2_000, seed: 7 },
    );
  });

  it('leaves out what two organisations gave nearly all of', () => {
    expect([0, -50, 400].map((held) => allOrNoGroups(of(500, 2, 2), held))).toEqual([0, 0, 0]);
    expect(allOrNoGroups(of(500, 2, 2), 485)).toBe(1);
  });
});

/** Deals the organisations out, the largest first, each to the groups that have fewest; fills up with what is left. */
function dealt(counts: readonly number[], groups: number): boolean {
  const places = Array.from({ length: groups }, () => 0);
  for (const count of counts.toSorted((a, b) => b - a))
    for (const group of places
      .map((_, i) => i)
      .toSorted((a, b) => (places[a] ?? 0) - (places[b] ?? 0))
      .slice(0, count))
      places[group]! += 1;
  const sum = counts.reduce((total, count) => total + count, 0);
  return sum >= GROUP * groups && places.every((organisations) => organisations >= ORGANISATIONS);
}
