import type { DetectionMethod, TrendKind } from '@landbridge/contracts';
import { upperTail } from '@landbridge/detection';
import type { CountedReport } from '../counting/contribution.ts';
import { partsOf, type Series } from '../counting/series.ts';
import { membershipOf } from '../series/membership.ts';
import { artefactsOf, withOneAlone } from './artefact-check.ts';
import { leavingOut, provenBy } from './evidence.ts';
import { WEEK } from './grain.ts';
import type { Rise, Share, Told } from './rises.ts';

/** Weeks in which something new is looked for, against the rest of the year. */
export const RECENT_WEEKS = 4;
/** Reports that a pattern needs. */
export const MINIMUM = 4;
/** As long as a value of a series may be. */
export const LONGEST = 100;
/** How rare a pattern must be still when one organisation is left out. */
const RARE = 0.01;
/** What was never seen is expected rarely, not never. */
const LEAST_EXPECTED = 0.01;

/** What was found, in words of a rise. */
export interface Pattern {
  readonly kind: TrendKind;
  readonly series: Series;
  readonly method: DetectionMethod;
  readonly p?: number;
  readonly buckets: number;
  readonly expected: number;
  /** The reports behind it. */
  readonly own: readonly CountedReport[];
  /** Whether it is still one with these of its reports only. */
  readonly stays: (rest: readonly CountedReport[]) => boolean;
}

/** A week, and what an audience counts of the year up to it. */
export interface Year {
  readonly week: number;
  /** Monday of the first week of the history. */
  readonly from: number;
  readonly reports: readonly CountedReport[];
}

/** A pattern as a change in the reports of a week, with its evidence, and with what could explain it otherwise. */
export function toRise({ kind, own, stays, expected, ...series }: Pattern, { week, from, reports }: Year): Rise {
  const organisations = new Set(own.map(({ organisation }) => organisation));
  const leftOut = leavingOut(own);
  const survivesLeavingOneOut = [...organisations].every((organisation) => {
    const without = leftOut(organisation);
    return stays(own.filter((report) => !without.has(report)));
  });
  const lead: Told = { ...series, measure: 'reports', observed: own.length, expected, bound: largestOrdinary(expected) };
  const flags = artefactsOf(lead, week, { grain: WEEK, from }, marked(lead.series, reports, own));
  const evidence = { ...provenBy(own), survivesLeavingOneOut };
  return { kind, lead, shares: [], ...evidence, artefacts: withOneAlone(flags, evidence) };
}

/** A pattern that is not told by itself. */
export function asShare({ lead, organisations, countries, survivesLeavingOneOut, artefacts }: Rise): Share {
  return { ...lead, behind: { organisations, countries, survivesLeavingOneOut, artefacts } };
}

/** Reports that name a series, too, which no counter holds, where they are behind it. @param own those of a script, which only its finder knows */
export function marked(series: Series, reports: readonly CountedReport[], own: readonly CountedReport[] = []): readonly CountedReport[] {
  const isBehind = behind(series, own);
  return isBehind ? reports.map((report) => (isBehind(report) ? { ...report, series: [...report.series, series] } : report)) : reports;
}

function behind(series: Series, own: readonly CountedReport[]): ((report: CountedReport) => boolean) | undefined {
  const { dimension, value } = partsOf(series);
  if (dimension !== 'script') return membershipOf(dimension, value);
  const ids = new Set(own.map(({ report }) => report));
  return ({ report }) => ids.has(report);
}

/** Whether what is left of a pattern still exceeds what was expected of all of it. */
export const exceeds =
  (expected: number) =>
  (rest: readonly unknown[]): boolean =>
    rest.length >= MINIMUM && isRare(rest.length, expected);

/** Whether chance alone hardly ever brings so many reports. */
export function isRare(observed: number, expected: number, level = RARE): boolean {
  return upperTail(observed, { mean: Math.max(expected, LEAST_EXPECTED), dispersion: 1 }) <= level;
}

/** The largest number of reports that is not rare. */
export function largestOrdinary(expected: number): number {
  let most = Math.floor(expected);
  while (!isRare(most + 1, expected)) most += 1;
  return most;
}
