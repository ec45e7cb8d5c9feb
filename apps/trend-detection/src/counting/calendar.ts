import type { Precision } from '@landbridge/contracts/codes';

const DAY = 86_400_000;

/** Whole days since 1970-01-01 in UTC. @param instant RFC 3339 with `Z`, or a day `YYYY-MM-DD` */
export function epochDay(instant: string | Date): number {
  return Math.floor(new Date(instant).getTime() / DAY);
}

export function dayText(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

/** First instant of the day. */
export function startOf(day: number): Date {
  return new Date(day * DAY);
}

export function yearOf(day: number): number {
  return new Date(day * DAY).getUTCFullYear();
}

/** Monday of the ISO week. Day 0 was a Thursday. */
export function weekOf(day: number): number {
  return day - ((((day + 3) % 7) + 7) % 7);
}

/** First day of the bucket of a grain that holds the day. */
export function bucketOf(day: number, grain: Precision): number {
  if (grain === 'day') return day;
  if (grain === 'week') return weekOf(day);
  const date = new Date(day * DAY);
  const month = { month: date.getUTCMonth(), quarter: date.getUTCMonth() - (date.getUTCMonth() % 3), year: 0 }[grain];
  return Math.floor(Date.UTC(date.getUTCFullYear(), month, 1) / DAY);
}

/** Days from `from` to `to`, both included, as epoch days. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** From the first day of both to the last of both. */
export function spanning(one: Span | undefined, other: Span): Span {
  return one ? { from: Math.min(one.from, other.from), to: Math.max(one.to, other.to) } : other;
}
