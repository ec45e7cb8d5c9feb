import { Binary } from 'mongodb';
import type { Measure } from '@landbridge/contracts';
import {
  chanceOf,
  type Coverage,
  detect,
  type MethodVerdict,
  type SelectedMethod,
  testedFrom,
  whileIncomplete,
} from '@landbridge/detection';
import { partsOf, type Series } from '../counting/series.ts';
import type { Direction, FamilyDocument, LineDocument, SignalDocument } from './evaluation.collections.ts';
import { type Grain, grainNamed } from './grain.ts';

/** One series in one measure for one family, bucket by bucket. */
export interface Line {
  readonly family: string;
  readonly grain: Grain;
  readonly series: Series;
  readonly measure: Measure;
  /** The bucket of the first count. */
  readonly from: number;
  /** Up to the last bucket that is not 0. */
  readonly counts: readonly number[];
  /** Where not all reports of the newest buckets have come. */
  readonly arrivals?: Arrivals;
  /** What it is evaluated by where it is not what its history allows. */
  readonly selected?: SelectedMethod;
}

/** What should have come by now of the reports of the newest buckets. */
export interface Arrivals {
  /** The newest bucket that is over. */
  readonly until: number;
  /** Of it and those before it, the newest first. */
  readonly shares: readonly Coverage[];
}

/** What a line needs to know of its family. */
export type LineFamily = Pick<FamilyDocument, '_id' | 'grain' | 'from' | 'evaluatedTo' | 'arrived' | 'methods'>;

export const lineId = ({ family, series, measure }: Pick<Line, 'family' | 'series' | 'measure'>) => `${family}|${series}|${measure}`;

/**
 * Buckets of a line that may have changed, with `from` the first that is asked for and `to` the last.
 * @param admits whether the reports behind a bucket are enough for it to be looked at
 */
export function signalsOf(line: Line, from: number, to: number, admits: (bucket: number) => boolean = () => true): SignalDocument[] {
  const { grain } = line;
  const first = Math.max(0, grain.between(line.from, from) - 1);
  const counts = countsUntil(line, to);
  // what nobody admits need not be computed: that is most of what reports state
  if (!counts.some((_, i) => i >= first && admits(grain.later(line.from, i)))) return [];
  return verdictsOf(counts, line, first).flatMap((verdict, i) => {
    const bucket = grain.later(line.from, i);
    if (!verdict || !admits(bucket)) return [];
    return grain.directions.flatMap((direction) => toSignal(line, bucket, direction, verdict));
  });
}

/** Counts of a line up to a bucket. An adjustment may take one below nothing; there is no rate for that. */
export function countsUntil({ grain, from, counts }: Line, bucket: number): number[] {
  return Array.from({ length: grain.between(from, bucket) }, (_, i) => Math.max(0, counts[i] ?? 0));
}

/** What a line counts in a bucket. */
export function countIn({ grain, from, counts }: Line, bucket: number): number {
  return counts[grain.numberOf(bucket) - grain.numberOf(from)] ?? 0;
}

/** @param counts of the line, or of a part of it @param first index of the first that is evaluated */
export function verdictsOf(
  counts: readonly number[],
  { grain, from, arrivals, selected }: Pick<Line, 'grain' | 'from' | 'arrivals' | 'selected'>,
  first: number,
) {
  const options = { from: first, firstBucket: grain.numberOf(from), bucketsPerYear: grain.bucketsPerYear, ...(selected && { selected }) };
  const newer = arrivals ? grain.numberOf(arrivals.until) - grain.numberOf(from) - (counts.length - 1) : 0;
  return whileIncomplete(counts, arrivals?.shares.slice(Math.max(0, newer)) ?? [], (completed) => detect(completed, options));
}

/** The first bucket that is tested; never, if there was not enough for a line. */
export function firstTested({ grain, from, counts }: Line): number {
  const first = testedFrom(counts, grain.bucketsPerYear);
  return first === Infinity ? Infinity : grain.later(from, first);
}

/** The first bucket in which two lines of the same beginning differ; nothing where they are equal. */
export function firstDifference(one: Line, other: Line): number | undefined {
  const length = Math.max(one.counts.length, other.counts.length);
  for (let i = 0; i < length; i += 1) if ((one.counts[i] ?? 0) !== (other.counts[i] ?? 0)) return one.grain.later(one.from, i);
  return undefined;
}

/** The first bucket for which it matters that two lines of the same beginning differ: none that neither is tested in. */
export function firstChange(one: Line, other: Line): number | undefined {
  const first = firstDifference(one, other);
  return first === undefined ? undefined : Math.max(first, Math.min(firstTested(one), firstTested(other)));
}

export function toLineDocument(line: Line): LineDocument {
  const { family, series, measure, counts } = line;
  const bytes = Buffer.from(Int32Array.from(counts).buffer);
  return { _id: lineId(line), family, series, measure, counts: new Binary(bytes), tested: firstTested(line) };
}

/** A line of a family, without its counts. */
export function lineIn(
  { _id: family, grain, from, evaluatedTo, arrived = [], methods }: LineFamily,
  series: Series,
  measure: Measure,
): Line {
  const selected = methods?.[partsOf(series).dimension];
  const arrivals = { until: evaluatedTo, shares: arrived };
  const line = { family, grain: grainNamed(grain), series, measure, from, counts: [] };
  return { ...line, ...(arrived.length > 0 && { arrivals }), ...(selected && { selected }) };
}

export function fromLineDocument({ series, measure, counts }: LineDocument, family: LineFamily): Line {
  const { buffer, byteOffset, length } = counts.value();
  const view = new DataView(buffer, byteOffset, length);
  const numbers = Array.from({ length: length / 4 }, (_, i) => view.getInt32(4 * i, true));
  return { ...lineIn(family, series, measure), counts: numbers };
}

function toSignal(line: Line, bucket: number, direction: Direction, verdict: MethodVerdict): SignalDocument[] {
  const { series, measure, family } = line;
  const p = chanceOf(verdict, direction, measure);
  if (p === undefined) return [];
  const { buckets, observed, expected, dispersion, bound } = verdict[direction];
  const id = `${family}|${bucket}|${series}|${measure}|${direction}`;
  return [
    {
      _id: id,
      line: lineId(line),
      bucket,
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

/** What is counted in some buckets of a line, and what is to be expected there; nothing expected where there is no past to tell it from. */
export function expectationOf(
  line: Line,
  bucket: number,
  buckets: number,
  direction: Direction,
): Pick<SignalDocument, 'observed' | 'expected' | 'bound'> {
  const counts = countsUntil(line, bucket);
  const observed = counts.slice(-buckets).reduce((sum, count) => sum + count, 0);
  const verdict = verdictsOf(counts, line, counts.length - 1).at(-1);
  const expected = (verdict?.expected ?? 0) * buckets;
  return { observed, expected, bound: verdict ? (direction === 'rise' ? verdict.upper : verdict.lower) * buckets : 0 };
}
