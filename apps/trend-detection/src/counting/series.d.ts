import { type Dimension, type StructuredReport } from '@landbridge/contracts';
/** `dimension:value`. Values come from code lists, countries and slugs, so a series is safe in a key and holds no `|`. */
export type Series = `${Dimension}:${string}`;
export declare const TOTAL: Series;
/** Every series that a report counts in, each once. */
export declare function seriesOf(report: StructuredReport): Series[];
/**
 * Wider series that hold every report of this one, nearest first. Where a series equals one of them in every week it tells nothing of
 * its own. A corridor is not measured against its countries: it says more than they do.
 */
export declare function widerThan(series: Series): Series[];
/** @throws RangeError for what `seriesOf` never makes */
export declare function partsOf(series: string): {
  dimension: Dimension;
  value: string;
};
//# sourceMappingURL=series.d.ts.map
