import type { Trend, TrendSeries } from '@landbridge/contracts';
/** What was laid into the sample, for whoever checks whether it was found. */
export interface PlantedChange {
  readonly id: string;
  /** In plain words. */
  readonly what: string;
  readonly series: Pick<TrendSeries, 'dimension' | 'value'>;
  /** Monday of the first week of the change. */
  readonly firstWeek: string;
  /** Communities whose series show it. */
  readonly audiences: readonly string[];
}
export interface PlantedTrap extends PlantedChange {
  /** Why it is no change in what happens. */
  readonly artefact: 'new-contributor' | 'back-fill';
}
/** The changes of every sample, the same under every seed. */
export declare function plantedChanges({ until }: { readonly until: Date }): PlantedChange[];
/** The artefacts of a sample made with `traps`. */
export declare function plantedTraps({ until }: { readonly until: Date }): PlantedTrap[];
/** The planted changes that the trends tell of: a candidate in the same series that alarmed in or after the first week of the change. */
export declare function found<P extends PlantedChange>(
  planted: readonly P[],
  trends: readonly Pick<Trend, 'state' | 'series' | 'lastBucket'>[],
): P[];
//# sourceMappingURL=planted.d.ts.map
