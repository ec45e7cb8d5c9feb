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
/** Before there are two years: the last weeks against those just before them, as EARS does. */
const RECENT = { windows: [1, 2, 4], halfLife: 13, history: HISTORY_NEEDED };

/**
 * Evaluates a series by the method that its history allows: the default detector from two years and a case in each bucket on, exact tests
 * over longer sums where there are fewer cases, and where the history is shorter a bound over the recent baseline that respects small counts.
 * @param counts from the beginning of the history on, in buckets of equal length, oldest first; a bucket without a report is 0
 * @returns one entry per bucket; `undefined` in the first eight, and before `from`
 * @throws RangeError for what is no count
 */
export function detectByHistory(counts: readonly number[], options: HistoryOptions = {}): (ChosenVerdict | undefined)[] {
  const { from = 0, bucketsPerYear = 365.25 / 7, firstBucket = 0 } = options;
  requireCounts(counts);
  const needed = Math.ceil(YEARS_NEEDED * bucketsPerYear);
  const methods = methodsOf(counts, needed);
  const by = (method: ChosenMethod, evaluate: (from: number) => (DetectorVerdict | undefined)[]) => {
    const first = methods.indexOf(method, from);
    return first < 0 ? [] : evaluate(first);
  };
  const verdicts = {
    default: by('default', (first) => defaultDetector(counts, { from: first, bucketsPerYear, firstBucket })),
    sparse: by('sparse', (first) => sparseDetector(counts, { from: first, halfLife: 3 * bucketsPerYear })),
    'recent-baseline': by('recent-baseline', (first) => sparseDetector(counts, { from: first, ...RECENT })),
  };
  return methods.map((method, t) => {
    const verdict = verdicts[method][t];
    return t < from || !verdict ? undefined : { method, ...verdict };
  });
}

/** The method for each bucket, chosen by what lies before it. */
function methodsOf(counts: readonly number[], needed: number): ChosenMethod[] {
  let recent = 0;
  return counts.map((count, t) => {
    const method = t < needed ? 'recent-baseline' : recent >= CURVE_NEEDS * needed ? 'default' : 'sparse';
    recent += count - (t >= needed ? counts[t - needed]! : 0);
    return method;
  });
}
