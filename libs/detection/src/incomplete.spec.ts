import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { lowerTail, upperTail } from './count-distribution.ts';
import { coverage, delayDistribution } from './delay.ts';
import { detectByHistory } from './detector-by-history.ts';
import { whileIncomplete } from './incomplete.ts';
import { RandomCounts, seedOf } from './random-counts.ts';
import type { Look } from './verdict.ts';

const WEEKS = 120;
/** Longest delay, in days. */
const HORIZON = 42;

/** Many come at once, and half of the others within ten days. */
function delayOf(random: RandomCounts): number {
  return random.between(0, 1) < 0.3 ? 0 : Math.min(HORIZON, Math.floor(-14 * Math.log(1 - random.between(0, 1))));
}

/** Shares learnt from so many reports of complete weeks: as sure as they are in practice. */
function learnt(reports: number, random: RandomCounts) {
  const delays = Array.from({ length: reports }, () => ({ age: 200, delay: delayOf(random), reports: 1 }));
  const distribution = delayDistribution(delays, HORIZON);
  return Array.from({ length: HORIZON / 7 }, (_, age) => coverage(distribution, 7 * age, 7));
}

/** What has come by the end of the last week, of weeks whose reports come on any day. The last two have so many times as much. */
function arriving(mean: number, dispersion: number, random: RandomCounts, change = 1): number[] {
  return Array.from({ length: WEEKS }, (_, i) => {
    const complete = random.count(i >= WEEKS - 2 ? mean * change : mean, dispersion);
    const sinceMonday = 7 * (WEEKS - i) - 1;
    return Array.from({ length: complete }, () => delayOf(random) + random.whole(7)).filter((days) => days <= sinceMonday).length;
  });
}

const last = <T>(list: readonly T[]) => list.at(-1)!;

type Bounded = Pick<Look, 'expected' | 'dispersion' | 'bound'>;

const distributionOf = ({ expected: mean, dispersion }: Bounded) => ({ mean, dispersion });

function expectAsSeldomAbove(now: Bounded, complete: Bounded): void {
  const chance = upperTail(complete.bound + 1, distributionOf(complete));
  expect(upperTail(now.bound + 1, distributionOf(now))).toBeLessThanOrEqual(chance);
  if (now.bound > 0) expect(upperTail(now.bound, distributionOf(now))).toBeGreaterThan(chance);
}

function expectAsSeldomBelow(now: Bounded, complete: Bounded): void {
  const chance = lowerTail(complete.bound - 1, distributionOf(complete));
  expect(lowerTail(now.bound - 1, distributionOf(now))).toBeLessThanOrEqual(chance);
  expect(lowerTail(now.bound, distributionOf(now))).toBeGreaterThan(chance);
}

describe('whileIncomplete', () => {
  const weeks = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 20, maxLength: 140 });

  it('changes nothing where all has come', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 20, maxLength: 60 }), (counts) => {
        const plain = detectByHistory(counts);
        expect(whileIncomplete(counts, [], detectByHistory)).toEqual(plain);
        expect(whileIncomplete(counts, [{ mean: 1, variance: 0 }], detectByHistory)).toEqual(plain);
      }),
      { seed: 1, numRuns: 30 },
    );
  });

  it('tells nothing of a bucket of which hardly anything has come', () => {
    const counts = [...Array<number>(30).fill(9), 0];
    const shares = [{ mean: 0.1, variance: 0.001 }];
    expect(last(whileIncomplete(counts, shares, detectByHistory))).toBeUndefined();
    expect(last(detectByHistory(counts))).toMatchObject({ pFall: expect.any(Number) });
  });

  it('tells what has come and what should have, and never more than chance 1', () => {
    const share = fc.record({
      mean: fc.double({ min: 0.2, max: 1, noNaN: true }),
      variance: fc.double({ min: 0, max: 0.02, noNaN: true }),
    });
    fc.assert(
      fc.property(weeks, fc.array(share, { maxLength: 6 }), (counts, shares) => {
        const verdicts = whileIncomplete(counts, shares, detectByHistory);
        for (const [i, verdict] of verdicts.entries()) {
          if (!verdict) continue;
          expect(verdict.observed).toBe(counts[i]);
          for (const p of [verdict.p, verdict.pFall]) expect(p >= 0 && p <= 1).toBe(true);
          const { buckets, observed } = verdict.fall;
          expect(observed).toBe(counts.slice(i + 1 - buckets, i + 1).reduce((sum, count) => sum + count, 0));
        }
      }),
      { seed: 2, numRuns: 60 },
    );
  });

  it('has bounds that are crossed as seldom as those of complete counts, by what should have come, and no wider ones', () => {
    const shares = fc.record({
      mean: fc.double({ min: 0.2, max: 0.99, noNaN: true }),
      variance: fc.double({ min: 0, max: 0.02, noNaN: true }),
    });
    fc.assert(
      fc.property(weeks, shares, (counts, share) => {
        let complete: ReturnType<typeof detectByHistory> = [];
        const now = last(whileIncomplete(counts, [share], (completed) => (complete = detectByHistory(completed))));
        const before = last(complete);
        expectAsSeldomAbove({ ...now, bound: now.upper }, { ...before, bound: before.upper });
        expectAsSeldomAbove(now.rise, before.rise);
        expectAsSeldomBelow({ ...now, bound: now.lower }, { ...before, bound: before.lower });
        expectAsSeldomBelow(now.fall, before.fall);
      }),
      { seed: 3, numRuns: 100 },
    );
  });

  it('has wider bounds where less is known of the share', () => {
    const counts = [...Array.from({ length: 119 }, (_, i) => 30 + ((i * 7) % 11)), 18];
    const [sure, unsure] = [0.0001, 0.01].map((variance) => last(whileIncomplete(counts, [{ mean: 0.5, variance }], detectByHistory)));
    expect(unsure!.upper).toBeGreaterThan(sure!.upper + 3);
    expect(unsure!.lower).toBeLessThan(sure!.lower);
    expect(unsure!.expected).toBe(sure!.expected);
  });

  it.each([
    [0.5, 1],
    [4, 1.5],
    [25, 3],
  ])(
    'with %d reports a week crosses bounds and finds falls and rises no oftener by chance than of complete weeks, and without it falls everywhere',
    (mean, dispersion) => {
      const random = new RandomCounts(seedOf('incomplete', mean));
      const rates = { rise: 0, fall: 0, above: 0, below: 0, uncorrected: 0 };
      const series = 400;
      for (let i = 0; i < series; i += 1) {
        const now = arriving(mean, dispersion, random);
        const newest = last(whileIncomplete(now, learnt(200, random), (counts) => detectByHistory(counts, { from: WEEKS - 1 })));
        rates.rise += Number(newest.p <= 0.01);
        rates.fall += Number(newest.pFall <= 0.01);
        rates.above += Number(newest.observed > newest.upper);
        rates.below += Number(newest.observed < newest.lower);
        rates.uncorrected += Number(last(detectByHistory(now, { from: WEEKS - 1 })).pFall <= 0.01);
      }
      for (const kind of ['rise', 'fall', 'above', 'below'] as const) expect(rates[kind] / series).toBeLessThan(0.02);
      if (mean > 10) expect(rates.uncorrected / series).toBeGreaterThan(0.05);
    },
  );

  it('finds a rise in what has come of it, that would pass for ordinary', () => {
    const random = new RandomCounts(seedOf('incomplete', 'rise'));
    const found = { corrected: 0, uncorrected: 0 };
    for (let i = 0; i < 100; i += 1) {
      const now = arriving(12, 1.5, random, 2.5);
      found.corrected += Number(
        last(whileIncomplete(now, learnt(300, random), (counts) => detectByHistory(counts, { from: WEEKS - 1 }))).p <= 0.01,
      );
      found.uncorrected += Number(last(detectByHistory(now, { from: WEEKS - 1 })).p <= 0.01);
    }
    expect(found.corrected).toBeGreaterThan(found.uncorrected + 20);
  });
});
