import type { TrendSeries } from '@landbridge/contracts';
import { type Week } from './calendar.ts';
import type { OrganisationKey } from './organisations.ts';
import type { Planted } from './report.ts';
import { Random } from './random.ts';
type Series = Pick<TrendSeries, 'dimension' | 'value'>;
/** A change that is laid into the sample on purpose, with the same weekly counts under every seed but for their order. */
export interface Change {
  readonly id: string;
  readonly what: string;
  readonly series: Series;
  /** Reports in four weeks before the change; each four weeks take these counts in an order of their own. */
  readonly before: readonly [number, number, number, number];
  /** Reports in each week of the change, up to the last complete week. */
  readonly rise: readonly number[];
  readonly organisations: readonly OrganisationKey[];
  readonly lay: (random: Random) => Planted;
  /** For a trap: why the rise is no change in what happens. */
  readonly artefact?: 'new-contributor' | 'back-fill';
}
/**
 * Sized for EARS C1–C3 at R's defaults: in every complete week of a rise the count lies over the bound of C1 or C2 and is at least 5,
 * whatever the order of the counts before, and no week before it does. The background adds nothing to these series.
 */
export declare const CHANGES: readonly Change[];
/** Rises that are artefacts of reporting. They are laid in only where asked for. */
export declare const TRAPS: readonly Change[];
/** How many reports of a change are recorded in a week. */
export declare function countIn(week: Week, change: Change, seed: number, reports: number): number;
export {};
//# sourceMappingURL=changes.d.ts.map
