import { epochDay, weekOf } from '../counting/calendar.ts';

/** Grains that a week may sum: those no longer than itself. A monthly or yearly figure never raises a weekly alarm. */
export const WEEKLY_GRAINS: readonly string[] = ['day', 'week'];

/** A week is evaluated this long after its end. */
const GRACE = 3_600_000;
/** 5 January 1970, a Monday. */
const FIRST_MONDAY = 4;

/** Monday, as an epoch day, of the newest ISO week (UTC) that is over and whose grace has passed. */
export function lastClosedWeek(now: Date): number {
  return weekOf(epochDay(new Date(now.getTime() - GRACE))) - 7;
}

/** Weeks from `from` to `to`, both Mondays, both included. */
export function weeksBetween(from: number, to: number): number {
  return Math.max(0, (to - from) / 7 + 1);
}

/** Number of a week on an axis that does not depend on where a series begins. @param monday as an epoch day */
export function weekNumber(monday: number): number {
  return (monday - FIRST_MONDAY) / 7;
}
