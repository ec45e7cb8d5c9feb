/** Complete weeks of history. */
export declare const WEEKS = 156;
/** A week of the sample. Days are whole days since 1970-01-01 in UTC. */
export interface Week {
  /** 0 is the oldest, `WEEKS` the one that is not over yet. */
  readonly index: number;
  /** Monday. */
  readonly monday: number;
  /** How many of its days are over: 7, or fewer in the last one. */
  readonly days: number;
}
/** The day that the sample ends before: `until` without its time, so that the same day gives the same sample. */
export declare function lastDay(until: Date): number;
/** The complete weeks before `until`, and the days of the week that `until` lies in. */
export declare function weeksUntil(until: Date): Week[];
export declare function dayText(day: number): string;
export declare function dayOf(instant: string): number;
/** @param seconds since midnight in UTC */
export declare function instantText(day: number, seconds: number): string;
/** First and last day of the calendar's period that holds the day. */
export declare function periodOf(
  day: number,
  precision: 'day' | 'week' | 'month' | 'quarter' | 'year',
): {
  from: number;
  to: number;
};
//# sourceMappingURL=calendar.d.ts.map
