import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Chance } from '../test/chance.ts';
import { novelty } from './novelty.ts';

describe('a code never or rarely seen', () => {
  it('gives the G² of "the swiss" in Dunning 1993, table 2', () => {
    const { logLikelihoodRatio } = novelty({ recent: 110, recentReports: 110 + 2442, past: 111, pastReports: 111 + 29114 });
    expect(logLikelihoodRatio).toBeCloseTo(270.72, 2);
  });

  it.each([
    [1, 1 / 11],
    [2, (5000 * 4999) / (55000 * 54999)],
  ])('at %d recent reports and none before it is the chance to draw them all', (recent, p) => {
    expect(novelty({ recent, recentReports: 5000, past: 0, pastReports: 50000 })).toMatchObject({ expected: 0, p: expect.closeTo(p, 9) });
  });

  it('tells no fall', () => {
    expect(novelty({ recent: 1, recentReports: 100, past: 100, pastReports: 1000 })).toMatchObject({ expected: 10, logLikelihoodRatio: 0 });
  });

  it('finds nothing in a network without a past or without recent reports', () => {
    expect(novelty({ recent: 3, recentReports: 10, past: 0, pastReports: 0 })).toMatchObject({ logLikelihoodRatio: 0, p: 1 });
    expect(novelty({ recent: 0, recentReports: 0, past: 3, pastReports: 9 })).toEqual({ expected: 0, logLikelihoodRatio: 0, p: 1 });
  });

  it('refuses more reports with a code than reports', () => {
    expect(() => novelty({ recent: 3, recentReports: 2, past: 0, pastReports: 9 })).toThrow(RangeError);
    expect(() => novelty({ recent: 0, recentReports: 9, past: 3, pastReports: 2 })).toThrow(RangeError);
  });

  it('says more with each recent report more', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.nat(20), (recent, past) => {
        const fewer = novelty({ recent: recent - 1, recentReports: 400, past, pastReports: 4000 });
        const more = novelty({ recent, recentReports: 400, past, pastReports: 4000 });
        expect(more.p).toBeLessThanOrEqual(fewer.p);
        expect(more.logLikelihoodRatio).toBeGreaterThanOrEqual(fewer.logLikelihoodRatio);
      }),
    );
  });

  it.each([0.2, 1, 3, 10])('keeps its word where %d reports are expected: no p comes oftener than it says', (expected) => {
    const chance = new Chance(1993);
    const runs = 20_000;
    let below = 0;
    for (let run = 0; run < runs; run++) {
      const [recent, past] = [chance.poisson(expected), chance.poisson(expected * 12)];
      if (novelty({ recent, recentReports: 800, past, pastReports: 9600 }).p <= 0.01) below++;
    }
    expect(below / runs).toBeLessThan(0.0115);
    expect(below / runs).toBeGreaterThan(expected < 1 ? 0.001 : 0.003);
  });
});
