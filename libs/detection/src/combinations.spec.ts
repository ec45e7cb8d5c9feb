import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Chance } from '../test/chance.ts';
import { newCombinations } from './combinations.ts';
import { countFacets } from './facet-counts.ts';

const SIZES = { means: 6, platform: 8, sector: 12, purpose: 5, corridor: 30 };

describe('new combinations', () => {
  it('tells a pair that neither of its facets predicts, with the evidence', () => {
    const [recent, past] = network(new Chance(1));
    const found = newCombinations(
      [...recent, ...many(12, 'platform:marketplace', 'sector:s5'), ...many(9, 'platform:marketplace'), ...many(9, 'sector:s5')],
      [...past, ...many(300, 'platform:marketplace')],
    );
    expect(found.map(({ facets }) => facets)).toEqual([['platform:marketplace', 'sector:s5']]);
    expect(found[0]).toMatchObject({ observed: 12, expectedFromPast: 0, expectedFromParts: 0 });
    expect(found[0]?.p).toBeLessThan(1e-9);
  });

  it('expects of a facet that has become frequent what it brought before', () => {
    const past = [...many(300, 'platform:a', 'sector:b'), ...many(700, 'platform:a', 'sector:c'), ...many(9000, 'platform:d', 'sector:b')];
    const recent = [...many(60, 'platform:a', 'sector:b'), ...many(140, 'platform:a', 'sector:c'), ...many(800, 'platform:d', 'sector:b')];
    // platform a has doubled, and its share of sector b is as ever
    expect(newCombinations(recent, past)).toEqual([]);
    const more = newCombinations([...recent, ...many(40, 'platform:a', 'sector:b')], past);
    expect(more).toMatchObject([{ facets: ['platform:a', 'sector:b'], observed: 100, expectedFromParts: 72, expectedFromPast: 31.2 }]);
  });

  it('leaves a facet never seen before to novelty', () => {
    const [recent, past] = network(new Chance(2));
    expect(newCombinations([...recent, ...many(20, 'platform:new', 'sector:s1')], past)).toEqual([]);
  });

  it('tells the triple where all of its pairs are new in it only', () => {
    const [recent, past] = network(new Chance(3));
    const found = newCombinations([...recent, ...many(14, 'means:m3', 'platform:p4', 'sector:s6')], past);
    expect(found.map(({ facets }) => facets)).toEqual([['means:m3', 'platform:p4', 'sector:s6']]);
  });

  it('tells the pair where the third facet comes as it always does', () => {
    const chance = new Chance(4);
    const [recent, past] = network(chance);
    const raised = Array.from({ length: 30 }, () =>
      report(chance).map((facet) => ({ p: 'platform:p5', s: 'sector:s7' })[facet[0] ?? ''] ?? facet),
    );
    const found = newCombinations([...recent, ...raised], past);
    expect(found.map(({ facets }) => facets)).toEqual([['platform:p5', 'sector:s7']]);
  });

  it('tells one of the many combinations that the same reports show, and another change beside it', () => {
    const [recent, past] = network(new Chance(5));
    const copies = many(15, 'means:m3', 'platform:p4', 'sector:s6', 'purpose:u2');
    const found = newCombinations([...recent, ...copies, ...many(15, 'means:m5', 'corridor:c20')], past);
    expect(found).toHaveLength(2);
    expect(found[0]?.facets).toHaveLength(3);
    expect(found[1]?.facets).toEqual(['corridor:c20', 'means:m5']);
  });

  it('never joins two facets of one dimension, nor one facet with itself', () => {
    const past = [...many(500, 'purpose:a'), ...many(500, 'purpose:b')];
    expect(newCombinations([...many(40, 'purpose:a', 'purpose:b', 'purpose:a')], past)).toEqual([]);
  });

  it('tells none with fewer reports than the minimum', () => {
    const [recent, past] = network(new Chance(6));
    const added = [...recent, ...many(12, 'means:m5', 'corridor:c20')];
    expect(newCombinations(added, past, { minimum: 12 })).toHaveLength(1);
    expect(newCombinations(added, past, { minimum: 40 })).toEqual([]);
    expect(() => newCombinations([], [], { minimum: 1 })).toThrow('minimum must be a whole number of at least 2, and is 1.');
    expect(newCombinations([], [])).toEqual([]);
  });

  it('is not kept from it by the many combinations of facets that hardly anybody names now', () => {
    const others = Array.from({ length: 20_000 }, (_, i) => [`corridor:c${i % 60}`, `sector:s${i % 61}`]);
    const past = [...others, ...many(30, 'lure:l'), ...many(30, 'purpose:u')];
    const recent = [...many(400, 'platform:p'), ...many(2, 'lure:l'), ...many(2, 'purpose:u'), ...many(4, 'lure:l', 'purpose:u')];
    expect(newCombinations(recent, past)).toMatchObject([{ facets: ['lure:l', 'purpose:u'], observed: 4 }]);
  });

  it('tells something by chance alone in at most 5% of the weeks, also where all facets but one have become twice as frequent', () => {
    const chance = new Chance(2003);
    const runs = 80;
    let told = 0;
    for (let run = 0; run < runs; run++) {
      const [recent, past] = network(chance, 200, 3000);
      const campaign = Array.from({ length: 100 }, () =>
        report(chance).map((facet) => (facet.startsWith('platform') ? 'platform:p0' : facet)),
      );
      if (newCombinations([...recent, ...campaign], past).length > 0) told++;
    }
    expect(told / runs).toBeLessThanOrEqual(0.05);
  });

  it('finds most combinations of which two to four reports are expected and eighteen come', () => {
    const chance = new Chance(2005);
    let found = 0;
    for (let run = 0; run < 12; run++) {
      const [recent, past] = network(chance, 800, 12_000);
      const facets = [`platform:p${4 + chance.whole(4)}`, `sector:s${6 + chance.whole(6)}`];
      const rows = [
        ...recent,
        ...Array.from({ length: 18 }, () => [...report(chance).filter((facet) => !/^[ps][el]/.test(facet)), ...facets]),
      ];
      if (newCombinations(rows, past).some((one) => facets.every((facet) => one.facets.includes(facet)))) found++;
    }
    expect(found).toBeGreaterThanOrEqual(10);
  });
});

describe('counting facets', () => {
  it('counts what a search of all reports counts', () => {
    const facet = fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.nat(2)).map(([dimension, value]) => `${dimension}:${value}`);
    const rows = fc.array(fc.array(facet, { maxLength: 6 }), { maxLength: 25 });
    fc.assert(
      fc.property(rows, rows, (recent, past) => {
        const counts = countFacets(recent, past, 2);
        const among = counts.among(counts.recentRows);
        for (const ids of [...counts.pairs(), ...counts.triples()]) {
          const names = ids.map(counts.nameOf);
          const having = (all: string[][]) => all.filter((row) => names.every((name) => row.includes(name))).length;
          expect(counts.of(ids)).toEqual({ recent: having(recent), past: having(past) });
          expect(among(ids)).toEqual(counts.of(ids));
          expect(new Set(names.map((name) => name[0])).size).toBe(names.length);
        }
      }),
    );
  });

  it('keeps its counts as it grows', () => {
    const rows = Array.from({ length: 700 }, (_, i) => [
      `a:${i % 350}`,
      `b:${i % 350}`,
      `c:${(i * 7) % 350}`,
      `d:${i % 349}`,
      `e:${(i * 3) % 347}`,
    ]);
    const many = Array.from({ length: 40 }, (_, i) => rows.map((row) => row.map((facet, at) => (at === 1 ? `b:${i}` : facet)))).flat();
    const counts = countFacets(many, [], 2);
    const total = [...counts.triples()].reduce((sum, ids) => sum + counts.of(ids).recent, 0);
    expect(total).toBe(many.length * 10);
  });
});

/** Reports with one facet of each dimension, low numbers oftener. */
function network(chance: Chance, recent = 800, past = 12_000): [string[][], string[][]] {
  const rows = (length: number) => Array.from({ length }, () => report(chance));
  return [rows(recent), rows(past)];
}

function report(chance: Chance): string[] {
  return Object.entries(SIZES).map(([dimension, size]) => {
    const letter = dimension === 'purpose' ? 'u' : dimension.charAt(0);
    return `${dimension}:${letter}${Math.floor(size * chance.fraction() ** 2)}`;
  });
}

function many(length: number, ...facets: string[]): string[][] {
  return Array.from({ length }, () => facets);
}
