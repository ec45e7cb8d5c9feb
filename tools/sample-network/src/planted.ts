import type { Artefact, TrendKind } from '@landbridge/contracts';
import { dayText, weeksUntil } from './calendar.ts';
import type { Laid, SeriesName } from './changes.ts';
import { changesIn, trapsIn } from './laid.ts';
import { covered } from './pace.ts';
import { PLANTED_AUDIENCES } from './report.ts';

/** What was laid into the sample, for whoever checks whether it was found. */
interface PlantedSeries {
  readonly id: string;
  /** In plain words. */
  readonly what: string;
  readonly series: SeriesName;
  /** Monday of the first week of the change. */
  readonly firstWeek: string;
  /** Communities whose series show it. */
  readonly audiences: readonly string[];
}

export interface PlantedChange extends PlantedSeries {
  readonly kind: TrendKind;
  /** Weeks from the first one in which it is to be found. */
  readonly within: number;
  /** For a displacement: the series that falls. */
  readonly awayFrom?: SeriesName;
}

export interface PlantedTrap extends PlantedSeries {
  /** Why it is no change in what happens. */
  readonly artefact: Artefact;
  /** For a change of law: its day, which is a real one where the sample covers it. */
  readonly since?: string;
}

interface Sized {
  readonly until: Date;
  /** A small sample does not hold what needs hundreds of reports before the change. */
  readonly reports: number;
}

/** The changes of every sample of the size, the same under every seed. */
export function plantedChanges({ until, reports }: Sized): PlantedChange[] {
  return changesIn(reports).map((change) => {
    const { kind, within, awayFrom } = change;
    return { ...planted(change, until), kind, within, ...(awayFrom && { awayFrom }) };
  });
}

/** The artefacts of a sample made with `traps`. */
export function plantedTraps({ until, reports }: Sized): PlantedTrap[] {
  return trapsIn(reports).map((trap) => {
    const { artefact, audiences = PLANTED_AUDIENCES } = trap;
    const since = sinceOf(trap, until);
    return { ...planted(trap, until), artefact, audiences, ...(since !== undefined && { since }) };
  });
}

function planted({ id, what, series, pace }: Laid, until: Date): PlantedSeries {
  const weeks = weeksUntil(until);
  const monday = weeks[pace.begins(weeks)]?.monday ?? 0;
  return { id, what, series, firstWeek: dayText(monday), audiences: PLANTED_AUDIENCES };
}

function sinceOf({ pace }: Laid, until: Date): string | undefined {
  const weeks = weeksUntil(until);
  if (pace.from === undefined || covered(pace.from, weeks) !== undefined) return pace.from;
  return dayText(weeks[pace.begins(weeks)]?.monday ?? 0);
}
