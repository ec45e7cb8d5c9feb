import type { Alarm } from './alarms.ts';
/** Weeks without an alarm after which a rise is over. */
export declare const QUIET_WEEKS = 4;
/** A rise: alarms with no more than a few quiet weeks between them. */
export interface Episode {
  readonly first: number;
  readonly last: number;
  /** The newest alarm. */
  readonly newest: Alarm;
}
/** @param alarms oldest first */
export declare function episodesOf(alarms: readonly Alarm[]): Episode[];
/** Whether a rise may still go on, seen from the last closed week. */
export declare function isOpen({ last }: Pick<Episode, 'last'>, closedWeek: number): boolean;
//# sourceMappingURL=episodes.d.ts.map
