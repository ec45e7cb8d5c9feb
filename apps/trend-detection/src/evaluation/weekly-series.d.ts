import type { CounterDocument } from '../counting/counting.collections.ts';
/** Counts of one series week by week; week `i` begins on the epoch day `from + 7 i`. */
export interface WeeklySeries {
  readonly from: number;
  readonly counts: readonly number[];
}
/** Sums by record time, week by Monday, over the cells that count. */
export declare function weeklySums(documents: readonly CounterDocument[], cellCounts: (cell: string) => boolean): Map<number, number>;
/** Lays sums out from the first to the last week, nothing where there is none. */
export declare function weeklySeries(sums: ReadonlyMap<number, number>, from: number, to: number): WeeklySeries;
/** The first week with anything in it. */
export declare function firstWeek(sums: ReadonlyMap<number, number>): number | undefined;
//# sourceMappingURL=weekly-series.d.ts.map
