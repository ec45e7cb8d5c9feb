import type { CommunityState, StructuredReport } from '@landbridge/contracts';
import { audienceSees, sharingClass } from '@landbridge/sharing';
import { weekOf } from '../../src/counting/calendar.ts';
import { type CountedReport, countedOf } from '../../src/counting/contribution.ts';
import type { CountersRepository } from '../../src/counting/counters.repository.ts';
import { episodesOf } from '../../src/evaluation/episodes.ts';
import type { FamilyDocument } from '../../src/evaluation/evaluation.collections.ts';
import type { LinesRepository } from '../../src/evaluation/lines.repository.ts';
import { Pass } from '../../src/evaluation/pass.ts';
import { changeOf, matchTrends } from '../../src/evaluation/reconcile.ts';
import { Reducer } from '../../src/evaluation/reducer.ts';
import { lastClosedWeek, WEEKLY_GRAINS } from '../../src/evaluation/weeks.ts';
import type { JudgedTrend } from '../../src/trends/judgement.ts';
import { LinesInMemory } from './lines-in-memory.ts';

/** Weeks that are evaluated. All that is planted begins within them, after a quiet time. */
const EVALUATED_WEEKS = 21;
const GENERATION = 'g1';

/** The trends that a community has at a moment, evaluated in memory: reports of three years take seconds so, through the store minutes. */
export async function trendsOf(reports: readonly StructuredReport[], community: CommunityState, now: Date): Promise<JudgedTrend[]> {
  const sees = eyesOf(community);
  const counted = reports.map((report): CountedReport => ({ report: report.id, ...countedOf(report, sharingClass(report)) }));
  const own = counted.filter(({ grain, cell }) => WEEKLY_GRAINS.includes(grain) && sees(cell));
  const { id } = community;
  const from = own.reduce((first, { recorded }) => Math.min(first, weekOf(recorded)), Infinity);
  const family: FamilyDocument = {
    _id: id, audience: id, generation: GENERATION, from, since: now, done: 0, total: 0, evaluatedTo: lastClosedWeek(now), changes: 0,
  }; // prettier-ignore
  const pass = new Pass(countersOf(counted), GENERATION, family.evaluatedTo, now.toISOString(), 1);
  const first = family.evaluatedTo - 7 * (EVALUATED_WEEKS - 1);
  const lines = new LinesInMemory(family, own, first, family.evaluatedTo);
  const reducer = new Reducer(lines as Partial<LinesRepository> as LinesRepository);
  for (let week = first; week <= family.evaluatedTo; week += 7)
    await reducer.reduce(family, week, lines.testedIn(week), undefined, { id, from, sees }, pass);
  return told(id, lines, pass);
}

function told(audience: string, { buckets }: LinesInMemory, pass: Pass): JudgedTrend[] {
  const trends = new Map<string, JudgedTrend>();
  for (const match of matchTrends([], episodesOf(buckets)).matches) {
    const trend = changeOf(audience, match, new Set(trends.keys()), pass)?.trend;
    if (trend) trends.set(trend.id, trend);
  }
  return [...trends.values()];
}

/** Asked once for each cell: thousands of reports have the same few. */
function eyesOf(community: CommunityState): (cell: string) => boolean {
  const answers = new Map<string, boolean>();
  return (cell) => {
    const known = answers.get(cell) ?? audienceSees(community, cell);
    answers.set(cell, known);
    return known;
  };
}

function countersOf(counted: readonly CountedReport[]): CountersRepository {
  const byWeek = Map.groupBy(counted, ({ recorded }) => weekOf(recorded));
  const counters: Partial<CountersRepository> = {
    contributionsRecorded: (_, monday) => Promise.resolve(byWeek.get(monday) ?? []),
  };
  return counters as CountersRepository;
}
