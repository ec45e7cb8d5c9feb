import { type ChosenMethod, detectByHistory, historyNeeded, type HistoryOptions, WEEKS_PER_YEAR } from './detector-by-history.ts';
import { detectBySelected, type SelectedMethod } from './selected-methods.ts';
import { type DetectorVerdict, requireCounts } from './verdict.ts';

export interface DetectOptions extends HistoryOptions {
  /** What is taken wherever it answers; absent: what the history allows. */
  readonly selected?: SelectedMethod;
}

export interface MethodVerdict extends DetectorVerdict {
  readonly method: ChosenMethod | SelectedMethod;
}

/**
 * Evaluates a series by the method that was selected for its kind, and by what its history allows where none was, or where that one has no
 * answer: Farrington's want five years.
 *
 * Source: own; the methods are those of `detectByHistory` and `detectBySelected`.
 * @param counts from the beginning of the history on, in buckets of equal length, oldest first; a bucket without a report is 0
 * @returns one entry per bucket; `undefined` in the first `historyNeeded`, and before `from`
 * @throws RangeError for what is no count, and for less than one bucket a year
 */
export function detect(counts: readonly number[], { selected, ...options }: DetectOptions = {}): (MethodVerdict | undefined)[] {
  if (!selected) return detectByHistory(counts, options);
  requireCounts(counts);
  const { from = 0, bucketsPerYear = WEEKS_PER_YEAR } = options;
  const first = Math.max(from, historyNeeded(bucketsPerYear));
  const verdicts = detectBySelected(counts, selected, { from: first, bucketsPerYear });
  const byHistory = verdicts.slice(first).every((verdict) => verdict) ? [] : detectByHistory(counts, options);
  return verdicts.map((verdict, t) => (verdict ? { method: selected, ...verdict } : byHistory[t]));
}
