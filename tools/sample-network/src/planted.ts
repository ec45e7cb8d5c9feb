import type { Trend, TrendSeries } from '@landbridge/contracts';
import { CHANGES, TRAPS, type Change } from './changes.ts';
import { dayText, weeksUntil, WEEKS } from './calendar.ts';
import { PLANTED_AUDIENCES } from './report.ts';

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
export function plantedChanges({ until }: { readonly until: Date }): PlantedChange[] {
  return CHANGES.map((change) => planted(change, until));
}

/** The artefacts of a sample made with `traps`. */
export function plantedTraps({ until }: { readonly until: Date }): PlantedTrap[] {
  return TRAPS.flatMap((trap) => (trap.artefact ? [{ ...planted(trap, until), artefact: trap.artefact }] : []));
}

/** The planted changes that the trends tell of: a candidate in the same series that alarmed in or after the first week of the change. */
export function found<P extends PlantedChange>(
  planted: readonly P[],
  trends: readonly Pick<Trend, 'state' | 'series' | 'lastBucket'>[],
): P[] {
  return planted.filter(({ series, firstWeek }) =>
    trends.some(
      (trend) =>
        trend.state === 'candidate' &&
        trend.series.dimension === series.dimension &&
        trend.series.value === series.value &&
        trend.lastBucket >= firstWeek,
    ),
  );
}

function planted({ id, what, series, rise }: Change, until: Date): PlantedChange {
  const monday = weeksUntil(until)[WEEKS - rise.length]?.monday ?? 0;
  return { id, what, series, firstWeek: dayText(monday), audiences: PLANTED_AUDIENCES };
}
