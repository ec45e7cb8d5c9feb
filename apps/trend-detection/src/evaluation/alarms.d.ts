import type { WeeklySeries } from './weekly-series.ts';
/** One week that stood out. Days are epoch days. */
export interface Alarm {
  readonly week: number;
  readonly observed: number;
  readonly expected: number;
  readonly upperBound: number;
}
/** Weeks that a verdict looks at: itself, and eleven before. */
export declare const MEMORY = 12;
/** The weeks of a series that alarm: where two of EARS C1, C2 and C3 agree, on five or more, and half as much again as expected. */
export declare function alarmsOf({ from, counts }: WeeklySeries): Alarm[];
/** Whether the last week of a series alarms. @param counts at least `MEMORY` weeks */
export declare function lastAlarms(counts: readonly number[]): boolean;
//# sourceMappingURL=alarms.d.ts.map
