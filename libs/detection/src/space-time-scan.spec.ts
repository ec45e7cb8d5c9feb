import { describe, expect, it } from '@jest/globals';
import { Chance } from '../test/chance.ts';
import { spaceTimeScan, type CorridorWeeks } from './space-time-scan.ts';

const ORIGINS = ['NP', 'IN', 'RO', 'BG', 'NG', 'UA'];
const DESTINATIONS = ['SE', 'FI', 'NO', 'DE', 'NL', 'ES'];
const WEEKS = 26;

describe('a scan over neighbouring countries and the weeks up to now', () => {
  it('tells a rise that no single corridor shows, and only the countries that rise', () => {
    const corridors = network(new Chance(1), 0.2).map((corridor) =>
      corridor.origin === 'NP' && ['SE', 'FI', 'NO'].includes(corridor.destination) ? raised(corridor, [1, 1, 1, 0, 1]) : corridor,
    );
    const clusters = spaceTimeScan(corridors);
    expect(clusters).toHaveLength(1);
    expect(clusters[0]).toMatchObject({ origins: ['NP'], destinations: ['FI', 'NO', 'SE'] });
    expect(clusters[0]?.weeks).toBeGreaterThanOrEqual(4);
    expect(clusters[0]?.p).toBeLessThan(0.02);
    expect(clusters[0]?.observed).toBeGreaterThan(4 * (clusters[0]?.expected ?? Infinity));
  });

  it('tells neighbouring origins that rise towards everywhere', () => {
    const corridors = network(new Chance(2), 0.3).map((corridor) =>
      ['RO', 'BG'].includes(corridor.origin) ? raised(corridor, [1, 0, 1, 1]) : corridor,
    );
    const [cluster] = spaceTimeScan(corridors);
    expect(cluster).toMatchObject({ origins: ['BG', 'RO'] });
    expect(cluster?.destinations).toBeUndefined();
  });

  it('tells two rises far apart, and no corridor twice', () => {
    const corridors = network(new Chance(3), 0.2).map((corridor) =>
      ['NG>ES', 'UA>SE', 'UA>FI'].includes(`${corridor.origin}>${corridor.destination}`) ? raised(corridor, [3, 3, 3]) : corridor,
    );
    const clusters = spaceTimeScan(corridors);
    expect(clusters.map(({ origins }) => origins)).toEqual(expect.arrayContaining([['NG'], ['UA']]));
    expect(clusters).toHaveLength(2);
  });

  it('does not tell a rise of the whole network, nor one that is over', () => {
    const everywhere = network(new Chance(4), 0.3).map((corridor) => raised(corridor, [1, 1, 1, 1]));
    const over = network(new Chance(5), 0.2).map((corridor) =>
      corridor.origin === 'NP' ? raised(corridor, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 2, 2]) : corridor,
    );
    expect(spaceTimeScan(over, { longest: 8 })).toEqual([]);
    expect(spaceTimeScan(everywhere)).toEqual([]);
  });

  it('does not look for neighbours of what is online', () => {
    const corridors = [...network(new Chance(6), 0.2), raised(corridor(new Chance(7), 'NP', 'online', 0.2), [3, 3, 3])];
    expect(spaceTimeScan(corridors)[0]).toMatchObject({ origins: ['NP'], destinations: ['online'] });
  });

  it('gives the same for the same seed, and nothing for an empty network', () => {
    const corridors = network(new Chance(8), 0.2);
    expect(spaceTimeScan(corridors, { level: 0.9, seed: 5 })).toEqual(spaceTimeScan(corridors, { level: 0.9, seed: 5 }));
    expect(spaceTimeScan([])).toEqual([]);
    expect(spaceTimeScan(corridors.map((one) => ({ ...one, counts: one.counts.map(() => 0) })))).toEqual([]);
  });

  it('gives the likelihood ratio computed by hand', () => {
    // 6 of 10 reports, where half of the week's 8 were to be expected: 6 ln(6/4) + 4 ln(4/6)
    const corridors = [
      { origin: 'NP', destination: 'PH', counts: [0, 6], expected: [1, 1] },
      { origin: 'NG', destination: 'JP', counts: [2, 2], expected: [1, 1] },
    ];
    const [cluster] = spaceTimeScan(corridors, { level: 0.999 });
    expect(cluster).toMatchObject({ weeks: 1, observed: 6, expected: 4 });
    expect(cluster?.logLikelihoodRatio).toBeCloseTo(6 * Math.log(1.5) + 4 * Math.log(4 / 6), 10);
  });

  it('refuses what it cannot scan', () => {
    const one = { origin: 'NP', destination: 'SE', counts: [1, 1], expected: [1, 1] };
    expect(() => spaceTimeScan([one, { ...one, counts: [1] }])).toThrow('NP>SE must have 2 weeks, as the first corridor.');
    expect(() => spaceTimeScan([{ ...one, expected: [1, 0] }])).toThrow(
      'NP>SE must have whole counts of 0 or more and expected counts above 0.',
    );
    expect(() => spaceTimeScan([one], { longest: 2 })).toThrow('longest must be from 1 to 1 weeks, and is 2.');
    expect(() => spaceTimeScan([one], { dispersion: 0.5 })).toThrow('dispersion must be at least 1, and is 0.5.');
    expect(() => spaceTimeScan([one], { replicates: 9 })).toThrow(RangeError);
    expect(() => spaceTimeScan([one], { level: 0 })).toThrow(RangeError);
  });

  it('is as seldom struck as its p says: in networks of Poisson counts, and of others where the dispersion is given', () => {
    const chance = new Chance(1997);
    const runs = 250;
    const below = { poisson: 0, dispersed: 0, dispersionUnknown: 0 };
    for (let seed = 1; seed <= runs; seed++) {
      const options = { seed, replicates: 99, longest: 3 };
      const [poisson, dispersed] = [network(chance, 0.4, 1, 12), network(chance, 0.4, 2, 12)];
      if (spaceTimeScan(poisson, options).length > 0) below.poisson++;
      if (spaceTimeScan(dispersed, { ...options, dispersion: 2 }).length > 0) below.dispersed++;
      if (seed <= 50 && spaceTimeScan(dispersed, options).length > 0) below.dispersionUnknown++;
    }
    // the standard error of 250 runs at 0.05 is 0.014
    for (const count of [below.poisson, below.dispersed]) {
      expect(count / runs).toBeLessThan(0.095);
      expect(count / runs).toBeGreaterThan(0.012);
    }
    expect(below.dispersionUnknown / 50).toBeGreaterThan(0.2);
  });
});

function network(chance: Chance, mean: number, dispersion = 1, weeks = WEEKS): CorridorWeeks[] {
  return ORIGINS.flatMap((origin) => DESTINATIONS.map((destination) => corridor(chance, origin, destination, mean, dispersion, weeks)));
}

function corridor(chance: Chance, origin: string, destination: string, mean: number, dispersion = 1, weeks = WEEKS): CorridorWeeks {
  const counts = Array.from({ length: weeks }, () => chance.negativeBinomial(mean, dispersion));
  return { origin, destination, counts, expected: counts.map(() => mean) };
}

/** @param by how much is added in this week, in the one before, and so on */
function raised(corridor: CorridorWeeks, by: readonly number[]): CorridorWeeks {
  return { ...corridor, counts: corridor.counts.map((count, week) => count + (by[WEEKS - 1 - week] ?? 0)) };
}
