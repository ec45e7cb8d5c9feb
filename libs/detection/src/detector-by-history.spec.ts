import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { defaultDetector } from './default-detector.ts';
import { detectByHistory, historyNeeded } from './detector-by-history.ts';
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
    expect(dense.slice(0, historyNeeded())).toEqual(Array(historyNeeded()).fill(undefined));
    expect(dense[historyNeeded()]).toBe('recent-baseline');
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

  it.each([
    ['months', 12, [20, 22, 17, 21, 19, 23], 60, { from: 6, curve: 24 }],
    ['quarters', 4, [60, 52, 66, 58], 160, { from: 4, curve: 16 }],
    ['years', 1, [240, 215, 260], 560, { from: 3, curve: 8 }],
  ])('tells a rise in %s as soon as that history says how much they vary', (_, bucketsPerYear, past, rise, { from, curve }) => {
    expect(historyNeeded(bucketsPerYear)).toBe(from);
    const verdicts = detectByHistory([...past, rise], { bucketsPerYear });
    expect(verdicts.slice(0, -1)).toEqual(past.map(() => undefined));
    expect(verdicts.at(-1)).toMatchObject({ method: 'recent-baseline', observed: rise });
    expect(verdicts.at(-1)!.p).toBeLessThan(0.01);
    expect(detectByHistory([...past, Math.max(...past)], { bucketsPerYear }).at(-1)!.p).toBeGreaterThan(0.1);
    const methods = detectByHistory(Array<number>(curve + 1).fill(9), { bucketsPerYear }).map((verdict) => verdict?.method);
    expect(methods.slice(-2)).toEqual(['recent-baseline', 'default']);
  });

  it('expects the season of quarters, and the trend of years', () => {
    const quarters = Array.from({ length: 40 }, (_, t) => [40, 90, 60, 30][t % 4]!);
    const seasonal = detectByHistory(quarters, { bucketsPerYear: 4 });
    for (const t of [36, 37, 38, 39]) expect(seasonal[t]!.p).toBeGreaterThan(0.2);
    const years = Array.from({ length: 15 }, (_, t) => Math.round(200 * 1.1 ** t));
    const [before, after] = detectByHistory([...years, Math.round(200 * 1.1 ** 15) * 2], { bucketsPerYear: 1 }).slice(-2);
    expect(before!.p).toBeGreaterThan(0.2);
    expect(after!.p).toBeLessThan(0.001);
  });

  it('gives chances and finite bounds in every grain, whatever was counted', () => {
    const count = fc.oneof(fc.constant(0), fc.nat(5), fc.nat(3000), fc.nat(1_000_000));
    fc.assert(
      fc.property(fc.constantFrom(YEAR, 12, 4, 1), fc.array(count, { maxLength: 60 }), (bucketsPerYear, counts) => {
        const verdicts = detectByHistory(counts, { bucketsPerYear });
        expect(verdicts.findIndex((verdict) => verdict)).toBe(
          counts.length > historyNeeded(bucketsPerYear) ? historyNeeded(bucketsPerYear) : -1,
        );
        for (const verdict of verdicts) {
          if (!verdict) continue;
          const { p, pFall, expected, upper, lower, rise, fall } = verdict;
          for (const chance of [p, pFall]) expect(chance >= 0 && chance <= 1).toBe(true);
          const figures = [expected, upper, lower, rise.expected, rise.bound, rise.dispersion, fall.expected, fall.bound];
          expect(figures.filter((figure) => !(figure >= 0 && figure < Infinity))).toEqual([]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('depends on the past and the present only, and not on where evaluation begins', () => {
    fc.assert(
      fc.property(
        series,
        fc.array(fc.nat(30), { maxLength: 8 }),
        fc.nat(150),
        fc.constantFrom(YEAR, 12, 4, 1),
        (past, future, from, bucketsPerYear) => {
          const all = detectByHistory(past, { bucketsPerYear });
          expect(detectByHistory([...past, ...future], { bucketsPerYear }).slice(0, past.length)).toEqual(all);
          expect(detectByHistory(past, { from, bucketsPerYear }).slice(from)).toEqual(all.slice(from));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('refuses what is no count, and buckets longer than a year', () => {
    expect(() => detectByHistory([1, NaN])).toThrow('Counts are whole numbers from 0 on, and one is NaN.');
    expect(() => detectByHistory([1], { bucketsPerYear: 0.5 })).toThrow('bucketsPerYear must be at least 1, and is 0.5.');
  });
});
