import { defaultDetector } from './default-detector.ts';
import { grainOf } from './grain.ts';
import { sparseDetector } from './sparse-detector.ts';
import { type DetectorVerdict, requireCounts } from './verdict.ts';

export interface HistoryOptions {
  /** Only buckets from this index on are evaluated. */
  readonly from?: number;
  /** 365.25 / 7 if left out: weeks of the calendar; 12, 4 or 1 for months, quarters and years. */
  readonly bucketsPerYear?: number;
  /** Number of the first bucket on any axis that all evaluations share. */
  readonly firstBucket?: number;
}

export type ChosenMethod = 'default' | 'sparse' | 'recent-baseline';

export interface ChosenVerdict extends DetectorVerdict {
  readonly method: ChosenMethod;
}

/** Weeks of the calendar. */
export const WEEKS_PER_YEAR = 365.25 / 7;

/**
 * Buckets of history below which nothing but novelty can be told.
 *
 * Source: own; see `grainOf`.
 * @param bucketsPerYear 365.25 / 7 if left out: weeks of the calendar; 12, 4 or 1 for months, quarters and years
 * @throws RangeError for less than one bucket a year
 */
export function historyNeeded(bucketsPerYear = WEEKS_PER_YEAR): number {
  return grainOf(bucketsPerYear).recent.history;
}

/** A curve with trend and season needs a case in each bucket on average, in the last years that it needs at least. */
const CURVE_NEEDS = 1;
/** Below so many cases a bucket, in those years, a change that the curve sees is also tested exactly, over longer sums. */
const FEW = 10;
/** Years after which a count of the past weighs half in exact tests. */
const HALF_LIFE_YEARS = 3;
/** What the curve must see of a change first: so a season that returns is none. */
const SEEN = 0.01;

/**
 * Evaluates a series by the method that its history allows: the default detector from two years of weeks or months (four of quarters, eight
 * of years) and a case in each bucket on, exact tests over longer sums where there are fewer cases, and where the history is shorter a bound
 * over the recent baseline that respects small counts. Where there are few cases, what the default detector sees is told by the exact tests
 * if they see it more clearly: the curve's uncertainty hides what goes on for weeks.
 *
 * Source: own; what each choice finds was compared on simulated series. The recent baseline is in the manner of EARS (Hutwagner et al. 2003, J
 * Urban Health 80, i89–i96), exact for small counts.
 * @param counts from the beginning of the history on, in buckets of equal length, oldest first; a bucket without a report is 0
 * @returns one entry per bucket; `undefined` in the first `historyNeeded`, and before `from`
 * @throws RangeError for what is no count, and for less than one bucket a year
 */
export function detectByHistory(counts: readonly number[], options: HistoryOptions = {}): (ChosenVerdict | undefined)[] {
  const { from = 0, bucketsPerYear = WEEKS_PER_YEAR, firstBucket = 0 } = options;
  requireCounts(counts);
  const { curveYears, sparse, recent } = grainOf(bucketsPerYear);
  const needed = Math.ceil(curveYears * bucketsPerYear);
  const choices = choicesOf(counts, needed);
  const by = (wanted: (choice: Choice) => boolean, evaluate: (from: number) => (DetectorVerdict | undefined)[]) => {
    const first = choices.findIndex((choice, t) => t >= from && wanted(choice));
    return first < 0 ? [] : evaluate(first);
  };
  const verdicts = {
    default: by(
      ({ method }) => method === 'default',
      (first) => defaultDetector(counts, { from: first, bucketsPerYear, firstBucket }),
    ),
    sparse: by(
      ({ method, few }) => method === 'sparse' || few,
      (first) => sparseDetector(counts, { from: first, halfLife: HALF_LIFE_YEARS * bucketsPerYear, ...sparse }),
    ),
    'recent-baseline': by(
      ({ method }) => method === 'recent-baseline',
      (first) => sparseDetector(counts, { from: first, ...recent }),
    ),
  };
  return choices.map(({ method, few }, t) => {
    const verdict = verdicts[method][t];
    if (t < from || !verdict) return undefined;
    return { method, ...verdict, ...(few && clearer(verdict, verdicts.sparse[t])) };
  });
}

/** What exact tests see more clearly of what the curve has seen. */
function clearer(curve: DetectorVerdict, exact: DetectorVerdict | undefined): Partial<ChosenVerdict> {
  if (!exact) return {};
  const rises = curve.p <= SEEN && exact.p < curve.p;
  const falls = curve.pFall <= SEEN && exact.pFall < curve.pFall;
  return {
    ...((rises || falls) && { method: 'sparse' }),
    ...(rises && { p: exact.p, rise: exact.rise }),
    ...(falls && { pFall: exact.pFall, fall: exact.fall }),
  };
}

interface Choice {
  readonly method: ChosenMethod;
  /** The default detector, but on few cases. */
  readonly few: boolean;
}

/** The method for each bucket, chosen by what lies before it. */
function choicesOf(counts: readonly number[], needed: number): Choice[] {
  let recent = 0;
  return counts.map((count, t) => {
    const method = t < needed ? 'recent-baseline' : recent >= CURVE_NEEDS * needed ? 'default' : 'sparse';
    const few = method === 'default' && recent < FEW * needed;
    recent += count - (t >= needed ? counts[t - needed]! : 0);
    return { method, few };
  });
}
