import {
  falseTrends,
  found,
  judged,
  named,
  plantedBehind,
  plantedChanges,
  plantedTraps,
  type SampleOptions,
  type ToldTrend,
} from '@landbridge/sample-network';
import { COMMUNITIES, sampleAtItsEnd } from './sample.ts';
import { trendsOf } from './sample-evaluation.ts';

/** What comes of a sample network, held against what was planted in it. Changes and traps by id. */
export interface Outcome {
  readonly planted: readonly string[];
  /** In time, by a trend that a team would publish. */
  readonly found: readonly string[];
  readonly traps: readonly string[];
  /** And none published. */
  readonly named: readonly string[];
  /** Trends that a team would publish, and those of them that rest on nothing planted. */
  readonly published: readonly string[];
  readonly false: readonly string[];
}

/** The last day of all these samples; it is over for an hour when they are evaluated. */
const UNTIL = new Date('2026-11-26T00:00:00Z');
const NOW = new Date('2026-11-26T01:00:00Z');

export async function outcomeOf(sample: Pick<SampleOptions, 'seed'> & { readonly reports: number }): Promise<Outcome> {
  const options = { ...sample, until: UNTIL, traps: true };
  const reports = sampleAtItsEnd(options);
  const trends = (await Promise.all(COMMUNITIES.map((community) => trendsOf(reports, community, NOW)))).flat().map(judged);
  const published = trends.filter(({ state }) => state === 'published');
  const behind = plantedBehind(options, trends);
  const [planted, traps] = [plantedChanges(options), plantedTraps(options)];
  return {
    planted: planted.map(({ id }) => id),
    found: found(planted, published).map(({ id }) => id),
    traps: traps.map(({ id }) => id),
    named: named(traps, trends, behind).map(({ id }) => id),
    published: published.map(nameOf),
    false: falseTrends(planted, traps, published, behind).map(nameOf),
  };
}

function nameOf({ audience, kind = 'rise', series: { dimension, value }, firstBucket }: ToldTrend): string {
  return `${audience} ${kind} ${dimension}:${value} ${firstBucket}`;
}
