import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Chance } from '../test/chance.ts';
import { combinedCoverage, coverage, delayDistribution, expectedSoFar, type Delayed } from './delay.ts';
import { upperTail } from './count-distribution.ts';

const OLD = 1000;
const old = (...reports: number[]): Delayed[] => reports.map((count, delay) => ({ age: OLD, delay, reports: count }));

describe('the distribution of the delay', () => {
  it('is the plain share where every day is old enough', () => {
    expect(delayDistribution(old(5, 3, 2), 2).cumulative).toEqual([0.5, 0.8, 1].map((share) => expect.closeTo(share, 12)));
  });

  it('leaves out what came after the horizon', () => {
    expect(delayDistribution([...old(5, 5), { age: OLD, delay: 400, reports: 90 }], 30).cumulative[0]).toBeCloseTo(0.5, 12);
  });

  it('does not take the newest reports for early ones', () => {
    // two old days with 10 reports each, half on the day itself; today's 10 have come on the day itself, as all that can be seen today have
    const rows = [...old(10, 10), { age: 0, delay: 0, reports: 10 }];
    expect(delayDistribution(rows, 1).cumulative[0]).toBeCloseTo(0.5, 12);
  });

  it('joins the steps of days of different age, as a life table does', () => {
    const rows: Delayed[] = [...old(4, 4, 2), { age: 1, delay: 0, reports: 6 }, { age: 1, delay: 1, reports: 2 }];
    const { cumulative, learntFrom } = delayDistribution(rows, 2);
    expect(cumulative[1]).toBeCloseTo(0.8, 12);
    expect(cumulative[0]).toBeCloseTo(0.8 * (10 / 16), 12);
    expect(learntFrom).toEqual([10, 10, Infinity]);
  });

  it('refuses a report before it came', () => {
    expect(() => delayDistribution([{ age: 2, delay: 3, reports: 1 }], 9)).toThrow(
      'No 1 reports of 2 days ago can have come after 3 days.',
    );
    expect(() => delayDistribution([{ age: 2, delay: 0.5, reports: 1 }], 9)).toThrow(RangeError);
    expect(() => delayDistribution([], 0)).toThrow('The horizon must be a whole number of at least 1, and is 0.');
  });

  it('never falls with the days, and ends at the whole', () => {
    const delayed = fc.record({ age: fc.nat(30), late: fc.nat(30), reports: fc.nat(20) });
    fc.assert(
      fc.property(fc.array(delayed, { maxLength: 60 }), fc.integer({ min: 1, max: 25 }), (rows, horizon) => {
        const distribution = delayDistribution(
          rows.map(({ age, late, reports }) => ({ age, delay: Math.min(late, age), reports })),
          horizon,
        );
        const { cumulative } = distribution;
        expect(cumulative).toHaveLength(horizon + 1);
        expect(cumulative.at(-1)).toBe(1);
        for (let d = 1; d <= horizon; d++) expect(cumulative[d]).toBeGreaterThanOrEqual(cumulative[d - 1] ?? 0);
        for (const age of [-3, 0, 5, horizon]) {
          const { mean, variance } = coverage(distribution, age, 7);
          expect(mean >= 0 && mean <= 1 && variance >= 0 && variance <= 0.25).toBe(true);
        }
      }),
    );
  });

  it('finds the truth from a window of three months that is cut off today', () => {
    const chance = new Chance(1994);
    const shares: number[] = [];
    const claimed: number[] = [];
    for (let run = 0; run < 600; run++) {
      const distribution = delayDistribution(observed(chance, 91, 2), 60);
      const { mean, variance } = coverage(distribution, 7);
      shares.push(mean);
      claimed.push(variance);
    }
    const { mean, variance } = momentsOf(shares);
    expect(mean).toBeCloseTo(truth(7), 2);
    expect(momentsOf(claimed).mean / variance).toBeGreaterThan(0.85);
    expect(momentsOf(claimed).mean / variance).toBeLessThan(1.2);
  });
});

describe('the coverage of a bucket', () => {
  const distribution = delayDistribution(old(500, 300, 200), 2);

  it('is whole from the horizon on, and nothing before the bucket begins', () => {
    expect(coverage(distribution, 2, 7)).toEqual({ mean: 1, variance: 0 });
    expect(coverage(distribution, -7, 7)).toEqual({ mean: 0, variance: 0 });
  });

  it('is the mean over its days, weighed against half a report either way', () => {
    const { mean, variance } = coverage(distribution, 0);
    expect(mean).toBeCloseTo(500.5 / 1001, 12);
    expect(variance).toBeCloseTo((mean * (1 - mean)) / 1002, 12);
    expect(coverage(distribution, 0, 7).mean).toBeCloseTo((0.5 + 0.8 + 5) / 7, 3);
  });

  it('counts the days that have not come yet as not covered', () => {
    expect(coverage(distribution, -6, 7).mean).toBeCloseTo(0.5 / 7, 3);
  });

  it('weighs its days, of which the oldest is the first', () => {
    expect(coverage(distribution, 0, [1, 1, 1])).toEqual(coverage(distribution, 0, 3));
    expect(coverage(distribution, 0, [0, 0, 1]).mean).toBeCloseTo(0.5, 3);
    expect(coverage(distribution, 0, [0, 1, 0]).mean).toBeCloseTo(0.8, 3);
    // the first of two days, on which three quarters are recorded, is over
    expect(coverage(distribution, -1, [3, 1]).mean).toBeCloseTo(0.75 * 0.5, 3);
    expect(coverage(distribution, -1, [0, 1])).toEqual({ mean: 0, variance: 0 });
    expect(() => coverage(distribution, 0, [0, 0])).toThrow(RangeError);
    expect(() => coverage(distribution, 0, [2, -1])).toThrow(RangeError);
  });

  it('knows nothing where nothing old enough was seen', () => {
    expect(coverage(delayDistribution([], 10), 3)).toEqual({ mean: 0.5, variance: 0.125 });
    expect(coverage(delayDistribution([{ age: 3, delay: 0, reports: 900 }], 10), 3)).toEqual({ mean: 0.5, variance: 0.125 });
  });

  it('is never sure before the horizon, even where nothing ever came late', () => {
    const { mean, variance } = coverage(delayDistribution(old(50), 10), 3);
    expect(mean).toBeCloseTo(50.5 / 51, 12);
    expect(variance).toBeGreaterThan(0);
  });

  it('is next to nothing where much was seen and all of it came later', () => {
    const { mean } = coverage(delayDistribution(old(0, 0, 0, 20, 30), 10), 1);
    expect(mean).toBeCloseTo(0.5 / 21, 12);
  });

  it('of several kinds goes by their shares', () => {
    const police = { share: 3, coverage: { mean: 0.9, variance: 0.01 } };
    const banks = { share: 1, coverage: { mean: 0.5, variance: 0.04 } };
    const together = combinedCoverage([police, banks]);
    expect(together.mean).toBeCloseTo(0.8, 12);
    expect(together.variance).toBeCloseTo((9 * 0.01 + 0.04) / 16, 12);
    expect(() => combinedCoverage([])).toThrow(RangeError);
    expect(() => combinedCoverage([police, { ...banks, share: -1 }])).toThrow(RangeError);
  });

  it('refuses what is no bucket', () => {
    expect(() => coverage(distribution, 0.5)).toThrow('A bucket cannot be 1 days long and 0.5 days old.');
    expect(() => coverage(distribution, 0, 0)).toThrow(RangeError);
  });
});

describe('what is to be expected so far', () => {
  it('is the complete prediction where the bucket is complete', () => {
    expect(expectedSoFar({ mean: 8, dispersion: 1.5 }, { mean: 1, variance: 0 })).toEqual({ mean: 8, dispersion: 1.5 });
  });

  it('is thinned, and is less sure the less the share is known', () => {
    expect(expectedSoFar({ mean: 8, dispersion: 1 }, { mean: 0.5, variance: 0 })).toEqual({ mean: 4, dispersion: 1 });
    expect(expectedSoFar({ mean: 8, dispersion: 2 }, { mean: 0.5, variance: 0 })).toEqual({ mean: 4, dispersion: 1.5 });
    expect(expectedSoFar({ mean: 8, dispersion: 1 }, { mean: 0.5, variance: 0.02 }).dispersion).toBeCloseTo(1 + 0.04 * 8, 12);
    expect(expectedSoFar({ mean: 8, dispersion: 2 }, { mean: 0, variance: 0 })).toEqual({ mean: 0, dispersion: 1 });
  });

  it('has the moments of the mixture', () => {
    const chance = new Chance(2014);
    const soFar = expectedSoFar({ mean: 12, dispersion: 2 }, { mean: 0.6, variance: 1 / 75 });
    const counts = Array.from({ length: 40_000 }, () => {
      const share = 0.4 + 0.4 * chance.fraction();
      return chance.binomial(chance.negativeBinomial(12, 2), share);
    });
    const { mean, variance } = momentsOf(counts);
    expect(Math.abs(mean / soFar.mean - 1)).toBeLessThan(0.02);
    expect(Math.abs(variance / mean / soFar.dispersion - 1)).toBeLessThan(0.03);
  });

  it('alarms no oftener than it says in weeks that are a third complete, with the delay learnt from little; plugging the share in does', () => {
    const chance = new Chance(4);
    const runs = 6000;
    const alarms = { honest: 0, pluggedIn: 0 };
    for (let run = 0; run < runs; run++) {
      const learnt = coverage(delayDistribution(observed(chance, 91, 0.2), 60), 0, 7);
      const count = arrived(chance, chance.negativeBinomial(30, 1.5));
      const complete = { mean: 30, dispersion: 1.5 };
      if (upperTail(count, expectedSoFar(complete, learnt)) <= 0.01) alarms.honest++;
      if (upperTail(count, expectedSoFar(complete, { ...learnt, variance: 0 })) <= 0.01) alarms.pluggedIn++;
    }
    expect(alarms.honest / runs).toBeLessThan(0.013);
    expect(alarms.honest / runs).toBeGreaterThan(0.003);
    expect(alarms.pluggedIn / runs).toBeGreaterThan(0.016);
  });
});

/** Delays in these tests: geometric, a tenth of what is left each day. */
const HAZARD = 0.1;
function truth(age: number): number {
  return (1 - (1 - HAZARD) ** (age + 1)) / (1 - (1 - HAZARD) ** 61);
}

function delayOf(chance: Chance): number {
  const delay = Math.floor(chance.exponential(-Math.log(1 - HAZARD)));
  return delay > 60 ? delayOf(chance) : delay;
}

/** What can be seen today of `days` days with so many reports a day. */
function observed(chance: Chance, days: number, perDay: number): Delayed[] {
  const rows: Delayed[] = [];
  for (let age = 0; age < days; age++)
    for (let report = chance.poisson(perDay); report > 0; report--) {
      const delay = delayOf(chance);
      if (delay <= age) rows.push({ age, delay, reports: 1 });
    }
  return rows;
}

/** How many of a week's reports have come by its end. */
function arrived(chance: Chance, reports: number): number {
  let count = 0;
  for (let report = 0; report < reports; report++) if (delayOf(chance) <= chance.whole(7)) count++;
  return count;
}

function momentsOf(values: readonly number[]): { mean: number; variance: number } {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1) };
}
