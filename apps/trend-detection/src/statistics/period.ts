import { bucketOf, dayText, epochDay } from '../counting/calendar.ts';

/** How long the periods of a release are. */
export type PeriodLength = 'year' | 'quarter';

/** A year (`2025`) or a quarter (`2025-Q3`). */
export const PERIOD = /^(?:19|20)\d\d(?:-Q[1-4])?$/;

export interface Periods {
  readonly length: PeriodLength;
  readonly names: readonly string[];
  /** Epoch day of the first day of the first, and of the day after the last. */
  readonly from: number;
  readonly until: number;
}

export const lengthOf = (name: string): PeriodLength => (name.includes('-Q') ? 'quarter' : 'year');

/** The period that a day lies in. @param day epoch day */
export function periodOf(day: number, length: PeriodLength): string {
  const [year = '', month = ''] = dayText(bucketOf(day, length)).split('-');
  return length === 'year' ? year : `${year}-Q${(Number(month) + 2) / 3}`;
}

/** All periods from one to another of the same length, both included; none where the second lies before the first. */
export function periodsFrom(first: string, last: string): Periods {
  const length = lengthOf(first);
  const names: string[] = [];
  const from = firstDay(first);
  const until = dayAfter(last);
  for (let day = from; day < until; day = dayAfter(periodOf(day, length))) names.push(periodOf(day, length));
  return { length, names, from, until };
}

function firstDay(name: string): number {
  const [year, quarter = '1'] = name.split('-Q');
  return epochDay(`${year}-${String(Number(quarter) * 3 - 2).padStart(2, '0')}-01`);
}

/** The longest of each: what lies as many days behind the first day lies in the next. */
const DAYS = { year: 366, quarter: 92 } as const;

const dayAfter = (name: string): number => bucketOf(firstDay(name) + DAYS[lengthOf(name)], lengthOf(name));
