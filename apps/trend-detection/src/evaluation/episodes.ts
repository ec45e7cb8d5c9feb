import type { Alarm } from './alarms.ts';

/** Weeks without an alarm after which a rise is over. */
export const QUIET_WEEKS = 4;

/** A rise: alarms with no more than a few quiet weeks between them. */
export interface Episode {
  readonly first: number;
  readonly last: number;
  /** The newest alarm. */
  readonly newest: Alarm;
}

/** @param alarms oldest first */
export function episodesOf(alarms: readonly Alarm[]): Episode[] {
  const episodes: Episode[] = [];
  for (const alarm of alarms) {
    const current = episodes.at(-1);
    if (current && alarm.week - current.last <= 7 * QUIET_WEEKS)
      episodes[episodes.length - 1] = { ...current, last: alarm.week, newest: alarm };
    else episodes.push({ first: alarm.week, last: alarm.week, newest: alarm });
  }
  return episodes;
}

/** Whether a rise may still go on, seen from the last closed week. */
export function isOpen({ last }: Pick<Episode, 'last'>, closedWeek: number): boolean {
  return closedWeek - last <= 7 * QUIET_WEEKS;
}
