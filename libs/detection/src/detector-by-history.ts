import { defaultDetector, YEARS_NEEDED } from './default-detector.ts';
import { sparseDetector } from './sparse-detector.ts';
import { type DetectorVerdict, requireCounts } from './verdict.ts';

export interface HistoryOptions {
  /** Only buckets from this index on are evaluated. */
  readonly from?: number;
  /** 365.25 / 7 if left out: weeks of the calendar. */
  readonly bucketsPerYear?: number;
  /** Number of the first bucket on any axis that all evaluations share. */
  readonly firstBucket?: number;
}

export type ChosenMethod = 'default' | 'sparse' | 'recent-baseline';

export interface ChosenVerdict extends DetectorVerdict {
  readonly method: ChosenMethod;
}

/** Buckets of history below which nothing but novelty can be told. */
export const HISTORY_NEEDED = 8;
/** A curve with trend and season needs a case in each bucket on average, in the last two years. */
const CURVE_NEEDS = 1;
/** Below so many cases a bucket, in the last two years, a change that the curve sees is also tested exactly, over longer sums. */
const FEW = 10;
/** What the curve must see of a change first: so a season that returns is none. */
const SEEN = 0.01;
/** Before there are two years: the last weeks against those just before them, as EARS does. */
const RECENT = { windows: [1, 2, 4], halfLife: 13, history: HISTORY_NEEDED };

/**
 * Evaluates a series by the method that its history allows: the default detector from two years and a case in each bucket on, exact tests
 * over longer sums where there are fewer cases, and where the history is shorter a bound over the recent baseline that respects small counts.
 * Where there are few cases, what the default detector sees is told by the exact tests if they see it more clearly: the curve's uncertainty
 * hides what goes on for weeks.
 * @param counts from the beginning of the history on, in buckets of equal length, oldest first; a bucket without a report is 0
 * @returns one entry per bucket; `undefined` in the first eight, and before `from`
 * @throws RangeError for what is no count
 */
export function detectByHistory(counts: readonly number[], options: HistoryOptions = {}): (ChosenVerdict | undefined)[] {
  const { from = 0, bucketsPerYear = 365.25 / 7, firstBucket = 0 } = options;
  requireCounts(counts);
  const needed = Math.ceil(YEARS_NEEDED * bucketsPerYear);
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
      (first) => sparseDetector(counts, { from: first, halfLife: 3 * bucketsPerYear }),
    ),
    'recent-baseline': by(
      ({ method }) => method === 'recent-baseline',
      (first) => sparseDetector(counts, { from: first, ...RECENT }),
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
