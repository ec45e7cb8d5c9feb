import { type Week } from './calendar.ts';
/** How many of `total` reports are recorded in each week: seasons, holidays, slow growth, and chance. They add up to `total`. */
export declare function weeklyVolume(weeks: readonly Week[], total: number, seed: number): number[];
//# sourceMappingURL=volume.d.ts.map
