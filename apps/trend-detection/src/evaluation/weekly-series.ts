import type { Measure } from '@landbridge/contracts';
import { weekOf } from '../counting/calendar.ts';
import { placeOf } from '../counting/counter-key.ts';
import type { CounterDocument } from '../counting/counting.collections.ts';
import { WEEKLY_GRAINS, weeksBetween } from './weeks.ts';

/** Counts of one series week by week; week `i` begins on the epoch day `from + 7 i`. */
export interface WeeklySeries {
  readonly from: number;
  readonly counts: readonly number[];
}

/** Sums of one measure by record time, week by Monday, over the cells that count. */
export function weeklySums(
  documents: readonly CounterDocument[],
  measure: Measure,
  cellCounts: (cell: string) => boolean,
): Map<number, number> {
  const weeks = new Map<number, number>();
  for (const { _id, sums } of documents) {
    const slots = sums[measure]?.r;
    if (!slots) continue;
    const { grain, cell } = placeOf(_id);
    if (!WEEKLY_GRAINS.includes(grain) || !cellCounts(cell)) continue;
    for (const [day, amount] of Object.entries(slots)) {
      const week = weekOf(Number(day));
      weeks.set(week, (weeks.get(week) ?? 0) + amount);
    }
  }
  return weeks;
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
