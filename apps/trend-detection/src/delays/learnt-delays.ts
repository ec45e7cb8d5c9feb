import type { OrganisationKind } from '@landbridge/contracts/codes';
import { combinedCoverage, type Coverage, coverageDuring, delayDistribution, type DelayDistribution, widened } from '@landbridge/detection';
import type { Counted } from '../counting/contribution.ts';

export type Arrived = Pick<Counted, 'organisation' | 'kind' | 'recorded' | 'accepted'>;

/** Reports of the last half year teach how late reports come. */
const TAUGHT_BY = 182;
/** By those of the half year before, too, it is known since when an organisation has been sending. */
export const LOOKED_AT = 2 * TAUGHT_BY;
/** What comes later than a quarter is back-fill, and no delay. Where the oldest report is younger than half a year, half of its age. */
export const HORIZON = 91;
/**
 * A kind with fewer reports is taken for one of all kinds, as is a kind with fewer organisations, so that nobody learns how late one of them is.
 * An audience with fewer reports is told nothing.
 */
const FEWEST = { reports: 30, organisations: 3 };

interface Learnt {
  readonly distribution: DelayDistribution;
  /** How many reports come in one load. */
  readonly batch: number;
}

/** How late the reports of an audience come after they were recorded. Which organisations they are of is known in here only. */
export class LearntDelays<T extends Arrived> {
  readonly #eve: number;
  readonly #byKind: ReadonlyMap<OrganisationKind, Learnt & { readonly reports: number }>;
  /** Parts of the week, by epoch day modulo 7. */
  readonly #weekdays: readonly number[];
  /** The reports that taught it. */
  readonly teachers: readonly T[];

  /** @returns nothing where too few reports have come @param reports recorded since `LOOKED_AT` days ago @param today which is not over */
  static of<T extends Arrived>(reports: readonly T[], today: number): LearntDelays<T> | undefined {
    const teachers = teachersAmong(reports, today - 1);
    return teachers.length < FEWEST.reports ? undefined : new LearntDelays(teachers, today - 1);
  }

  private constructor(teachers: readonly T[], eve: number) {
    this.#eve = eve;
    this.teachers = teachers;
    const all = learn(teachers, eve);
    const kinds = [...Map.groupBy(teachers, ({ kind }) => kind)];
    this.#byKind = new Map(kinds.map(([kind, own]) => [kind, { ...(isEnough(own) ? learn(own, eve) : all), reports: own.length }]));
    this.#weekdays = Array.from({ length: 7 }, (_, day) => 1 + teachers.filter(({ recorded }) => recorded % 7 === day).length);
  }

  /**
   * The share of a bucket's reports that should have come.
   * @param passed how much of today has passed, from 0 to 1
   * @param own reports of the series; it is taken to be mixed of the kinds of organisations as they are, and a little as all reports are
   */
  coverage({ from, until }: { from: number; until: number }, passed: number, own: readonly Arrived[]): Coverage {
    const age = this.#eve + passed - (until - 1);
    const days = Array.from({ length: until - from }, (_, i) => this.#weekdays[(from + i) % 7] ?? 1);
    const numbers = Map.groupBy(own, ({ kind }) => kind);
    const parts = [...this.#byKind].map(([kind, { distribution, batch, reports }]) => ({
      share: (numbers.get(kind)?.length ?? 0) + reports / this.teachers.length,
      coverage: widened(coverageDuring(distribution, age, days), batch),
    }));
    return combinedCoverage(parts);
  }
}

/**
 * Until yesterday, for today is not over. What was recorded before its organisation's first report was accepted is history that was loaded when
 * it joined: it did not come late, there was nobody to send it to.
 */
function teachersAmong<T extends Arrived>(reports: readonly T[], eve: number): T[] {
  const joined = new Map<string, number>();
  for (const { organisation, accepted } of reports) joined.set(organisation, Math.min(joined.get(organisation) ?? accepted, accepted));
  return reports.filter(
    ({ organisation, recorded, accepted }) =>
      recorded > eve - TAUGHT_BY && recorded <= eve && accepted <= eve && recorded >= (joined.get(organisation) ?? recorded),
  );
}

function isEnough(reports: readonly Arrived[]): boolean {
  return reports.length >= FEWEST.reports && new Set(reports.map(({ organisation }) => organisation)).size >= FEWEST.organisations;
}

function learn(reports: readonly Arrived[], eve: number): Learnt {
  const delays = reports.map(({ recorded, accepted }) => ({ age: eve - recorded, delay: Math.max(0, accepted - recorded), reports: 1 }));
  const batches = Map.groupBy(reports, ({ organisation, accepted }) => `${organisation} ${accepted}`);
  const oldest = delays.reduce((most, { age }) => Math.max(most, age), 1);
  return {
    distribution: delayDistribution(delays, Math.min(HORIZON, Math.ceil(oldest / 2))),
    batch: atOnce([...batches.values()].map(({ length }) => length)),
  };
}

/** The size of the lot in which one that comes comes, on average; 1 where nothing does. */
export function atOnce(sizes: readonly number[]): number {
  const sum = sizes.reduce((total, size) => total + size, 0);
  return sum > 0 ? Math.max(1, sizes.reduce((total, size) => total + size ** 2, 0) / sum) : 1;
}
