import type { Measure } from '@landbridge/contracts';
import type { Counted } from '../counting/contribution.ts';
import type { Series } from '../counting/series.ts';
import { weekOf } from '../counting/calendar.ts';
import { lastAlarms, MEMORY } from './alarms.ts';
import { WEEKLY_GRAINS, weeksBetween } from './weeks.ts';
import type { WeeklySeries } from './weekly-series.ts';

/**
 * Who stands behind an alarm: how many, never which. Organisations and countries are as many as the attributions prove, so that nobody
 * learns from them what the reports do not tell him: whoever hides is not told apart from the others, nor from somebody who is named.
 */
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

/** The weeks that a verdict on a week looks at, as far as the series goes back. It may by now begin after the week. */
export function memoryOf(week: number, { from }: WeeklySeries): { from: number; to: number } {
  return { from: Math.min(week, Math.max(from, week - 7 * (MEMORY - 1))), to: week };
}

/**
 * Organisations and countries of the week that alarmed, and whether it still alarms without any one of the organisations.
 * @param contributions of the weeks of `memoryOf`, of all series
 * @throws NotSettled where they do not add up to the counts
 */
export function evidenceOf({ series, measure, week, counts, cellCounts }: Question, contributions: readonly Counted[]): Evidence {
  const span = memoryOf(week, counts);
  const total = Array.from({ length: weeksBetween(span.from, span.to) }, (_, i) => counts.counts[(span.from - counts.from) / 7 + i] ?? 0);
  const own = contributions.filter((each) => each.series.includes(series) && WEEKLY_GRAINS.includes(each.grain) && cellCounts(each.cell));
  const byOrganisation = new Map<string, number[]>();
  const ofTheWeek: Counted[] = [];
  for (const each of own) {
    const { organisation, recorded } = each;
    const amount = each.amounts[measure];
    if (amount === undefined) continue;
    const weeks = byOrganisation.get(organisation) ?? total.map(() => 0);
    const i = (weekOf(recorded) - span.from) / 7;
    weeks[i] = (weeks[i] ?? 0) + amount;
    byOrganisation.set(organisation, weeks);
    if (weekOf(recorded) === week) ofTheWeek.push(each);
  }
  requireSum(total, [...byOrganisation.values()]);
  const without = (left: string) => total.map((count, i) => count - (byOrganisation.get(left)?.[i] ?? 0));
  const organisations = new Set(ofTheWeek.map(({ organisation }) => organisation));
  const survivesLeavingOneOut = organisations.size > 0 && [...organisations].every((organisation) => lastAlarms(without(organisation)));
  return { ...provenBy(ofTheWeek), survivesLeavingOneOut };
}

/** The fewest organisations and countries that can have sent these reports, for somebody who sees of each who its attribution says. */
export function provenBy(reports: readonly Counted[]): Pick<Evidence, 'organisations' | 'countries'> {
  const named = reports.filter(({ attribution }) => attribution === 'named');
  const kinds = reports.filter(({ attribution }) => attribution === 'kind-and-country');
  const kindOf = ({ kind, country }: Counted) => `${kind} ${country}`;
  const byName = new Set(named.map(kindOf));
  const unnamed = new Set(kinds.map(kindOf).filter((one) => !byName.has(one)));
  const organisations = new Set(named.map(({ organisation }) => organisation)).size + unnamed.size;
  return {
    organisations: Math.max(organisations, Math.min(reports.length, 1)),
    countries: new Set([...named, ...kinds].map(({ country }) => country)).size,
  };
}

function requireSum(total: readonly number[], parts: readonly (readonly number[])[]): void {
  const adds = total.every((count, i) => count === parts.reduce((sum, weeks) => sum + (weeks[i] ?? 0), 0));
  if (!adds) throw new NotSettled('Contributions and counters differ; the window is still being counted.');
}
