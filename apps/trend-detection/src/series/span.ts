import { Problem } from '@landbridge/platform';
import { dayText, epochDay, type Span } from '../counting/calendar.ts';

const YEAR = 365;
/** Five years, with their leap days. */
const MOST_DAYS = 5 * YEAR + 2;

/** @throws Problem 400 where the last day lies before the first */
export function requireOrder(from: string | undefined, to: string | undefined): void {
  if (from === undefined || to === undefined || from <= to) return;
  throw new Problem({
    type: 'span-backwards',
    status: 400,
    title: 'The time ends before it begins',
    detail: `from is ${from} and to is ${to}. from must be the first day, and to the last.`,
  });
}

/**
 * The days that are asked for: where they are left out, a year up to today.
 * @throws Problem 400 where they are more than five years, or the last lies before the first
 */
export function spanOf({ from, to }: { from?: string | undefined; to?: string | undefined }, now: Date): Span {
  const last = to === undefined ? (from === undefined ? epochDay(now) : Math.max(epochDay(now), epochDay(from))) : epochDay(to);
  const first = from === undefined ? last - YEAR + 1 : epochDay(from);
  requireOrder(dayText(first), dayText(last));
  if (last - first < MOST_DAYS) return { from: first, to: last };
  throw new Problem({
    type: 'span-too-long',
    status: 400,
    title: 'The time is too long',
    detail: `From ${dayText(first)} to ${dayText(last)} are more than five years. Ask for at most five years at a time, with from and to.`,
  });
}

/** The longest time that ends today. */
export function longestSpan(now: Date): Span {
  const to = epochDay(now);
  return { from: to - MOST_DAYS + 1, to };
}
