import type { Precision } from '@landbridge/contracts/codes';
/** Whole days since 1970-01-01 in UTC. @param instant RFC 3339 with `Z`, or a day `YYYY-MM-DD` */
export declare function epochDay(instant: string | Date): number;
export declare function dayText(day: number): string;
/** First instant of the day. */
export declare function startOf(day: number): Date;
export declare function yearOf(day: number): number;
/** Monday of the ISO week. Day 0 was a Thursday. */
export declare function weekOf(day: number): number;
/** First day of the bucket of a grain that holds the day. */
export declare function bucketOf(day: number, grain: Precision): number;
//# sourceMappingURL=calendar.d.ts.map
