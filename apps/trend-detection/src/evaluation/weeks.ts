import { epochDay, weekOf } from '../counting/calendar.ts';

/** A week is evaluated this long after its end. */
const GRACE = 3_600_000;

/** Monday, as an epoch day, of the newest ISO week (UTC) that is over and whose grace has passed. */
export function lastClosedWeek(now: Date): number {
  return weekOf(epochDay(new Date(now.getTime() - GRACE))) - 7;
}
