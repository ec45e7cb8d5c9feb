import type { Measure, StructuredReport } from '@landbridge/contracts';
import type { Attribution, OrganisationKind, Precision } from '@landbridge/contracts/codes';
import { epochDay } from './calendar.ts';
import { seriesOf, type Series } from './series.ts';

/** What one revision of a report adds to the counters, and what evidence needs to know of it. */
export interface Counted {
  readonly organisation: string;
  readonly kind: OrganisationKind;
  readonly country: string;
  /** Who of them may be told. */
  readonly attribution: Attribution;
  /** Sharing class. */
  readonly cell: string;
  readonly series: readonly Series[];
  readonly grain: Precision;
  /** Epoch day of `recordedAt`. */
  readonly recorded: number;
  /** Epoch day of the first day of `observed`. */
  readonly occurred: number;
  /** Epoch day of `acceptedAt`. */
  readonly accepted: number;
  /** Of the narrative, as ingestion made it: what is nearly the same has nearly the same. */
  readonly signature?: string;
  /** Reports of other organisations that it says it tells the same events as. */
  readonly sameEventAs?: readonly string[];
  readonly amounts: Readonly<Partial<Record<Measure, number>>>;
}

/** What counts of a report, and of which. */
export interface CountedReport extends Counted {
  readonly report: string;
}

/** The last revision of a report that was counted, under the stamp of its event. Without `counted` it is withdrawn: a tombstone. */
export interface Contribution {
  readonly report: string;
  readonly revision: number;
  readonly stamp: number;
  readonly counted?: Counted;
}

/** @param cell sharing class of the report, as `sharingClass` says */
export function countedOf(report: StructuredReport, cell: string): Counted {
  return {
    organisation: report.contributor.id,
    kind: report.contributor.kind,
    country: report.contributor.country,
    attribution: report.attribution,
    cell,
    series: seriesOf(report),
    grain: report.observed.precision,
    recorded: epochDay(report.recordedAt),
    occurred: epochDay(report.observed.from),
    accepted: epochDay(report.acceptedAt),
    ...(report.signature !== undefined && { signature: report.signature }),
    ...(report.sameEventAs !== undefined && report.sameEventAs.length > 0 && { sameEventAs: report.sameEventAs }),
    amounts: amountsOf(report),
  };
}

/** One report, and the sum of each unit for itself; a sum of nothing is left out. */
function amountsOf({ quantities = [] }: StructuredReport): Counted['amounts'] {
  const amounts: Partial<Record<Measure, number>> = { reports: 1 };
  for (const { unit, value } of quantities) amounts[unit] = (amounts[unit] ?? 0) + value;
  return Object.fromEntries(Object.entries(amounts).filter(([, amount]) => amount !== 0));
}
