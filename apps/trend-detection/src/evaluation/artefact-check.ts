import type { Artefact, Measure } from '@landbridge/contracts';
import {
  type ArtefactOptions,
  artefactsIn,
  type Comparison,
  type Contribution,
  lawChangesBehind,
  type OrganisationTotals,
  risesOver,
} from '@landbridge/detection';
import { dayText } from '../counting/calendar.ts';
import type { Counted } from '../counting/contribution.ts';
import type { Series } from '../counting/series.ts';
import { type Evidence, rememberedFrom } from './evidence.ts';
import type { Line } from './line.ts';
import type { Told } from './rises.ts';

/** How clear a rise must be for what explains it otherwise to be asked. */
const LEVEL = 0.01;

/**
 * What could explain a change otherwise, as far as its reports show it.
 * @param from the first bucket of the history @param reports of all series, from `rememberedFrom` on
 */
export function artefactsOf(
  lead: Told,
  bucket: number,
  { grain, from }: Pick<Line, 'grain' | 'from'>,
  reports: readonly Counted[],
): Artefact[] {
  const first = grain.later(bucket, 1 - lead.buckets);
  const law = lawChangesBehind(lead.series, dayText(first), dayText(grain.lastDayOf(bucket))).length > 0;
  const comparison = {
    window: { from: grain.numberOf(first), to: grain.numberOf(bucket) },
    baseline: { from: grain.numberOf(rememberedFrom(bucket, { grain, from })), to: grain.numberOf(first) - 1 },
  };
  const at = (report: Counted) => grain.numberOf(grain.bucketOfReport(report));
  const options = { stands: risesOver(comparison, LEVEL), newWithin: Math.floor(grain.bucketsPerYear / 4) };
  const measured = comparison.baseline.to < comparison.baseline.from ? [] : flagsOf(lead, comparison, { reports, at }, options);
  return [...measured, ...(law ? (['law-or-code-change'] as const) : [])];
}

/** Also where one organisation alone makes the change. */
export function withOneAlone(flags: readonly Artefact[], { survivesLeavingOneOut }: Pick<Evidence, 'survivesLeavingOneOut'>): Artefact[] {
  return [...new Set(survivesLeavingOneOut ? flags : [...flags, 'one-organisation' as const])];
}

/** Reports, and the number of the bucket of each. */
interface Placed {
  readonly reports: readonly Counted[];
  readonly at: (report: Counted) => number;
}

function flagsOf({ series, measure }: Told, comparison: Comparison, placed: Placed, options: ArtefactOptions): Artefact[] {
  const { reports, at } = placed;
  const firsts = new Map<string, number>();
  for (const report of reports) {
    const { organisation } = report;
    firsts.set(organisation, Math.min(firsts.get(organisation) ?? Infinity, at(report)));
  }
  const contributions = reports.flatMap((report): Contribution[] => {
    const amount = report.amounts[measure];
    if (amount === undefined || !report.series.includes(series)) return [];
    const { organisation, recorded, occurred } = report;
    const bucket = at(report);
    return [
      { organisation, bucket, amount, delayDays: recorded - occurred, firstBucketOfOrganisation: firsts.get(organisation) ?? bucket },
    ];
  });
  const flags = artefactsIn(contributions, comparison, totalsBeside(series, measure, comparison, placed), options);
  return flags.map(({ code }) => code);
}

/** What each organisation reports beside a series; what rises itself would pass for a campaign. */
function totalsBeside(series: Series, measure: Measure, { window, baseline }: Comparison, { reports, at }: Placed): OrganisationTotals[] {
  const totals = new Map<string, { window: number; baseline: number }>();
  for (const report of reports) {
    const { organisation, series: own, amounts } = report;
    if (own.includes(series)) continue;
    const bucket = at(report);
    const total = totals.get(organisation) ?? { window: 0, baseline: 0 };
    if (bucket >= window.from) total.window += amounts[measure] ?? 0;
    else if (bucket <= baseline.to) total.baseline += amounts[measure] ?? 0;
    totals.set(organisation, total);
  }
  return [...totals].map(([organisation, total]) => ({ organisation, ...total }));
}
