import { Binary } from 'mongodb';
import type { Measure } from '@landbridge/contracts';
import { detectByHistory, HISTORY_NEEDED, type ChosenVerdict } from '@landbridge/detection';
import type { Series } from '../counting/series.ts';
import { DIRECTIONS, type Direction, type LineDocument, type SignalDocument } from './evaluation.collections.ts';
import { weekNumber, weeksBetween } from './weeks.ts';

/** One series in one measure for one family, week by week. */
export interface Line {
  readonly family: string;
  readonly series: Series;
  readonly measure: Measure;
  /** Monday of the first count. */
  readonly from: number;
  /** Up to the last week that is not 0. */
  readonly counts: readonly number[];
}

/** p-values above this are rejected in no family, however many of the others are. It is the rate of false discoveries that is allowed. */
export const FALSE_DISCOVERY_RATE = 0.05;

/** Fewer reports in all can make no rise, and are no line yet. */
export const FEWEST = 3;

export const lineId = ({ family, series, measure }: Pick<Line, 'family' | 'series' | 'measure'>) => `${family}|${series}|${measure}`;

/**
 * Weeks of a line that may have changed, with `from` the first that is asked for and `to` the last.
 * @param admits whether the reports behind a week are enough for it to be looked at
 */
export function signalsOf(line: Line, from: number, to: number, admits: (week: number) => boolean = () => true): SignalDocument[] {
  const length = weeksBetween(line.from, to);
  // an adjustment may take a week below nothing; there is no rate for that
  const counts = Array.from({ length }, (_, i) => Math.max(0, line.counts[i] ?? 0));
  const first = Math.max(0, (from - line.from) / 7);
  // what nobody admits need not be computed: that is most of what reports state
  if (!counts.some((_, i) => i >= first && admits(line.from + 7 * i))) return [];
  return detectByHistory(counts, { from: first, firstBucket: weekNumber(line.from) }).flatMap((verdict, i) => {
    const week = line.from + 7 * i;
    if (!verdict || !admits(week) || !isMeaningful(line, verdict)) return [];
    return DIRECTIONS.flatMap((direction) => toSignal(line, week, direction, verdict));
  });
}

/**
 * Monday of the first week that is tested: with history enough, and once there has been enough for a line. What comes later changes nothing
 * in the weeks before: a series that is a line from today on is not one more among those of last year.
 */
export function testedFrom({ from, counts }: Line): number {
  let sum = 0;
  const seen = counts.findIndex((count) => (sum += count) >= FEWEST);
  return from + 7 * Math.max(HISTORY_NEEDED, seen < 0 ? Infinity : seen);
}

/** Monday of the first week in which two lines of the same beginning differ; nothing where they are equal. */
export function firstDifference(one: Line, other: Line): number | undefined {
  const length = Math.max(one.counts.length, other.counts.length);
  for (let i = 0; i < length; i += 1) if ((one.counts[i] ?? 0) !== (other.counts[i] ?? 0)) return one.from + 7 * i;
  return undefined;
}

/** Monday of the first week for which it matters that two lines of the same beginning differ: none that neither is tested in. */
export function firstChange(one: Line, other: Line): number | undefined {
  const first = firstDifference(one, other);
  return first === undefined ? undefined : Math.max(first, Math.min(testedFrom(one), testedFrom(other)));
}

export function toLineDocument(line: Line): LineDocument {
  const { family, series, measure, counts } = line;
  const bytes = Buffer.from(Int32Array.from(counts).buffer);
  return { _id: lineId(line), family, series, measure, counts: new Binary(bytes), tested: testedFrom(line) };
}

/** @param from of its family */
export function fromLineDocument({ family, series, measure, counts }: LineDocument, from: number): Line {
  const { buffer, byteOffset, length } = counts.value();
  const view = new DataView(buffer, byteOffset, length);
  return { family, series, measure, from, counts: Array.from({ length: length / 4 }, (_, i) => view.getInt32(4 * i, true)) };
}

/** One report may state many persons, so that exact tests of few cases say nothing of what reports state. */
function isMeaningful({ measure }: Line, { method }: ChosenVerdict): boolean {
  return measure === 'reports' || method !== 'sparse';
}

/** A sum of weeks stands out for some weeks after what made it is over; a change goes on only where the week itself shows it. */
function goesOn(direction: Direction, { observed, expected }: ChosenVerdict): boolean {
  return direction === 'rise' ? observed > expected : observed < expected;
}

function toSignal(line: Line, week: number, direction: Direction, verdict: ChosenVerdict): SignalDocument[] {
  const p = direction === 'rise' ? verdict.p : verdict.pFall;
  if (p > FALSE_DISCOVERY_RATE || !goesOn(direction, verdict)) return [];
  const { series, measure, family } = line;
  const { buckets, observed, expected, dispersion, bound } = verdict[direction];
  const id = `${family}|${week}|${series}|${measure}|${direction}`;
  return [
    {
      _id: id,
      line: lineId(line),
      week,
      series,
      measure,
      direction,
      method: verdict.method,
      p,
      buckets,
      observed,
      expected,
      dispersion,
      bound,
    },
  ];
}

/** What is counted in some weeks of a line, and what is to be expected there; nothing expected where there is no past to tell it from. */
export function expectationOf(
  line: Line,
  week: number,
  buckets: number,
  direction: Direction,
): Pick<SignalDocument, 'observed' | 'expected' | 'bound'> {
  const length = weeksBetween(line.from, week);
  const counts = Array.from({ length }, (_, i) => line.counts[i] ?? 0);
  const observed = counts.slice(-buckets).reduce((sum, count) => sum + count, 0);
  const verdict = detectByHistory(counts.map((count) => Math.max(0, count)), { from: length - 1, firstBucket: weekNumber(line.from) }).at(-1); // prettier-ignore
  const expected = (verdict?.expected ?? 0) * buckets;
  return { observed, expected, bound: verdict ? (direction === 'rise' ? verdict.upper : verdict.lower) * buckets : 0 };
}
