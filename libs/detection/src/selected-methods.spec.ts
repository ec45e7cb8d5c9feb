import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { detect } from './detect.ts';
import { detectByHistory } from './detector-by-history.ts';
import { earsC1, earsC2, earsC3 } from './ears.ts';
import { farringtonFlexible } from './farrington-flexible.ts';
import { farrington } from './farrington.ts';
import { RandomCounts } from './random-counts.ts';
import { detectBySelected, SELECTED_METHODS, type SelectedMethod } from './selected-methods.ts';

const WEEKS = 365.25 / 7;
/** Five years and three weeks. */
const HISTORY = 5 * 52 + 3;
const own = { 'ears-c1': earsC1, 'ears-c2': earsC2, 'ears-c3': earsC3, farrington, 'farrington-flexible': farringtonFlexible };
const alphaOf = (method: SelectedMethod) => (method.startsWith('ears') ? 0.001 : 0.01);

const drawn = (seed: number, rate: number, buckets: number, dispersion = 1.5) => {
  const random = new RandomCounts(seed);
  return Array.from({ length: buckets }, () => random.count(rate, dispersion));
};
/** With enough history for each method; the last buckets may hold anything. */
const series = fc
  .tuple(fc.nat(), fc.constantFrom(0.3, 2, 12, 300), fc.array(fc.nat(60), { maxLength: 4 }))
  .map(([seed, rate, last]) => [...drawn(seed, rate, HISTORY + 4 - last.length), ...last]);

describe.each([...SELECTED_METHODS])('A series by %s', (method) => {
  const last = (counts: readonly number[]) => detectBySelected(counts, method, { from: HISTORY, bucketsPerYear: WEEKS }).slice(HISTORY);

  it('alarms as the method itself does, and its p lies at or below alpha there and nowhere else', () => {
    fc.assert(
      fc.property(series, (counts) => {
        const alarms = own[method](counts).slice(HISTORY);
        last(counts).forEach((verdict, i) => {
          expect(verdict?.alarm ?? false).toBe(alarms[i]?.alarm ?? false);
          if (verdict) expect(verdict.p <= alphaOf(method)).toBe(verdict.alarm);
        });
      }),
      { numRuns: 80 },
    );
  });

  it('gives chances, finite bounds around what is expected, and one look at the bucket itself', () => {
    fc.assert(
      fc.property(series, (counts) => {
        for (const verdict of last(counts)) {
          if (!verdict) continue;
          const { observed, expected, upper, lower, p, pFall, rise, fall } = verdict;
          for (const chance of [p, pFall]) expect(chance >= 0 && chance <= 1).toBe(true);
          expect(lower >= 0 && lower <= expected + 1e-9 && upper >= lower && upper < Infinity).toBe(true);
          const look = { buckets: 1, observed, expected, dispersion: rise.dispersion };
          expect([rise, fall]).toEqual([{ ...look, bound: upper }, { ...look, bound: lower }]); // prettier-ignore
          expect(rise.dispersion).toBeGreaterThanOrEqual(1);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('tells a fall of what came regularly, also one into silence', () => {
    const counts = [...drawn(5, 30, HISTORY, 1), 2];
    const [verdict] = last(counts);
    expect(verdict!.pFall).toBeLessThan(alphaOf(method));
    expect(verdict!.p).toBeGreaterThan(0.1);
    expect(verdict!.observed).toBeLessThan(verdict!.lower);
    const silent = last([...drawn(5, 30, HISTORY, 1), 0, 0, 0, 0]).at(-1)!;
    if (method.startsWith('farrington')) expect(silent.pFall).toBeLessThan(0.01);
    expect(silent).toMatchObject({ observed: 0, alarm: false });
  });

  it('holds its chances, for rises and falls, on counts without a change', () => {
    const verdicts = [1, 2, 3, 4].flatMap((seed) => last(drawn(seed, 100, HISTORY + 400, 1)));
    const share = (side: 'p' | 'pFall', chance: number) => verdicts.filter((verdict) => verdict![side] <= chance).length / verdicts.length;
    // EARS takes the spread of seven buckets for the truth, and C3 sums two weeks; Farrington takes 100 of one series for that
    const most = method.startsWith('ears') ? 0.14 : 0.09;
    for (const side of ['p', 'pFall'] as const) {
      expect(share(side, 0.05)).toBeLessThan(most);
      expect(share(side, 0.05)).toBeGreaterThan(0.01);
    }
  });
});

describe('Detection by a selected method', () => {
  it('takes it wherever it answers, and what the history allows elsewhere', () => {
    const counts = drawn(1, 6, HISTORY + 5);
    const methods = (selected: SelectedMethod, of = counts) => detect(of, { selected }).map((verdict) => verdict?.method);
    expect(methods('farrington-flexible').slice(-6)).toEqual(['default', ...Array<string>(5).fill('farrington-flexible')]);
    const early = methods('ears-c2', counts.slice(0, 12));
    expect(early).toEqual([...Array<undefined>(8).fill(undefined), 'recent-baseline', ...Array<string>(3).fill('ears-c2')]);
    expect(detect(counts)).toEqual(detectByHistory(counts));
    const selected = detect(counts, { selected: 'ears-c1', from: HISTORY })[HISTORY];
    expect(selected).toEqual({ method: 'ears-c1', ...detectBySelected(counts, 'ears-c1', { bucketsPerYear: WEEKS })[HISTORY] });
  });

  it.each([
    ['months', 12, 61],
    ['quarters', 4, 20],
  ])('takes Farrington for %s as well', (_, bucketsPerYear, history) => {
    const counts = [...drawn(2, 40, history), 200];
    for (const selected of ['farrington', 'farrington-flexible'] as const) {
      const verdicts = detect(counts, { selected, bucketsPerYear });
      expect(verdicts.slice(-2).map((verdict) => verdict?.method)).toEqual(['default', selected]);
      expect(verdicts.at(-1)).toMatchObject({ alarm: true });
    }
  });

  it('has no Farrington for years, which have no season', () => {
    expect(detect(drawn(3, 40, 12), { selected: 'farrington', bucketsPerYear: 1 }).at(-1)?.method).toBe('default');
    expect(detect(drawn(3, 40, 12), { selected: 'ears-c1', bucketsPerYear: 1 }).at(-1)?.method).toBe('ears-c1');
  });

  it('depends on the past and the present only, and not on where evaluation begins', () => {
    const any = fc.tuple(fc.nat(), fc.integer({ min: 1, max: 300 })).map(([seed, length]) => drawn(seed, 5, length));
    fc.assert(
      fc.property(any, fc.nat(300), fc.constantFrom(...SELECTED_METHODS), (counts, from, selected) => {
        const all = detect([...counts, 9, 0], { selected });
        expect(detect(counts, { selected, from }).slice(from)).toEqual(all.slice(from, counts.length));
      }),
      { numRuns: 60 },
    );
  });

  it('refuses what is no count', () => {
    for (const selected of SELECTED_METHODS) expect(() => detect([1, 0.5], { selected })).toThrow(RangeError);
  });
});
