import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { defaultDetector } from './default-detector.ts';
import { RandomCounts } from './random-counts.ts';

const season = (t: number) => 8 * Math.exp(0.4 * Math.cos((2 * Math.PI * t) / 52));
const drawn = (seed: number, buckets: number, dispersion = 1.5) => {
  const random = new RandomCounts(seed);
  return Array.from({ length: buckets }, (_, t) => random.count(season(t), dispersion));
};
const series = fc
  .record({ seed: fc.nat(), buckets: fc.integer({ min: 104, max: 180 }), dispersion: fc.constantFrom(1, 3) })
  .map(({ seed, buckets, dispersion }) => drawn(seed, buckets, dispersion));
const few = { numRuns: 40 };

const near = (value: number): unknown => expect.closeTo(value, 9);
const pinned = {
  observed: 8,
  expected: near(6.744241962087805),
  upper: 15,
  lower: 1,
  pFall: near(0.8431260144219892),
  rise: { buckets: 2, observed: 13, expected: near(13.369646558872404), dispersion: near(1.5205674668830091), bound: 25 },
  fall: { buckets: 4, observed: 22, expected: near(26.60181820493368), dispersion: near(1.6404146740842929), bound: 13 },
  surprise: near(1.5103591173264346),
};

describe('Default detector', () => {
  it('says nothing before two years, nor before `from`', () => {
    const verdicts = defaultDetector(drawn(1, 120));
    expect(verdicts.findIndex((verdict) => verdict !== undefined)).toBe(104);
    expect(defaultDetector(drawn(1, 120), { from: 110 }).findIndex((verdict) => verdict !== undefined)).toBe(110);
    expect(defaultDetector(drawn(1, 106), { bucketsPerYear: 365.25 / 7 })[104]).toBeUndefined();
  });

  it('says the same to the ninth digit as when it was judged by simulation', () => {
    expect(defaultDetector(drawn(11, 300), { from: 299 })[299]).toMatchObject(pinned);
  });

  it('tells an outbreak and a breakdown', () => {
    const counts = drawn(2, 260);
    const quiet = defaultDetector(counts, { from: 259 })[259]!;
    expect(quiet.alarm).toBe(false);
    const outbreak = defaultDetector(counts.with(259, 40), { from: 259 })[259]!;
    expect(outbreak).toMatchObject({ alarm: true, observed: 40, rise: { buckets: 1, observed: 40 } });
    expect(outbreak.p).toBeLessThan(1e-5);
    expect(outbreak.pFall).toBe(1);
    const silent = defaultDetector([...counts, 0, 0, 0, 0]).at(-1)!;
    expect(silent.pFall).toBeLessThan(1e-4);
    expect(silent.fall).toMatchObject({ buckets: 4, observed: 0 });
    expect(silent.p).toBe(1);
  });

  it('remembers the bucket before, but not an alarm that was long ago', () => {
    const counts = drawn(3, 260);
    const surprise = (before: number, at: number) => defaultDetector(counts.with(at, before).with(259, 19), { from: 259 })[259]!.surprise;
    const ordinary = Math.round(season(258));
    expect(surprise(19, 258)).toBeGreaterThan(surprise(ordinary, 258) + 1);
    expect(surprise(90, 258)).toBeLessThan(surprise(ordinary, 258) + 4);
    expect(surprise(90, 250)).toBeLessThan(surprise(counts[250]!, 250) + 0.5);
  });

  it('alarms for no series alone where four buckets hold fewer than five', () => {
    const rare = Array.from({ length: 260 }, (_, t): number => (t % 60 === 0 ? 1 : 0));
    const verdict = (last: number) => defaultDetector(rare.with(257, 0).with(258, 0).with(259, last), { from: 259 })[259]!;
    expect(verdict(4)).toMatchObject({ alarm: false });
    expect(verdict(4).surprise).toBeGreaterThan(6);
    expect(verdict(5)).toMatchObject({ alarm: true });
  });

  it('depends on the past and the present only', () => {
    fc.assert(
      fc.property(series, fc.array(fc.nat(200), { maxLength: 12 }), (past, future) => {
        expect(defaultDetector([...past, ...future]).slice(0, past.length)).toEqual(defaultDetector(past));
      }),
      few,
    );
  });

  it('says the same wherever evaluation begins', () => {
    fc.assert(
      fc.property(series, fc.nat(30), (counts, back) => {
        const from = Math.max(105, counts.length - 1 - back);
        expect(defaultDetector(counts, { from }).slice(from)).toEqual(defaultDetector(counts).slice(from));
      }),
      few,
    );
  });

  it('fits anew in the same buckets of the axis, wherever a series begins on it', () => {
    fc.assert(
      fc.property(series, fc.nat(7), (counts, firstBucket) => {
        const options = { from: counts.length - 6 };
        const there = defaultDetector(counts, { ...options, firstBucket: firstBucket + 8 });
        expect(there).toEqual(defaultDetector(counts, { ...options, firstBucket }));
      }),
      few,
    );
    const refits = (firstBucket: number) => defaultDetector(drawn(4, 200), { from: 199, firstBucket })[199]!.expected;
    expect(refits(1)).not.toBe(refits(2));
  });

  it('tells more of a higher count', () => {
    fc.assert(
      fc.property(series, fc.nat(60), (counts, count) => {
        const last = (value: number) => defaultDetector(counts.with(-1, value), { from: counts.length - 1 }).at(-1);
        const [less, more] = [last(count), last(count + 1)];
        if (!less || !more) return;
        expect(more.p).toBeLessThanOrEqual(less.p);
        expect(more.pFall).toBeGreaterThanOrEqual(less.pFall);
        expect(more.surprise).toBeGreaterThanOrEqual(less.surprise);
        expect([less.expected, less.upper, less.lower]).toEqual([more.expected, more.upper, more.lower]);
      }),
      few,
    );
  });

  it('stays in range for series of nothing, of one case, and of huge counts', () => {
    const nothing = Array<number>(200).fill(0);
    for (const counts of [nothing, nothing.with(199, 1), nothing.with(0, 1), nothing.map(() => 2_000_000), nothing.with(199, 2_000_000)])
      for (const verdict of defaultDetector(counts, { from: 190 }).slice(190)) {
        expect(verdict!.p).toBeGreaterThan(0);
        expect(verdict!.p).toBeLessThanOrEqual(1);
        expect(verdict!.pFall).toBeLessThanOrEqual(1);
        expect(verdict!.upper).toBeGreaterThanOrEqual(verdict!.lower);
      }
  });

  it('refuses what it cannot compute with', () => {
    expect(() => defaultDetector([1, -1])).toThrow('Counts are whole numbers from 0 on, and one is -1.');
    expect(() => defaultDetector([], { alpha: 0 })).toThrow('alpha must lie between 0 and 1, and is 0.');
    expect(() => defaultDetector([], { bucketsPerYear: 0 })).toThrow('bucketsPerYear must be at least 1, and is 0.');
    expect(() => defaultDetector([], { firstBucket: -1 })).toThrow('firstBucket must be a whole number from 0 on, and is -1.');
  });
});
