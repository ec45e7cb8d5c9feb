import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sparseSeries } from './simulated-series.ts';
import { sparseDetector } from './sparse-detector.ts';

/** One case every fourth bucket. */
const every4 = (buckets: number) => Array.from({ length: buckets }, (_, t) => (t % 4 === 0 ? 1 : 0));
const series = fc.array(fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, fc.nat(4)), { minLength: 30, maxLength: 120 });

describe('Sparse detector', () => {
  it('says nothing before the history that a bucket needs', () => {
    expect(sparseDetector(every4(60)).findIndex((verdict) => verdict !== undefined)).toBe(26);
    expect(sparseDetector(every4(60), { history: 8, windows: [1, 4] }).findIndex((verdict) => verdict !== undefined)).toBe(8);
  });

  it('tells a slow rise in the window that shows it most', () => {
    const slow = [...every4(208), 1, 1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1];
    const verdict = sparseDetector(slow).at(-1)!;
    expect(verdict).toMatchObject({ alarm: true, rise: { buckets: 13, observed: 12 }, observed: 1 });
    expect(verdict.rise.expected).toBeCloseTo(13 / 4, 0);
    expect(verdict.rise.observed).toBeGreaterThan(verdict.rise.bound);
    expect(sparseDetector(slow).at(-10)!.alarm).toBe(false);
  });

  it('tells a sudden rise in the bucket itself', () => {
    expect(sparseDetector([...every4(208), 5]).at(-1)).toMatchObject({ alarm: true, rise: { buckets: 1, observed: 5 } });
  });

  it('tells no rise by fewer than three cases', () => {
    const silent = Array<number>(208).fill(0);
    expect(sparseDetector([...silent, 2]).at(-1)).toMatchObject({ alarm: false, p: 1 });
    expect(sparseDetector([...silent, 3]).at(-1)!.p).toBeLessThan(0.02);
  });

  it('tells a fall of what came regularly', () => {
    const verdict = sparseDetector([...Array<number>(150).fill(1), ...Array<number>(13).fill(0)]).at(-1)!;
    expect(verdict.fall).toMatchObject({ buckets: 13, observed: 0 });
    expect(verdict.pFall).toBeLessThan(0.001);
    expect(verdict.alarm).toBe(false);
  });

  it('tells a silence that no window is long enough for, until it is how the series is', () => {
    const silence = (buckets: number) => sparseDetector([...every4(208), ...Array<number>(buckets).fill(0)]).at(-1)!;
    expect(silence(10).pFall).toBeGreaterThan(0.05);
    expect(silence(27)).toMatchObject({ fall: { buckets: 30, observed: 0 } });
    expect(silence(27).pFall).toBeLessThan(0.005);
    expect(silence(49)).toMatchObject({ fall: { buckets: 52 } });
    expect(silence(49).pFall).toBeLessThan(silence(27).pFall);
    expect(silence(50).fall.buckets).toBeLessThanOrEqual(13);
    expect(silence(50).pFall).toBeGreaterThan(0.05);
  });

  it('asks for a history before a silence, too', () => {
    const late = (before: number) => sparseDetector([...Array<number>(before).fill(1), ...Array<number>(20).fill(0)]).at(-1)!.fall.buckets;
    expect([late(25), late(26)]).toEqual([13, 20]);
  });

  it('finds most series of 0.2 to 1 a week that fall silent within a year, which sums of a quarter do not', () => {
    const silent = { buckets: 52, factor: 0 };
    const found = [0.2, 0.35, 0.5, 0.75, 1].map((rate) => {
      const drawn = sparseSeries({ seed: 42, series: 40, buckets: 260, rate, rise: silent });
      return (
        drawn.filter((counts) => sparseDetector(counts, { from: 208 }).some((verdict) => verdict && verdict.pFall <= 0.01)).length / 40
      );
    });
    expect(Math.min(...found.slice(1))).toBeGreaterThan(0.9);
    expect(found[0]).toBeGreaterThan(0.4);
  });

  it('finds a rise less remarkable where cases come in clusters', () => {
    const clustered = every4(208).map((_, t) => (t % 16 === 0 ? 4 : 0));
    expect(sparseDetector([...clustered, 5]).at(-1)!.p).toBeGreaterThan(10 * sparseDetector([...every4(208), 5]).at(-1)!.p);
  });

  it('depends on the past and the present only, and not on where evaluation begins', () => {
    fc.assert(
      fc.property(series, fc.array(fc.nat(9), { maxLength: 9 }), fc.nat(100), (past, future, from) => {
        const all = sparseDetector(past);
        expect(sparseDetector([...past, ...future]).slice(0, past.length)).toEqual(all);
        expect(sparseDetector(past, { from }).slice(from)).toEqual(all.slice(from));
        expect(
          sparseDetector(past, { from })
            .slice(0, from)
            .every((verdict) => verdict === undefined),
        ).toBe(true);
      }),
    );
  });

  it('alarms at alpha, and tells more of a higher count', () => {
    fc.assert(
      fc.property(series, fc.nat(8), fc.constantFrom(0.2, 0.01), (counts, count, alpha) => {
        const [less, more] = [count, count + 1].map((last) => sparseDetector(counts.with(-1, last), { alpha }).at(-1)!);
        expect(less!.alarm).toBe(less!.p <= alpha);
        expect(more!.p).toBeLessThanOrEqual(less!.p);
        expect(more!.pFall).toBeGreaterThanOrEqual(less!.pFall);
      }),
    );
  });

  it('finds most planted rises within a quarter', () => {
    const rise = { buckets: 13, factor: 3 };
    const found = [0.2, 0.35, 0.5, 0.75, 1].map((rate) => {
      const drawn = sparseSeries({ seed: 41, series: 60, buckets: 208, rate, rise });
      return drawn.filter((counts) => sparseDetector(counts, { from: 195 }).some((verdict) => verdict?.alarm)).length / drawn.length;
    });
    expect(found.reduce((sum, share) => sum + share) / found.length).toBeGreaterThan(0.7);
    expect(found.at(-1)).toBeGreaterThan(0.95);
  });

  it('refuses what it cannot compute with', () => {
    expect(() => sparseDetector([0.5])).toThrow('Counts are whole numbers from 0 on, and one is 0.5.');
    expect(() => sparseDetector([], { windows: [2] })).toThrow('windows are whole numbers of buckets, the first of them 1, and are 2.');
    expect(() => sparseDetector([], { windows: [1, 1.5] })).toThrow(RangeError);
    expect(() => sparseDetector([], { halfLife: 0 })).toThrow('halfLife must be above 0, and is 0.');
    expect(() => sparseDetector([], { history: 1 })).toThrow('history must be at least 2 buckets, and is 1.');
    expect(() => sparseDetector([], { alpha: 1 })).toThrow('alpha must lie between 0 and 1, and is 1.');
  });
});
