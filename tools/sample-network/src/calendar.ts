const DAY = 86_400_000;

/** Complete weeks of history. */
export const WEEKS = 156;

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
export function lastDay(until: Date): number {
  return Math.floor(until.getTime() / DAY);
}

/** The complete weeks before `until`, and the days of the week that `until` lies in. */
export function weeksUntil(until: Date): Week[] {
  const end = lastDay(until);
  // day 0 was a Thursday
  const thisMonday = end - ((end + 3) % 7);
  const complete = Array.from({ length: WEEKS }, (_, index) => ({ index, monday: thisMonday - 7 * (WEEKS - index), days: 7 }));
  return end === thisMonday ? complete : [...complete, { index: WEEKS, monday: thisMonday, days: end - thisMonday }];
}

export function dayText(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

export function dayOf(instant: string): number {
  return Math.floor(Date.parse(instant) / DAY);
}

/** @param seconds since midnight in UTC */
export function instantText(day: number, seconds: number): string {
  return new Date(day * DAY + seconds * 1000).toISOString();
}

/** First and last day of the calendar's period that holds the day. */
export function periodOf(day: number, precision: 'day' | 'week' | 'month' | 'quarter' | 'year'): { from: number; to: number } {
  if (precision === 'day') return { from: day, to: day };
  if (precision === 'week') return { from: day - ((day + 3) % 7), to: day - ((day + 3) % 7) + 6 };
  const date = new Date(day * DAY);
  const length = { month: 1, quarter: 3, year: 12 }[precision];
  const month = date.getUTCMonth() - (date.getUTCMonth() % length);
  const start = (months: number) => Math.floor(Date.UTC(date.getUTCFullYear(), months, 1) / DAY);
  return { from: start(month), to: start(month + length) - 1 };
}
