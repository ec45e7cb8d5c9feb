import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { defaultDetector } from './default-detector.ts';
import { detectByHistory, HISTORY_NEEDED } from './detector-by-history.ts';
import { RandomCounts } from './random-counts.ts';

const drawn = (seed: number, rate: number, buckets: number) => {
  const random = new RandomCounts(seed);
  return Array.from({ length: buckets }, () => random.count(rate, 1.3));
};
/** Around a case a bucket, where the method changes. */
const series = fc.tuple(fc.nat(), fc.constantFrom(0.4, 1, 4), fc.integer({ min: 1, max: 150 })).map((each) => drawn(...each));
const YEAR = 365.25 / 7;

describe('Detection by history', () => {
  it('takes the method that the history allows', () => {
    const methods = (counts: number[]) => detectByHistory(counts).map((verdict) => verdict?.method);
    const dense = methods(drawn(1, 5, 120));
    expect(dense.slice(0, HISTORY_NEEDED)).toEqual(Array(HISTORY_NEEDED).fill(undefined));
    expect(dense[HISTORY_NEEDED]).toBe('recent-baseline');
    expect(dense.indexOf('default')).toBe(Math.ceil(2 * YEAR));
    expect(methods(drawn(2, 0.3, 120)).at(-1)).toBe('sparse');
    const oneEach = Array<number>(120).fill(1);
    expect([methods(oneEach).at(-1), methods(oneEach.with(110, 0)).at(-1)]).toEqual(['default', 'sparse']);
  });

  it('goes to the curve and back as cases come and go', () => {
    const counts = [...Array<number>(200).fill(0), ...Array<number>(120).fill(3), ...Array<number>(120).fill(0)];
    const methods = detectByHistory(counts).map((verdict) => verdict?.method);
    expect([methods[199], methods[310], methods[439]]).toEqual(['sparse', 'default', 'sparse']);
  });

  it('gives the verdict of the method', () => {
    const counts = drawn(3, 5, 160);
    const verdict = detectByHistory(counts, { from: 159, firstBucket: 3 })[159];
    expect(verdict).toEqual({ method: 'default', ...defaultDetector(counts, { from: 159, bucketsPerYear: YEAR, firstBucket: 3 })[159] });
  });

  it('tells a rise after two months of history', () => {
    const verdict = detectByHistory([6, 5, 8, 4, 7, 6, 5, 7, 6, 40]).at(-1)!;
    expect(verdict.method).toBe('recent-baseline');
    expect(verdict.p).toBeLessThan(0.01);
  });

  it('depends on the past and the present only, and not on where evaluation begins', () => {
    fc.assert(
      fc.property(series, fc.array(fc.nat(30), { maxLength: 8 }), fc.nat(150), (past, future, from) => {
        const all = detectByHistory(past);
        expect(detectByHistory([...past, ...future]).slice(0, past.length)).toEqual(all);
        expect(detectByHistory(past, { from }).slice(from)).toEqual(all.slice(from));
      }),
      { numRuns: 60 },
    );
  });

  it('refuses what is no count', () => {
    expect(() => detectByHistory([1, NaN])).toThrow('Counts are whole numbers from 0 on, and one is NaN.');
  });
});
