import type { CommunityState, StructuredReport } from '@landbridge/contracts';
import { audienceSees, sharingClass } from '@landbridge/sharing';
import { type CountedReport, countedOf } from '../../src/counting/contribution.ts';
import type { CountersRepository } from '../../src/counting/counters.repository.ts';
import type { Audience } from '../../src/evaluation/audiences.ts';
import { type Episode, episodesOf } from '../../src/evaluation/episodes.ts';
import type { FamilyDocument } from '../../src/evaluation/evaluation.collections.ts';
import { type Grain, GRAINS } from '../../src/evaluation/grain.ts';
import type { LinesRepository } from '../../src/evaluation/lines.repository.ts';
import { Pass } from '../../src/evaluation/pass.ts';
import { changeOf, matchTrends } from '../../src/evaluation/reconcile.ts';
import { Reducer } from '../../src/evaluation/reducer.ts';
import { lastClosedWeek } from '../../src/evaluation/weeks.ts';
import type { JudgedTrend } from '../../src/trends/judgement.ts';
import { LinesInMemory } from './lines-in-memory.ts';

/** Buckets of a grain that are evaluated. All that is planted begins within them, after a quiet time. */
const EVALUATED = 21;
const GENERATION = 'g1';

/** The trends that a community has at a moment, evaluated in memory: reports of three years take seconds so, through the store minutes. */
export async function trendsOf(reports: readonly StructuredReport[], community: CommunityState, now: Date): Promise<JudgedTrend[]> {
  const counted = reports.map((report): CountedReport => ({ report: report.id, ...countedOf(report, sharingClass(report)) }));
  const audience: Audience = { id: community.id, charter: community.charter, begins: new Map(), sees: eyesOf(community) };
  const pass = new Pass(countersOf(counted), GENERATION, lastClosedWeek(now), now.toISOString(), 1);
  const seen = counted.filter(({ cell }) => audience.sees(cell));
  const episodes: Episode[] = [];
  for (const grain of GRAINS) episodes.push(...(await episodesIn(grain, seen, audience, pass)));
  const trends = new Map<string, JudgedTrend>();
  for (const match of matchTrends([], episodes).matches) {
    const trend = changeOf(audience.id, match, new Set(trends.keys()), pass)?.trend;
    if (trend) trends.set(trend.id, trend);
  }
  return [...trends.values()];
}

async function episodesIn(grain: Grain, seen: readonly CountedReport[], audience: Audience, pass: Pass): Promise<Episode[]> {
  const own = seen.filter((report) => grain.counts(report.grain));
  if (own.length === 0) return [];
  const from = own.map(grain.bucketOfReport).reduce((first, bucket) => Math.min(first, bucket));
  const evaluatedTo = grain.closedWith(pass.closedWeek);
  const family: FamilyDocument = {
    _id: `${audience.id} ${grain.name}`, audience: audience.id, generation: GENERATION, grain: grain.name, from, evaluatedTo,
    since: new Date(pass.evaluatedAt), done: 0, total: 0, changes: 0,
  }; // prettier-ignore
  const first = Math.max(from, grain.later(evaluatedTo, 1 - EVALUATED));
  const lines = new LinesInMemory(family, own, first);
  const reducer = new Reducer(lines as Partial<LinesRepository> as LinesRepository);
  for (let bucket = first; bucket <= evaluatedTo; bucket = grain.later(bucket, 1))
    await reducer.reduce({ family, grain, bucket }, lines.testedIn(bucket), undefined, audience, pass);
  return episodesOf(lines.buckets, grain);
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
  const between = (day: number, from: number, until: number) => day >= from && day < until;
  const counters: Partial<CountersRepository> = {
    contributionsRecorded: (_, from, until) => Promise.resolve(counted.filter(({ recorded }) => between(recorded, from, until))),
    contributionsOf: (_, precision, from, until) =>
      Promise.resolve(counted.filter(({ grain, occurred }) => grain === precision && between(occurred, from, until))),
  };
  return counters as CountersRepository;
}
