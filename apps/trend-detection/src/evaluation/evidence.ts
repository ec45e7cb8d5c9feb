import type { Measure } from '@landbridge/contracts';
import type { Counted } from '../counting/contribution.ts';
import type { Series } from '../counting/series.ts';
import { weekOf } from '../counting/calendar.ts';
import { lastAlarms, MEMORY } from './alarms.ts';
import { WEEKLY_GRAINS } from './weeks.ts';
import type { WeeklySeries } from './weekly-series.ts';

/** Who stands behind an alarm: how many, never which. */
export interface Evidence {
  readonly organisations: number;
  readonly countries: number;
  readonly survivesLeavingOneOut: boolean;
}

/** The contributions of these weeks are not yet, or no longer, those that were counted. It is evaluated again later. */
export class NotSettled extends Error {
  override readonly name = 'NotSettled';
}

interface Question {
  readonly series: Series;
  readonly measure: Measure;
  /** Monday of the week that alarmed. */
  readonly week: number;
  readonly counts: WeeklySeries;
  readonly cellCounts: (cell: string) => boolean;
}

/** The weeks that a verdict on a week looks at, as far as the series goes back. */
export function memoryOf(week: number, { from }: WeeklySeries): { from: number; to: number } {
  return { from: Math.max(from, week - 7 * (MEMORY - 1)), to: week };
}

/**
 * Organisations and countries of the week that alarmed, and whether it still alarms without any one of the organisations.
 * @param contributions of the weeks of `memoryOf`, of all series
 * @throws NotSettled where they do not add up to the counts
 */
export function evidenceOf({ series, measure, week, counts, cellCounts }: Question, contributions: readonly Counted[]): Evidence {
  const span = memoryOf(week, counts);
  const offset = (span.from - counts.from) / 7;
  const total = counts.counts.slice(offset, offset + (span.to - span.from) / 7 + 1);
  const own = contributions.filter((each) => each.series.includes(series) && WEEKLY_GRAINS.includes(each.grain) && cellCounts(each.cell));
  const byOrganisation = new Map<string, number[]>();
  const countries = new Set<string>();
  const organisations = new Set<string>();
  for (const { organisation, country, recorded, amounts } of own) {
    const amount = amounts[measure];
    if (amount === undefined) continue;
    const weeks = byOrganisation.get(organisation) ?? total.map(() => 0);
    const i = (weekOf(recorded) - span.from) / 7;
    weeks[i] = (weeks[i] ?? 0) + amount;
    byOrganisation.set(organisation, weeks);
    if (weekOf(recorded) === week) {
      organisations.add(organisation);
      countries.add(country);
    }
  }
  requireSum(total, [...byOrganisation.values()]);
  const without = (left: string) => total.map((count, i) => count - (byOrganisation.get(left)?.[i] ?? 0));
  const survivesLeavingOneOut = [...organisations].every((organisation) => lastAlarms(without(organisation)));
  return { organisations: organisations.size, countries: countries.size, survivesLeavingOneOut };
}

function requireSum(total: readonly number[], parts: readonly (readonly number[])[]): void {
  const adds = total.every((count, i) => count === parts.reduce((sum, weeks) => sum + (weeks[i] ?? 0), 0));
  if (!adds) throw new NotSettled('Contributions and counters differ; the window is still being counted.');
}
