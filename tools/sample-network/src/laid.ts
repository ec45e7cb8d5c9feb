import type { Week } from './calendar.ts';
import { CHANGES, type Change, type Laid, type Place } from './changes.ts';
import type { OrganisationKey } from './organisations.ts';
import { Random } from './random.ts';
import { TRAPS, type Trap } from './traps.ts';

/** From this size on a sample holds all that can be planted, and the whole time before each change. */
const LARGE = 5_000;

const fits = (reports: number) => (laid: Laid) => !laid.large || reports >= LARGE;

export function changesIn(reports: number): Change[] {
  return CHANGES.filter(fits(reports));
}

export function trapsIn(reports: number): Trap[] {
  return TRAPS.filter(fits(reports));
}

/** One report that is planted. */
export interface PlantedDraw {
  readonly organisation: OrganisationKey;
  readonly laid: Laid;
  readonly place: Place;
}

interface Size {
  readonly seed: number;
  readonly reports: number;
  readonly traps: boolean;
}

/** All that is planted in a sample of a size, by week. A small sample thins out the time before a change, never the change. */
export function plantedByWeek({ seed, reports, traps }: Size, weeks: readonly Week[]): PlantedDraw[][] {
  const all = [...changesIn(reports), ...(traps ? trapsIn(reports) : [])];
  const share = Math.min(1, reports / LARGE);
  const drawsOf = (laid: Laid, week: Week): PlantedDraw[] => {
    const random = (...purpose: readonly (string | number)[]) => new Random(seed, laid.id, ...purpose);
    const begun = week.index >= laid.pace.begins(weeks);
    return laid.pace.reporters({ week, weeks, share, random }).map((organisation, nth) => ({ organisation, laid, place: { begun, nth } }));
  };
  return weeks.map((week) => all.flatMap((laid) => drawsOf(laid, week)));
}
