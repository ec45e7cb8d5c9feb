import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Chance } from '../test/chance.ts';
import { displacements, type Change } from './displacement.ts';

describe('displacement', () => {
  it('tells a fall and a rise that match', () => {
    const found = displacements([change('corridor:NG>IT', 3, 12)], [change('corridor:NG>ES', 15, 6)]);
    expect(found).toEqual([{ from: 'corridor:NG>IT', to: 'corridor:NG>ES', loss: 9, gain: 9, p: 1 }]);
  });

  it('is two-sided and exact', () => {
    const [found] = displacements([change('a', 2, 5)], [change('b', 11, 5)]);
    // 13 of 10 expected: 2 · (1 − ppois(12, 10))
    expect(found?.p).toBeCloseTo(2 * 0.2084435, 6);
    const [fewer] = displacements([change('a', 1, 8)], [change('b', 7, 2)], { match: 0 });
    // 8 of 10 expected: 2 · ppois(8, 10)
    expect(fewer?.p).toBeCloseTo(2 * 0.3328197, 6);
  });

  it('tells none where the sum has risen or fallen, unless the counts are known to vary so', () => {
    expect(displacements([change('a', 3, 12)], [change('b', 45, 12)])).toEqual([]);
    expect(displacements([change('a', 0, 40)], [change('b', 20, 12)])).toEqual([]);
    const [fall, rise] = [change('a', 10, 40), change('b', 100, 40)];
    expect(displacements([fall], [rise])).toEqual([]);
    expect(displacements([{ ...fall, dispersion: 10 }], [{ ...rise, dispersion: 10 }])).toHaveLength(1);
  });

  it('tells none where small counts hide that loss and gain differ', () => {
    expect(displacements([change('a', 0, 1)], [change('b', 4, 0.5)])).toEqual([]);
  });

  it('joins only series of one dimension', () => {
    expect(displacements([change('a', 3, 12)], [{ ...change('b', 15, 6), dimension: 'platform' }])).toEqual([]);
  });

  it('tells each once, the best match first', () => {
    const found = displacements([change('a', 3, 12), change('c', 2, 10)], [change('b', 15, 6), change('d', 14, 7)]);
    expect(found.map(({ from, to }) => `${from}>${to}`)).toEqual(['a>b', 'c>d']);
    expect(displacements([change('a', 3, 12), change('c', 4, 12)], [change('b', 15, 6)])).toHaveLength(1);
  });

  it('refuses options out of their range', () => {
    expect(() => displacements([], [], { level: 0 })).toThrow('level must lie between 0 and 1, and is 0.');
    expect(() => displacements([], [], { match: 2 })).toThrow('match must lie from 0 to 1, and is 2.');
  });

  it('uses no series twice, in no order of the input differently', () => {
    const changes = fc.array(fc.tuple(fc.nat(40), fc.integer({ min: 1, max: 20 })), { maxLength: 8 });
    fc.assert(
      fc.property(changes, changes, (down, up) => {
        const falls = down.map(([observed, expected], i) => change(`f${i}`, observed, expected));
        const rises = up.map(([observed, expected], i) => change(`r${i}`, observed, expected));
        const found = displacements(falls, rises);
        expect(new Set(found.flatMap(({ from, to }) => [from, to])).size).toBe(found.length * 2);
        expect(displacements(falls.toReversed(), rises.toReversed())).toEqual(found);
      }),
    );
  });

  it.each([
    [10, 0.68, 0.25],
    [30, 0.85, 0.03],
  ])('with %d expected tells at least the share %d of those there are, and of unrelated changes at most %d', (expected, least, most) => {
    const chance = new Chance(7);
    const runs = 2000;
    const told = { moved: 0, unrelated: 0 };
    for (let run = 0; run < runs; run++) {
      const fall = change('a', chance.poisson(0.3 * expected), expected);
      told.moved += displacements([fall], [change('b', chance.poisson(1.7 * expected), expected)]).length;
      told.unrelated += displacements([fall], [change('b', chance.poisson(3 * expected), expected)]).length;
    }
    expect(told.moved / runs).toBeGreaterThan(least);
    expect(told.unrelated / runs).toBeLessThan(most);
  });
});

function change(series: string, observed: number, expected: number): Change {
  return { series, dimension: 'corridor', observed, expected };
}
