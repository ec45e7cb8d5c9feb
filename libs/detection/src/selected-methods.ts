import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import { lowerQuantile, lowerTail } from './count-distribution.ts';
import { earsC1, earsC2, earsC3, normalUpperTail, type Verdict } from './ears.ts';
import { powerOf } from './farrington-bounds.ts';
import { hasEnough } from './farrington-evaluation.ts';
import { farringtonFlexible } from './farrington-flexible.ts';
import { type EnoughReports, type FarringtonVerdict } from './farrington-options.ts';
import { farrington } from './farrington.ts';
import { grainOf } from './grain.ts';
import type { DetectorVerdict } from './verdict.ts';

/** Methods that a kind of series may be evaluated by in the place of those that its history allows. */
export const SELECTED_METHODS = ['farrington', 'farrington-flexible', 'ears-c1', 'ears-c2', 'ears-c3'] as const;
export type SelectedMethod = (typeof SELECTED_METHODS)[number];

export interface SelectedOptions {
  /** Only buckets from this index on are evaluated. */
  readonly from?: number;
  /** 365.25 / 7 for weeks of the calendar; 12, 4 or 1 for months, quarters and years. */
  readonly bucketsPerYear: number;
}

/** R's defaults. */
const FARRINGTON_ALPHA = 0.01;
const EARS_ALPHA = 0.001;
const ENOUGH: EnoughReports = [5, 4];

/**
 * Evaluates a series by one method, at R's defaults: 0.01 and five reports in four buckets for Farrington, 0.001 for EARS. A rise is below
 * that chance where the method alarms. Farrington tells a fall by the distribution that its bound is a quantile of, and EARS by the normal
 * one; C3, which is about rises only, by that of C2. The classic Farrington bound is two-sided, and so are its chances.
 *
 * Source: as R's package `surveillance` 1.20.3 computes them, see `farrington`, `farringtonFlexible` and `earsC1`; that they tell falls is our own,
 * because R's tell none.
 * @param counts one series in buckets of equal length, oldest first; whole numbers from 0 on
 * @returns one entry per bucket; `undefined` before `from`, where the method gives no bound, and everywhere where buckets are too long for it
 * @throws RangeError for what is no count
 */
export function detectBySelected(
  counts: readonly number[],
  method: SelectedMethod,
  options: SelectedOptions,
): (DetectorVerdict | undefined)[] {
  switch (method) {
    case 'farrington':
      return byFarrington(counts, farrington, twoSidedPower, options);
    case 'farrington-flexible':
      return byFarrington(counts, farringtonFlexible, negativeBinomial, options);
    case 'ears-c1':
      return byEars(counts, earsC1, options);
    case 'ears-c2':
      return byEars(counts, earsC2, options);
    case 'ears-c3':
      return byEars(counts, earsC3, options);
  }
}

/** What a prediction says of a count, beside the bound above. */
type Sides = (count: number, predicted: { mean: number; dispersion: number }, p: number) => { p: number; pFall: number; lower: number };

const negativeBinomial: Sides = (count, predicted, p) => ({
  p,
  pFall: lowerTail(count, predicted),
  lower: lowerQuantile(FARRINGTON_ALPHA, predicted),
});

const twoSidedPower: Sides = (count, predicted, p) => {
  const { centre, deviation } = powerOf(predicted);
  const z = normalQuantile(FARRINGTON_ALPHA / 2, 0, 1);
  return {
    p: Math.min(1, 2 * p),
    pFall: Math.min(1, 2 * normalCdf((Math.cbrt(count) ** 2 - centre) / deviation, 0, 1)),
    lower: Math.max(0, centre + z * deviation) ** 1.5,
  };
};

function byFarrington(
  counts: readonly number[],
  form: typeof farringtonFlexible | typeof farrington,
  sidesOf: Sides,
  { from = 0, bucketsPerYear }: SelectedOptions,
): (DetectorVerdict | undefined)[] {
  const { seasons } = grainOf(bucketsPerYear);
  if (!seasons) return counts.map(() => undefined);
  // how few reports there may be is asked of a rise only: a series that has fallen silent has fallen
  const options = { ...seasons, alpha: FARRINGTON_ALPHA, limit54: [0, 1] as const, from, bucketsPerYear: Math.round(bucketsPerYear) };
  return form(counts, options).map((verdict, t) => {
    const { expected, upper, p, dispersion, alarm }: Partial<FarringtonVerdict> = verdict ?? {};
    if (expected === undefined || upper === undefined || p === undefined || dispersion === undefined) return undefined;
    const observed = counts[t]!;
    const enough = hasEnough(counts, t, ENOUGH);
    const sides = sidesOf(observed, { mean: Math.max(expected, Number.EPSILON), dispersion }, p);
    return verdictOf({ observed, expected, dispersion, upper, ...sides, p: enough ? sides.p : 1, alarm: enough && alarm === true });
  });
}

function byEars(counts: readonly number[], form: typeof earsC1, { from = 0 }: SelectedOptions): (DetectorVerdict | undefined)[] {
  const z = normalQuantile(1 - EARS_ALPHA, 0, 1);
  return form(counts, { alpha: EARS_ALPHA }).map((verdict: Verdict | undefined, t) => {
    if (!verdict || t < from) return undefined;
    const { expected: mean, sd, p, alarm } = verdict;
    const observed = counts[t]!;
    return verdictOf({
      observed,
      expected: mean,
      dispersion: mean > 0 ? Math.max(1, sd ** 2 / mean) : 1,
      // that of C3 moves with the count, and nobody could draw it
      upper: mean + z * sd,
      lower: Math.max(0, mean - z * sd),
      p,
      pFall: normalUpperTail(-observed, { mean: -mean, sd }),
      alarm,
    });
  });
}

function verdictOf(figures: Omit<DetectorVerdict, 'rise' | 'fall'>): DetectorVerdict {
  const { observed, expected, dispersion, upper, lower } = figures;
  const look = { buckets: 1, observed, expected, dispersion };
  return { ...figures, rise: { ...look, bound: upper }, fall: { ...look, bound: lower } };
}
