import type { Artefact, Measure } from '@landbridge/contracts';
import {
  artefactsIn,
  type Comparison,
  type Contribution,
  lawChangesBehind,
  type OrganisationTotals,
  risesOver,
} from '@landbridge/detection';
import { dayText, weekOf } from '../counting/calendar.ts';
import type { Counted } from '../counting/contribution.ts';
import type { Series } from '../counting/series.ts';
import { yearUntil } from './evidence.ts';
import type { Told } from './rises.ts';
import { weekNumber } from './weeks.ts';

/** How clear a rise must be for what explains it otherwise to be asked. */
const LEVEL = 0.01;

/**
 * What could explain a change otherwise, as far as its reports show it.
 * @param from Monday of the first week of the history @param year reports of all series of the year up to the week
 */
export function artefactsOf(lead: Told, week: number, from: number, year: readonly Counted[]): Artefact[] {
  const first = week - 7 * (lead.buckets - 1);
  const law = lawChangesBehind(lead.series, dayText(first), dayText(week + 6)).length > 0;
  const comparison = {
    window: { from: weekNumber(first), to: weekNumber(week) },
    baseline: { from: weekNumber(yearUntil(week, { from }).from), to: weekNumber(first) - 1 },
  };
  const measured = comparison.baseline.to < comparison.baseline.from ? [] : flagsOf(lead, comparison, year);
  return [...measured, ...(law ? (['law-or-code-change'] as const) : [])];
}

function flagsOf({ series, measure }: Told, comparison: Comparison, year: readonly Counted[]): Artefact[] {
  const firsts = new Map<string, number>();
  for (const { organisation, recorded } of year) {
    const bucket = weekNumber(weekOf(recorded));
    firsts.set(organisation, Math.min(firsts.get(organisation) ?? bucket, bucket));
  }
  const contributions = year.flatMap((report): Contribution[] => {
    const amount = report.amounts[measure];
    if (amount === undefined || !report.series.includes(series)) return [];
    const { organisation, recorded, occurred } = report;
    const bucket = weekNumber(weekOf(recorded));
    return [
      { organisation, bucket, amount, delayDays: recorded - occurred, firstBucketOfOrganisation: firsts.get(organisation) ?? bucket },
    ];
  });
  const flags = artefactsIn(contributions, comparison, totalsBeside(series, measure, comparison, year), {
    stands: risesOver(comparison, LEVEL),
  });
  return flags.map(({ code }) => code);
}

/** What each organisation reports beside a series; what rises itself would pass for a campaign. */
function totalsBeside(series: Series, measure: Measure, { window, baseline }: Comparison, year: readonly Counted[]): OrganisationTotals[] {
  const totals = new Map<string, { window: number; baseline: number }>();
  for (const { organisation, recorded, series: own, amounts } of year) {
    if (own.includes(series)) continue;
    const bucket = weekNumber(weekOf(recorded));
    const total = totals.get(organisation) ?? { window: 0, baseline: 0 };
    if (bucket >= window.from) total.window += amounts[measure] ?? 0;
    else if (bucket <= baseline.to) total.baseline += amounts[measure] ?? 0;
    totals.set(organisation, total);
  }
  return [...totals].map(([organisation, total]) => ({ organisation, ...total }));
}
