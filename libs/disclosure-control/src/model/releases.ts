import { type Counted, type Figure, figureOf, type Given } from '../figure.ts';
import type { Report } from './microdata.ts';

/** The tables that are offered together: linked by common margins, by years and quarters, and by their totals. */
export const TABLES: readonly (readonly (keyof Report)[])[] = [
  [],
  ['quarter'],
  ['country'],
  ['purpose'],
  ['origin'],
  ['country', 'quarter'],
  ['country', 'origin'],
  ['country', 'purpose'],
  ['country', 'origin', 'quarter'],
];
export const UNITS = ['reports', 'victims'] as const;
export type Unit = (typeof UNITS)[number];

/** A cell of a table in a unit. */
export interface Place {
  readonly unit: Unit;
  readonly codes: Partial<Report>;
}

/** A value, and the release that first showed it. */
export interface Dated {
  readonly value: number;
  readonly release: number;
}

/** What everybody can see of a place in one release: its value, if there is one, and the values that were new, in this release or before. */
export interface Shown extends Place {
  readonly value: number | undefined;
  readonly last: Dated | undefined;
  readonly previous: Dated | undefined;
}

/** How a figure is made of what counts now and what was shown before; `figureOf`, or a rule that looks as good and is not. */
export type Rule = (now: Counted, before: readonly Given[], held: number) => Figure | undefined;

/** What is counted at a place. */
export interface CountedPlace extends Place {
  readonly counted: Counted;
}

export const NOTHING: Counted = { reports: new Map(), amounts: new Map() };

/** All releases of a history, each as what it shows by the name of the place. */
export function releasesOf(history: readonly (readonly Report[])[], holdBack: () => number, rule: Rule = figureOf): Map<string, Shown>[] {
  const given = new Map<string, (Given & { release: number })[]>();
  const places = countsOf(history.flat());
  return history.map((reports, release) => {
    const counts = countsOf(reports);
    const shown = new Map<string, Shown>();
    for (const [name, { unit, codes }] of places) {
      const now = counts.get(name)?.counted ?? NOTHING;
      const before = given.get(name) ?? [];
      const figure = rule(now, before, holdBack());
      const after = figure?.isNew ? [...before, { value: figure.value, reports: now.reports, release }] : before;
      given.set(name, after);
      shown.set(name, { unit, codes, value: figure?.value, last: after.at(-1), previous: after.at(-2) });
    }
    return shown;
  });
}

/** What is counted at every place that has something in it, by the name of the place. */
export function countsOf(reports: readonly Report[]): Map<string, CountedPlace> {
  const counts = new Map<string, CountedPlace & { reports: Map<string, number>; amounts: Map<string, number> }>();
  for (const report of reports)
    for (const dimensions of TABLES)
      for (const unit of UNITS) {
        const codes = Object.fromEntries(dimensions.map((each) => [each, report[each]]));
        const name = `${unit} ${dimensions.map((each) => `${each}=${report[each]}`).join()}`;
        const place = counts.get(name) ?? emptyAt({ unit, codes });
        counts.set(name, place);
        add(place.reports, report.organisation, report.copies);
        add(place.amounts, report.organisation, report.copies * (unit === 'reports' ? 1 : report.victims));
      }
  return counts;
}

function emptyAt(place: Place) {
  const [reports, amounts] = [new Map<string, number>(), new Map<string, number>()];
  return { ...place, reports, amounts, counted: { reports, amounts } };
}

const add = (sums: Map<string, number>, organisation: string, amount: number) =>
  sums.set(organisation, (sums.get(organisation) ?? 0) + amount);

export const liesIn = (codes: Partial<Report>) => (report: Partial<Report>) =>
  Object.entries(codes).every(([dimension, code]) => report[dimension as keyof Report] === code);

/** How many reports each organisation has among those of some codes. */
export function reportsIn(reports: readonly Report[], codes: Partial<Report>): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { organisation, copies } of reports.filter(liesIn(codes))) add(sums, organisation, copies);
  return sums;
}
