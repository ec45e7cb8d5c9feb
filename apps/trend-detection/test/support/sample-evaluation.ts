import type { CommunityState, StructuredReport } from '@landbridge/contracts';
import { audienceSees, sharingClass } from '@landbridge/sharing';
import { type CountedReport, countedOf } from '../../src/counting/contribution.ts';
import type { CountersRepository } from '../../src/counting/counters.repository.ts';
import type { Audience } from '../../src/evaluation/audiences.ts';
import { type Episode, episodesOf } from '../../src/evaluation/episodes.ts';
import type { FamilyDocument } from '../../src/evaluation/evaluation.collections.ts';
import { type Grain, GRAINS, WEEK } from '../../src/evaluation/grain.ts';
import type { LinesRepository } from '../../src/evaluation/lines.repository.ts';
import { Pass } from '../../src/evaluation/pass.ts';
import { changeOf, matchTrends } from '../../src/evaluation/reconcile.ts';
import { Reducer } from '../../src/evaluation/reducer.ts';
import { lastClosedWeek } from '../../src/evaluation/weeks.ts';
import type { JudgedTrend } from '../../src/trends/judgement.ts';
import { LinesInMemory } from './lines-in-memory.ts';

/** Weeks that are evaluated. All that is planted begins within them, after a quiet time. */
const EVALUATED_WEEKS = 21;
const GENERATION = 'g1';

/** The trends that a community has at a moment, evaluated in memory: reports of three years take seconds so, through the store minutes. */
export async function trendsOf(
  reports: readonly StructuredReport[],
  { id, ...community }: CommunityState,
  now: Date,
): Promise<JudgedTrend[]> {
  const sees = eyesOf({ id, ...community });
  const counted = reports.map((report): CountedReport => ({ report: report.id, ...countedOf(report, sharingClass(report)) }));
  const pass = new Pass(countersOf(counted), GENERATION, lastClosedWeek(now), now.toISOString(), 1);
  const episodes: Episode[] = [];
  for (const grain of GRAINS) {
    const own = counted.filter((report) => grain.counts(report.grain) && sees(report.cell));
    if (own.length > 0) episodes.push(...(await episodesIn(grain, own, { id, sees }, pass)));
  }
  return told(id, episodes, pass);
}

async function episodesIn(
  grain: Grain,
  own: readonly CountedReport[],
  audience: Pick<Audience, 'id' | 'sees'>,
  pass: Pass,
): Promise<Episode[]> {
  const from = own.reduce((first, report) => Math.min(first, grain.bucketOfReport(report)), Infinity);
  const closed = grain.closedWith(pass.closedWeek);
  const family: FamilyDocument = {
    _id: `${audience.id}-${grain.name}`, audience: audience.id, generation: GENERATION, grain: grain.name, from, since: new Date(0),
    done: 0, total: 0, evaluatedTo: closed, changes: 0,
  }; // prettier-ignore
  const first = Math.max(from, grain.later(closed, 1 - EVALUATED_WEEKS));
  const lines = new LinesInMemory(family, grain, own, first);
  const reducer = new Reducer(lines as Partial<LinesRepository> as LinesRepository);
  for (let bucket = first; bucket <= closed; bucket = grain.later(bucket, 1))
    await reducer.reduce({ family, grain, bucket }, lines.testedIn(bucket), undefined, { ...audience, begins: new Map() }, pass);
  return episodesOf(lines.buckets, grain);
}

function told(audience: string, episodes: readonly Episode[], pass: Pass): JudgedTrend[] {
  const trends = new Map<string, JudgedTrend>();
  for (const match of matchTrends([], episodes).matches) {
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
  const byWeek = Map.groupBy(counted, ({ recorded }) => WEEK.bucketOf(recorded));
  const counters: Partial<CountersRepository> = {
    contributionsRecorded: (_, monday) => Promise.resolve(byWeek.get(monday) ?? []),
    contributionsOf: (_, precision, from, until) =>
      Promise.resolve(counted.filter(({ grain, occurred }) => grain === precision && occurred >= from && occurred < until)),
  };
  return counters as CountersRepository;
}
