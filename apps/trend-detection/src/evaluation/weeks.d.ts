/** Grains that a week may sum: those no longer than itself. A monthly or yearly figure never raises a weekly alarm. */
export declare const WEEKLY_GRAINS: readonly string[];
/** Monday, as an epoch day, of the newest ISO week (UTC) that is over and whose grace has passed. */
export declare function lastClosedWeek(now: Date): number;
/** Weeks from `from` to `to`, both Mondays, both included. */
export declare function weeksBetween(from: number, to: number): number;
//# sourceMappingURL=weeks.d.ts.map
