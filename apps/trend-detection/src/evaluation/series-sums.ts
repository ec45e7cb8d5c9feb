import { type Measure, MEASURES } from '@landbridge/contracts';
import { type Span, spanning } from '../counting/calendar.ts';
import { placeOf } from '../counting/counter-key.ts';
import type { CounterDocument } from '../counting/counting.collections.ts';
import type { Grain } from './grain.ts';

/** Counts of one series bucket by bucket, without a gap. */
export interface Counts {
  readonly from: number;
  readonly counts: readonly number[];
}

/** One series in buckets of one grain: the sums of each measure in each cell, by first day. */
export type CellSums = ReadonlyMap<string, Partial<Record<Measure, ReadonlyMap<number, number>>>>;

/** Adds up partitions and years of a series, so that each audience sums a few cells instead of all documents. */
export function sumsByCell(documents: readonly CounterDocument[], grain: Grain): CellSums {
  const cells = new Map<string, Partial<Record<Measure, Map<number, number>>>>();
  const slot = slotOf(grain);
  for (const { _id, sums } of documents) {
    const { grain: precision, cell } = placeOf(_id);
    if (!grain.counts(precision)) continue;
    const measures = cells.get(cell) ?? {};
    cells.set(cell, measures);
    for (const measure of MEASURES)
      for (const [day, amount] of Object.entries(sums[measure]?.[slot] ?? {}))
        addTo((measures[measure] ??= new Map()), grain.bucketOf(Number(day)), amount);
  }
  return cells;
}

/** The first and the last bucket in which something has changed since it was last evaluated, in each cell. */
export function changedIn(documents: readonly CounterDocument[], grain: Grain): Map<string, Span> {
  const cells = new Map<string, Span>();
  for (const { _id, dirtyDays } of documents) {
    const { grain: precision, cell } = placeOf(_id);
    const days = dirtyDays?.[slotOf(grain)];
    if (!days || !grain.counts(precision)) continue;
    cells.set(cell, spanning(cells.get(cell), { from: grain.bucketOf(days.from), to: grain.bucketOf(days.to) }));
  }
  return cells;
}

const slotOf = ({ clock }: Grain) => (clock === 'recorded' ? 'r' : 'e');

/** Sums of one measure, by first day, over the cells that count. */
export function sumsOver(cells: CellSums, measure: Measure, cellCounts: (cell: string) => boolean): Map<number, number> {
  const sums = new Map<number, number>();
  for (const [cell, measures] of cells) {
    if (measures[measure] === undefined || !cellCounts(cell)) continue;
    for (const [bucket, amount] of measures[measure]) addTo(sums, bucket, amount);
  }
  return sums;
}

function addTo(sums: Map<number, number>, bucket: number, amount: number): void {
  sums.set(bucket, (sums.get(bucket) ?? 0) + amount);
}

/** Lays sums out from the first to the last bucket, nothing where there is none. */
export function laidOut(sums: ReadonlyMap<number, number>, grain: Grain, from: number, to: number): Counts {
  if (from > to) return { from, counts: [] };
  return { from, counts: Array.from({ length: grain.between(from, to) }, (_, i) => sums.get(grain.later(from, i)) ?? 0) };
}

/** The first bucket with anything in it. */
export function firstBucket(sums: ReadonlyMap<number, number>): number | undefined {
  const filled = [...sums].filter(([, sum]) => sum !== 0).map(([bucket]) => bucket);
  return filled.length > 0 ? filled.reduce((a, b) => Math.min(a, b)) : undefined;
}
