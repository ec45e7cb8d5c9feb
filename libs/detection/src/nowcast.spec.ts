import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Chance } from '../test/chance.ts';
import { coverage, delayDistribution, type Delayed } from './delay.ts';
import { coverageDuring, nowcast, widened } from './nowcast.ts';

const old = (...reports: number[]): Delayed[] => reports.map((count, delay) => ({ age: 1000, delay, reports: count }));

describe('the coverage in the middle of a day', () => {
  const distribution = delayDistribution(old(500, 300, 200), 2);

  it('lies between the ends of two days, and is theirs at the ends', () => {
    expect(coverageDuring(distribution, 0, 7).mean).toBeCloseTo(coverage(distribution, 0, 7).mean, 12);
    expect(coverageDuring(distribution, 0, 7).variance).toBeCloseTo(coverage(distribution, 0, 7).variance, 12);
    expect(coverageDuring(distribution, -0.25, 7).mean).toBeCloseTo(
      0.25 * coverage(distribution, -1, 7).mean + 0.75 * coverage(distribution, 0, 7).mean,
      12,
    );
    expect(coverageDuring(distribution, -7, 7).mean).toBe(0);
  });
});

describe('what is to be expected in the end', () => {
  it('is what has come where all has come', () => {
    expect(nowcast(7, { mean: 1, variance: 0 })).toEqual({ estimate: 7, lower: 7, upper: 7 });
  });

  it('is what has come over the share that should have come', () => {
    expect(nowcast(30, { mean: 0.6, variance: 0 })?.estimate).toBeCloseTo(50, 12);
    expect(nowcast(0, { mean: 0.6, variance: 0 })).toEqual({ estimate: 0, lower: 0, upper: expect.any(Number) });
  });

  it('is less sure the less is known of the share, and the more comes at once', () => {
    const width = (variance: number, lot = 1) => {
      const { lower, upper } = nowcast(30, { mean: 0.6, variance }, { lot })!;
      return upper - lower;
    };
    expect(width(0.005)).toBeGreaterThan(width(0));
    expect(width(0, 10)).toBeGreaterThan(width(0));
  });

  it('is not told where next to nothing is known of the share', () => {
    expect(nowcast(30, { mean: 0.5, variance: 0.125 })).toBeUndefined();
    expect(nowcast(30, { mean: 0, variance: 0 })).toBeUndefined();
  });

  it('refuses what cannot have come', () => {
    expect(() => nowcast(-1, { mean: 0.5, variance: 0 })).toThrow(RangeError);
    expect(() => nowcast(1, { mean: 0.5, variance: 0 }, { lot: 0.5 })).toThrow(RangeError);
  });

  it('lies within its interval, which lies above what has come', () => {
    const inputs = [fc.nat(500), fc.double({ min: 0.2, max: 0.999, noNaN: true }), fc.integer({ min: 30, max: 5_000 })] as const;
    fc.assert(
      fc.property(...inputs, (observed, mean, known) => {
        const { estimate, lower, upper } = nowcast(observed, { mean, variance: (mean * (1 - mean)) / (known + 1) })!;
        expect(lower).toBeGreaterThanOrEqual(observed);
        expect(upper).toBeGreaterThanOrEqual(estimate - 1);
        expect(lower).toBeLessThanOrEqual(estimate + 1);
      }),
    );
  });

  it.each([
    ['singly', 1],
    ['ten at once', 10],
  ])('holds in 19 of 20 weeks the count in the end, where reports come %s and the delay is learnt from half a year', (_, size) => {
    const chance = new Chance(1996);
    const runs = 3_000;
    let [held, narrower] = [0, 0];
    for (let run = 0; run < runs; run++) {
      const learnt = widened(coverage(delayDistribution(observedIn(chance, 182, 1.5 / size, size), 60), 0, 7), size);
      const [soFar, inTheEnd] = week(chance, 30 / size, size);
      const { lower, upper } = nowcast(soFar, learnt, { lot: size })!;
      if (lower <= inTheEnd && inTheEnd <= upper) held++;
      const careless = nowcast(soFar, { ...learnt, variance: learnt.variance / size }, { lot: 1 })!;
      if (careless.lower <= inTheEnd && inTheEnd <= careless.upper) narrower++;
    }
    expect(held / runs).toBeGreaterThan(0.93);
    // of three lots a week there are few counts to choose from
    expect(held / runs).toBeLessThan(0.995);
    if (size > 1) expect(narrower / runs).toBeLessThan(0.75);
  });
});

/** Delays in these tests: geometric, a tenth of what is left each day, up to 60 days. */
function delayOf(chance: Chance): number {
  const delay = Math.floor(chance.exponential(-Math.log(0.9)));
  return delay > 60 ? delayOf(chance) : delay;
}

/** What can be seen today of `days` days with so many lots a day. */
function observedIn(chance: Chance, days: number, perDay: number, size: number): Delayed[] {
  const rows: Delayed[] = [];
  for (let age = 0; age < days; age++)
    for (let lot = chance.poisson(perDay); lot > 0; lot--) {
      const delay = delayOf(chance);
      if (delay <= age) rows.push({ age, delay, reports: size });
    }
  return rows;
}

/** Of a week: how many reports have come by its end, and how many come in all. */
function week(chance: Chance, lots: number, size: number): [number, number] {
  const all = chance.poisson(lots);
  let came = 0;
  for (let lot = 0; lot < all; lot++) if (delayOf(chance) <= chance.whole(7)) came++;
  return [came * size, all * size];
}
