import { detectByHistory } from '@landbridge/detection';
import type { Counted } from '../counting/contribution.ts';
import { weekOf } from '../counting/calendar.ts';
import type { Direction } from './evaluation.collections.ts';
import type { Line } from './line.ts';
import { weekNumber, weeksBetween } from './weeks.ts';

/**
 * Who stands behind a change: how many, never which. Organisations and countries are as many as the attributions prove, so that nobody
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

/** What is asked about: the sum of some weeks of a line, the last of them `week`. */
export interface Question {
  readonly line: Line;
  readonly direction: Direction;
  readonly week: number;
  readonly buckets: number;
}

/** Weeks whose contributions tell how much of a line is whose. */
const YEAR = 52;
/** How rare a change must be still when one organisation is left out. */
const RARE = 0.01;

/** The weeks whose contributions are needed: a year up to the week, as far as the line goes back. */
export function yearUntil(week: number, { from }: Pick<Line, 'from'>): { from: number; to: number } {
  return { from: Math.min(week, Math.max(from, week - 7 * (YEAR - 1))), to: week };
}

/**
 * Organisations and countries behind a change, and whether it stays without any one of them. A fall is what those did no longer report who
 * did so in the year before.
 * @param own contributions of the weeks of `yearUntil` that count in the line
 * @throws NotSettled where they do not add up to its counts
 */
export function evidenceOf({ line, direction, week, buckets }: Question, own: readonly Counted[]): Evidence {
  requireSettled(line, week, own);
  const first = direction === 'fall' ? -Infinity : week - 7 * (buckets - 1);
  const behind = own.filter(({ recorded }) => weekOf(recorded) >= first);
  const organisations = new Set(behind.map(({ organisation }) => organisation));
  const stays = (organisation: string) => {
    const verdict = verdictWithout(line, week, own, organisation);
    return verdict !== undefined && (direction === 'rise' ? verdict.p : verdict.pFall) <= RARE;
  };
  return { ...provenBy(behind), survivesLeavingOneOut: organisations.size > 0 && [...organisations].every(stays) };
}

/** @throws NotSettled where the contributions of the year up to a week do not add up to the counts of the line */
export function requireSettled(line: Line, week: number, own: readonly Counted[]): void {
  const { from, to } = yearUntil(week, line);
  const sums = new Map<number, number>();
  for (const { recorded, amounts } of own) add(sums, weekOf(recorded), amounts[line.measure] ?? 0);
  for (let monday = from; monday <= to; monday += 7)
    if ((line.counts[(monday - line.from) / 7] ?? 0) !== (sums.get(monday) ?? 0))
      throw new NotSettled('Contributions and counters differ; the window is still being counted.');
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

/** Without one organisation: its reports of the year are taken off, and of what is older the part that it had in the year before the week. */
function verdictWithout(line: Line, week: number, own: readonly Counted[], organisation: string) {
  const { from } = yearUntil(week, line);
  const its = new Map<number, number>();
  let all = 0;
  let part = 0;
  for (const report of own) {
    const amount = report.amounts[line.measure] ?? 0;
    all += amount;
    if (report.organisation !== organisation) continue;
    part += amount;
    add(its, weekOf(report.recorded), amount);
  }
  const rest = all > 0 ? 1 - part / all : 1;
  const counts = Array.from({ length: weeksBetween(line.from, week) }, (_, i) => {
    const monday = line.from + 7 * i;
    const count = Math.max(0, line.counts[i] ?? 0);
    return Math.max(0, monday < from ? Math.round(count * rest) : count - (its.get(monday) ?? 0));
  });
  return detectByHistory(counts, { from: counts.length - 1, firstBucket: weekNumber(line.from) }).at(-1);
}

function add(sums: Map<number, number>, week: number, amount: number): void {
  sums.set(week, (sums.get(week) ?? 0) + amount);
}
