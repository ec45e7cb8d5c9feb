import type { Counted, CountedReport } from '../counting/contribution.ts';
import type { Direction } from './evaluation.collections.ts';
import type { Grain } from './grain.ts';
import { countIn, countsUntil, type Line, verdictsOf } from './line.ts';

/**
 * Who stands behind a change: how many, never which. Organisations and countries are as many as the attributions prove, so that nobody
 * learns from them what the reports do not tell him: whoever hides is not told apart from the others, nor from somebody who is named.
 */
export interface Evidence {
  readonly organisations: number;
  readonly countries: number;
  readonly survivesLeavingOneOut: boolean;
}

/** The contributions of these buckets are not yet, or no longer, those that were counted. It is evaluated again later. */
export class NotSettled extends Error {
  override readonly name = 'NotSettled';
}

/** What is asked about: the sum of some buckets of a line, the last of them `bucket`. */
export interface Question {
  readonly line: Line;
  readonly direction: Direction;
  readonly bucket: number;
  readonly buckets: number;
}

/** How rare a change must be still when one organisation is left out. */
const RARE = 0.01;

/** The first of the buckets whose contributions are needed: as many as the grain remembers, as far as the line goes back. */
export function rememberedFrom(bucket: number, { grain, from }: { readonly grain: Grain; readonly from: number }): number {
  return Math.min(bucket, Math.max(from, grain.later(bucket, 1 - grain.memory)));
}

/**
 * Organisations and countries behind a change, and whether it stays without any one of them. A fall is what those did no longer report who
 * did so before.
 * @param own contributions from `rememberedFrom` on that count in the line
 * @throws NotSettled where they do not add up to its counts
 */
export function evidenceOf({ line, direction, bucket, buckets }: Question, own: readonly CountedReport[]): Evidence {
  requireSettled(line, bucket, own);
  const first = direction === 'fall' ? -Infinity : line.grain.later(bucket, 1 - buckets);
  const behind = own.filter((report) => line.grain.bucketOfReport(report) >= first);
  const organisations = new Set(behind.map(({ organisation }) => organisation));
  const leftOut = leavingOut(own);
  const all = own.reduce((sum, report) => sum + amountIn(line, report), 0);
  const stays = (organisation: string) => {
    const verdict = verdictWithout(line, bucket, all, leftOut(organisation));
    return verdict !== undefined && (direction === 'rise' ? verdict.p : verdict.pFall) <= RARE;
  };
  return { ...provenBy(behind), survivesLeavingOneOut: organisations.size > 0 && [...organisations].every(stays) };
}

/** @throws NotSettled where the contributions that are remembered up to a bucket do not add up to the counts of the line */
export function requireSettled(line: Line, bucket: number, own: readonly Counted[]): void {
  const { grain } = line;
  const sums = new Map<number, number>();
  for (const report of own) add(sums, grain.bucketOfReport(report), amountIn(line, report));
  for (let one = rememberedFrom(bucket, line); one <= bucket; one = grain.later(one, 1))
    if (countIn(line, one) !== (sums.get(one) ?? 0))
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

/**
 * The reports that are left out with an organisation: its own, and those of others that say they tell of the same events, because what two
 * tell of one event is no independent word. What an organisation says so takes weight from its own reports only.
 */
export function leavingOut(reports: readonly CountedReport[]): (organisation: string) => ReadonlySet<CountedReport> {
  const byOrganisation = Map.groupBy(reports, ({ organisation }) => organisation);
  const linked = reports.filter(({ sameEventAs = [] }) => sameEventAs.length > 0);
  return (organisation) => {
    const its = byOrganisation.get(organisation) ?? [];
    const ids = new Set(its.map(({ report }) => report));
    return new Set([...its, ...linked.filter(({ sameEventAs = [] }) => sameEventAs.some((other) => ids.has(other)))]);
  };
}

/** Without some reports: they are taken off as far as they are remembered, and of what is older the part that they had in these. */
function verdictWithout(line: Line, bucket: number, all: number, leftOut: ReadonlySet<CountedReport>) {
  const { grain } = line;
  const from = rememberedFrom(bucket, line);
  const its = new Map<number, number>();
  let part = 0;
  for (const report of leftOut) {
    const amount = amountIn(line, report);
    part += amount;
    add(its, grain.bucketOfReport(report), amount);
  }
  const rest = all > 0 ? 1 - part / all : 1;
  const counts = countsUntil(line, bucket).map((count, i) => {
    const one = grain.later(line.from, i);
    return Math.max(0, one < from ? Math.round(count * rest) : count - (its.get(one) ?? 0));
  });
  return verdictsOf(counts, line, counts.length - 1).at(-1);
}

const amountIn = ({ measure }: Line, { amounts }: Counted) => amounts[measure] ?? 0;

function add(sums: Map<number, number>, bucket: number, amount: number): void {
  sums.set(bucket, (sums.get(bucket) ?? 0) + amount);
}
