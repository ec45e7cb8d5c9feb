import { isDay, type Measure, type TrendGrain } from '@landbridge/contracts';
import { scaleLinear, scaleUtc, type ScaleLinear, type ScaleTime } from 'd3-scale';
import { utcDay, utcMonth, utcYear } from 'd3-time';
import type { Language } from '../explanations/catalogue.ts';

export interface ChartBucket {
  /** Its first day. */
  readonly bucket: string;
  readonly observed: number;
  readonly expected?: number;
  /** The largest and the smallest ordinary count. */
  readonly upper?: number;
  readonly lower?: number;
  /** It stands out. */
  readonly alarm: boolean;
  /** More may still come in. */
  readonly provisional?: boolean;
  /** What it is to hold in the end, where it is not complete and that can be said. */
  readonly nowcast?: { readonly estimate?: number; readonly lower?: number; readonly upper?: number };
}

export interface Chart {
  readonly title: string;
  readonly measure: Measure;
  readonly grain: TrendGrain;
  /** Oldest first, and each begins where the one before it ends. */
  readonly buckets: readonly ChartBucket[];
  readonly language: Language;
  readonly caption: {
    readonly source: string;
    /** The day of the figures. */
    readonly asOf: string;
  };
}

/** Where the figures are drawn, in pixels of the picture. */
export interface Frame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** A bucket with its place from left to right. */
export interface Placed extends ChartBucket {
  readonly x: number;
  readonly width: number;
}

export interface Plot {
  readonly frame: Frame;
  readonly x: ScaleTime<number, number>;
  readonly y: ScaleLinear<number, number>;
  readonly buckets: readonly Placed[];
  /** Too many for a bar each. */
  readonly long: boolean;
}

/** Forty years of weeks. */
export const MOST_BUCKETS = 2_080;
const MOST_BARS = 160;

/** @throws RangeError for buckets that do not follow each other, one that is no day, a count that is no number, or too many of them */
export function plotOf({ buckets, grain }: Pick<Chart, 'buckets' | 'grain'>, frame: Frame): Plot {
  check(buckets);
  const starts = buckets.map(({ bucket }) => new Date(bucket));
  const ends = starts.map((start) => endOf(start, grain));
  const gap = starts.findIndex((start, at) => at > 0 && start.getTime() !== ends[at - 1]?.getTime());
  if (gap >= 0) throw new RangeError(`${buckets[gap]?.bucket ?? ''} does not begin where the ${grain} before it ends.`);
  const x = scaleUtc([starts[0] ?? 0, ends.at(-1) ?? 1], [frame.left, frame.right]);
  const heights = buckets.flatMap((bucket) => [
    ...HEIGHTS.map((height) => numberIn(bucket, height) ?? 0),
    bucket.nowcast?.estimate ?? 0,
    bucket.nowcast?.upper ?? 0,
  ]);
  const y = scaleLinear([Math.min(0, ...heights), Math.max(1, ...heights)], [frame.bottom, frame.top]).nice(5);
  const placed = buckets.map((bucket, at) => {
    const from = x(starts[at] ?? 0);
    return { ...bucket, x: from, width: x(ends[at] ?? 0) - from };
  });
  return { frame, x, y, buckets: placed, long: buckets.length > MOST_BARS };
}

const HEIGHTS = ['observed', 'expected', 'upper', 'lower'] as const;

/** @returns `undefined` where there is none, or none that can be drawn */
export function numberIn(bucket: ChartBucket, height: (typeof HEIGHTS)[number]): number | undefined {
  const value = bucket[height];
  return value !== undefined && Number.isFinite(value) ? value : undefined;
}

function endOf(start: Date, grain: TrendGrain): Date {
  switch (grain) {
    case 'week':
      return utcDay.offset(start, 7);
    case 'month':
      return utcMonth.offset(start, 1);
    case 'quarter':
      return utcMonth.offset(start, 3);
    case 'year':
      return utcYear.offset(start, 1);
  }
}

function check(buckets: readonly ChartBucket[]): void {
  if (buckets.length > MOST_BUCKETS) throw new RangeError(`A chart has ${MOST_BUCKETS} buckets at most, not ${buckets.length}.`);
  for (const [at, { bucket, observed }] of buckets.entries()) {
    if (!isDay(bucket)) throw new RangeError(`Bucket ${at} begins on no day of the calendar.`);
    if (!Number.isFinite(observed)) throw new RangeError(`The count of ${bucket} is no number.`);
  }
}
