import { type Measure, MEASURES } from '@landbridge/contracts';
import { weekOf } from '../counting/calendar.ts';
import { placeOf } from '../counting/counter-key.ts';
import type { CounterDocument } from '../counting/counting.collections.ts';
import { WEEKLY_GRAINS, weeksBetween } from './weeks.ts';

/** Counts of one series week by week; week `i` begins on the epoch day `from + 7 i`. */
export interface WeeklySeries {
  readonly from: number;
  readonly counts: readonly number[];
}

/** One series by record time: the sums of each measure in the weeks of each cell, by Monday. */
export type CellWeeks = ReadonlyMap<string, Partial<Record<Measure, ReadonlyMap<number, number>>>>;

/** Adds up partitions, years and grains of a series, so that each audience sums a few cells instead of all documents. */
export function weeksByCell(documents: readonly CounterDocument[]): CellWeeks {
  const cells = new Map<string, Partial<Record<Measure, Map<number, number>>>>();
  for (const { _id, sums } of documents) {
    const { grain, cell } = placeOf(_id);
    if (!WEEKLY_GRAINS.includes(grain)) continue;
    const measures = cells.get(cell) ?? {};
    cells.set(cell, measures);
    for (const measure of MEASURES)
      for (const [day, amount] of Object.entries(sums[measure]?.r ?? {}))
        addTo((measures[measure] ??= new Map()), weekOf(Number(day)), amount);
  }
  return cells;
}

/** Sums of one measure, week by Monday, over the cells that count. */
export function weeklySums(cells: CellWeeks, measure: Measure, cellCounts: (cell: string) => boolean): Map<number, number> {
  const weeks = new Map<number, number>();
  for (const [cell, measures] of cells) {
    if (measures[measure] === undefined || !cellCounts(cell)) continue;
    for (const [week, amount] of measures[measure]) addTo(weeks, week, amount);
  }
  return weeks;
}

function addTo(weeks: Map<number, number>, week: number, amount: number): void {
  weeks.set(week, (weeks.get(week) ?? 0) + amount);
}

/** Lays sums out from the first to the last week, nothing where there is none. */
export function weeklySeries(sums: ReadonlyMap<number, number>, from: number, to: number): WeeklySeries {
  return { from, counts: Array.from({ length: weeksBetween(from, to) }, (_, i) => sums.get(from + 7 * i) ?? 0) };
}

/** The first week with anything in it. */
export function firstWeek(sums: ReadonlyMap<number, number>): number | undefined {
  const weeks = [...sums].filter(([, sum]) => sum !== 0).map(([week]) => week);
  return weeks.length > 0 ? weeks.reduce((a, b) => Math.min(a, b)) : undefined;
}
