import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Chance } from '../test/chance.ts';
import { scriptsAmong, type SignedNarrative } from './scripts.ts';

const LENGTH = 64;

describe('spreading scripts', () => {
  it('finds near-duplicates of different organisations, in the order given', () => {
    const chance = new Chance(1997);
    const script = signature(chance);
    const narratives = [
      narrative('a', 'ngo-1', script),
      ...Array.from({ length: 200 }, (_, i) => narrative(`other-${i}`, `org-${i}`, signature(chance))),
      narrative('b', 'police-2', changed(script, 8, chance)),
      narrative('c', 'ngo-1', changed(script, 12, chance)),
    ];
    const [found, ...others] = scriptsAmong(narratives);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ members: ['a', 'b', 'c'], organisations: ['ngo-1', 'police-2'] });
    expect(found?.similarity).toBe(52 / 64);
  });

  it('does not tell what one organisation writes again and again, unless asked', () => {
    const script = signature(new Chance(1));
    const narratives = ['a', 'b', 'c'].map((id) => narrative(id, 'ngo-1', script));
    expect(scriptsAmong(narratives)).toEqual([]);
    expect(scriptsAmong(narratives, { organisations: 1 })).toEqual([{ members: ['a', 'b', 'c'], organisations: ['ngo-1'], similarity: 1 }]);
  });

  it('joins nothing below the threshold, though a band be equal', () => {
    const chance = new Chance(2);
    const script = signature(chance);
    const half = Uint32Array.from(script, (value, place) => (place < 32 ? value : chance.whole(2 ** 32)));
    const narratives = [narrative('a', 'x', script), narrative('b', 'y', half)];
    expect(scriptsAmong(narratives)).toEqual([]);
    expect(scriptsAmong(narratives, { threshold: 0.5 })).toHaveLength(1);
  });

  it('finds a pair of similarity 0.75 nearly always, whatever places are equal', () => {
    const chance = new Chance(3);
    let found = 0;
    for (let run = 0; run < 500; run++) {
      const script = signature(chance);
      found += scriptsAmong([narrative('a', 'x', script), narrative('b', 'y', changed(script, 16, chance))]).length;
    }
    // 1 − (1 − 0.75⁴)¹⁶ = 0.997 for places drawn with replacement
    expect(found).toBeGreaterThan(490);
  });

  it('tells two scripts apart, also in one bucket', () => {
    const chance = new Chance(4);
    const one = signature(chance);
    const other = signature(chance);
    other.set(one.subarray(0, 4));
    const narratives = [one, other, changed(one, 5, chance, 4), changed(other, 5, chance, 4)].map((value, i) =>
      narrative(`${i}`, `org-${i}`, value),
    );
    expect(scriptsAmong(narratives).map(({ members }) => members)).toEqual([
      ['0', '2'],
      ['1', '3'],
    ]);
  });

  it('is done in time where thousands are the same or nearly so; comparing all pairs would take minutes', () => {
    const chance = new Chance(5);
    const script = signature(chance);
    const narratives = Array.from({ length: 20_000 }, (_, i) =>
      narrative(`${i}`, `org-${i % 7}`, i % 2 ? script : changed(script, 10, chance)),
    );
    const [found] = scriptsAmong(narratives);
    expect(found?.members.length).toBeGreaterThan(19_900);
    expect(found?.organisations).toHaveLength(7);
  });

  it('refuses signatures of different length, and thresholds that are no share', () => {
    const [one, other] = [narrative('a', 'x', new Uint32Array(64)), narrative('b', 'y', new Uint32Array(32))];
    expect(() => scriptsAmong([one, other])).toThrow('The signature of b has 32 numbers instead of 64.');
    expect(() => scriptsAmong([], { threshold: 0 })).toThrow('threshold must lie above 0 and up to 1, and is 0.');
    expect(scriptsAmong([])).toEqual([]);
  });

  it('puts each narrative into at most one script, and equal ones always into the same', () => {
    const values = fc.array(fc.tuple(fc.nat(5), fc.nat(3)), { maxLength: 40 });
    fc.assert(
      fc.property(values, (drawn) => {
        const texts = Array.from({ length: 6 }, (_, seed) => signature(new Chance(seed + 10)));
        const narratives = drawn.map(([text, organisation], i) => narrative(`${i}`, `org-${organisation}`, texts[text]!));
        const scripts = scriptsAmong(narratives, { organisations: 1 });
        const clusters = scripts.map(({ members }) => [...new Set(members.map((id) => drawn[Number(id)]?.[0]))]);
        for (const texts of clusters) expect(texts).toHaveLength(1);
        expect(new Set(clusters.flat()).size).toBe(clusters.length);
        const repeated = drawn.filter(([text]) => drawn.filter(([other]) => other === text).length > 1).length;
        expect(scripts.reduce((sum, { members }) => sum + members.length, 0)).toBe(repeated);
      }),
    );
  });
});

function narrative(id: string, organisation: string, value: Uint32Array): SignedNarrative {
  return { id, organisation, signature: value };
}

function signature(chance: Chance): Uint32Array {
  return Uint32Array.from({ length: LENGTH }, () => chance.whole(2 ** 32));
}

/** The same with so many places changed, none of them before `from`. */
function changed(script: Uint32Array, places: number, chance: Chance, from = 0): Uint32Array {
  const copy = script.slice();
  const chosen = new Set<number>();
  while (chosen.size < places) chosen.add(from + chance.whole(LENGTH - from));
  for (const place of chosen) copy[place] = chance.whole(2 ** 32);
  return copy;
}
