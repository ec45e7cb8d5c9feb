import type { SelectedMethod } from '@landbridge/detection';
import type { Grain } from '../evaluation/grain.ts';
import { verdictsOf } from '../evaluation/line.ts';
import type { Counts } from '../evaluation/series-sums.ts';

/** What was to be expected of a bucket by those before it. */
export interface Expected {
  readonly expected: number;
  /** The largest and the smallest ordinary count; absent where there is none. */
  readonly upper?: number;
  readonly lower?: number;
}

/** So many buckets are told what was expected of them, the newest: it is computed for each question. */
const MOST = 260;

/**
 * @param line from the audience's first bucket on
 * @param from the first bucket that is asked for
 * @param selected what such a series is evaluated by; absent: what its history allows
 */
export function expectationsOf(line: Counts, grain: Grain, from: number, selected?: SelectedMethod): Map<number, Expected> {
  const { length } = line.counts;
  const first = Math.max(0, length - MOST, grain.between(line.from, from) - 1);
  if (first >= length) return new Map();
  // an adjustment may take a bucket below nothing; there is no rate for that
  const counts = line.counts.map((count) => Math.max(0, count));
  const verdicts = verdictsOf(counts, { grain, from: line.from, ...(selected && { selected }) }, first);
  return new Map(
    verdicts.flatMap((verdict, i): [number, Expected][] => {
      if (!verdict || !Number.isFinite(verdict.expected)) return [];
      const { expected, upper, lower } = verdict;
      const bounds = { ...(Number.isFinite(upper) && { upper: rounded(upper) }), ...(Number.isFinite(lower) && { lower: rounded(lower) }) };
      return [[grain.later(line.from, i), { expected: rounded(expected), ...bounds }]];
    }),
  );
}

const rounded = (value: number) => Math.round(value * 1_000) / 1_000;
