import type { Measure } from '@landbridge/contracts';
import type { SelectedMethod } from '@landbridge/detection';
import type { Series } from '../counting/series.ts';
import type { BucketDocument } from '../evaluation/evaluation.collections.ts';
import { WEEK } from '../evaluation/grain.ts';
import { verdictsOf } from '../evaluation/line.ts';
import type { Counts } from '../evaluation/series-sums.ts';

/** What was to be expected of a week by the weeks before it. */
export interface Expected {
  readonly expected: number;
  /** The largest and the smallest ordinary count; absent where there is none. */
  readonly upper?: number;
  readonly lower?: number;
}

/** So many weeks are told what was expected of them, the newest: it is computed for each question. */
const MOST_WEEKS = 260;

/**
 * @param line from the audience's first week on
 * @param from Monday of the first week that is asked for
 * @param selected what such a series is evaluated by; absent: what its history allows
 */
export function expectationsOf(line: Counts, from: number, selected?: SelectedMethod): Map<number, Expected> {
  const { length } = line.counts;
  const first = Math.max(0, length - MOST_WEEKS, (from - line.from) / 7);
  if (first >= length) return new Map();
  // an adjustment may take a week below nothing; there is no rate for that
  const counts = line.counts.map((count) => Math.max(0, count));
  const verdicts = verdictsOf(counts, { grain: WEEK, from: line.from, ...(selected && { selected }) }, first);
  return new Map(
    verdicts.flatMap((verdict, i): [number, Expected][] => {
      if (!verdict || !Number.isFinite(verdict.expected)) return [];
      const { expected, upper, lower } = verdict;
      const bounds = { ...(Number.isFinite(upper) && { upper: rounded(upper) }), ...(Number.isFinite(lower) && { lower: rounded(lower) }) };
      return [[line.from + 7 * i, { expected: rounded(expected), ...bounds }]];
    }),
  );
}

/** Mondays of the weeks whose changes a series leads or shares. */
export function alarmsOf(
  buckets: readonly Pick<BucketDocument, 'bucket' | 'rises'>[],
  { series, measure }: { series: Series; measure: Measure },
): Set<number> {
  const isIt = (told: { series: Series; measure: Measure }) => told.series === series && told.measure === measure;
  return new Set(
    buckets.filter(({ rises }) => rises.some(({ lead, shares }) => isIt(lead) || shares.some(isIt))).map(({ bucket }) => bucket),
  );
}

const rounded = (value: number) => Math.round(value * 1_000) / 1_000;
