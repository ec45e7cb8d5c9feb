import { epochDay, startOf, weekOf } from '../counting/calendar.ts';
import { lastClosedWeek } from './weeks.ts';

/** Counting is behind by more events than this: a load is under way, and what it has brought so far would mislead. */
const BACKLOG = 1_000;
/** A chunk unsent for longer says the same of the sender. */
const UNSENT = 5_000;
/** However long a load takes, evaluation waits no longer than this. */
const PATIENCE = 600_000;

/** How far behind counting is, as far as it is known. */
export interface Backlog {
  readonly now: Date;
  /** Events in Kafka that are not yet counted; `undefined` before it is known. */
  readonly lag: number | undefined;
  /** `acceptedAt` of the oldest chunk that is not yet in Kafka. */
  readonly oldestUnsent: Date | undefined;
}

/** Monday of the newest week to evaluate: closed, and nothing accepted before its end is still unsent. */
export function dueWeek({ now, oldestUnsent }: Backlog): number {
  const closed = lastClosedWeek(now);
  return oldestUnsent && oldestUnsent < startOf(closed + 7) ? weekOf(epochDay(oldestUnsent)) - 7 : closed;
}

/** @returns why evaluation should wait, or `undefined` @param waitingSince when it began to wait */
export function reasonToWait({ now, lag, oldestUnsent }: Backlog, waitingSince: Date | undefined): string | undefined {
  if (lag === undefined) return 'the lag is not known yet';
  if (waitingSince && now.getTime() - waitingSince.getTime() > PATIENCE) return undefined;
  if (lag > BACKLOG) return 'counting is behind';
  if (oldestUnsent && now.getTime() - oldestUnsent.getTime() > UNSENT) return 'reports wait to be sent';
  return undefined;
}
