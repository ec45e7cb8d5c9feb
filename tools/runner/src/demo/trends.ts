import type { Trend } from '@landbridge/contracts';
import { isRecord } from '@landbridge/deployment';
import type { ServiceClient } from '../service-client.ts';

export type SeenTrend = Pick<
  Trend,
  'id' | 'state' | 'kind' | 'audience' | 'series' | 'shares' | 'awayFrom' | 'firstBucket' | 'lastBucket' | 'evidence' | 'closedBecause'
>;

/** All trends that the caller may see, page by page. */
export async function readTrends(trendDetection: Pick<ServiceClient, 'get'>): Promise<SeenTrend[]> {
  const trends: SeenTrend[] = [];
  for (let cursor = ''; ;) {
    const page = await trendDetection.get(`/v1/trends?limit=200${cursor}`);
    const found: unknown[] = Array.isArray(page['trends']) ? page['trends'] : [];
    for (const trend of found) {
      if (!isTrend(trend)) throw new Error('trend-detection answered with something that is no trend.');
      trends.push(trend);
    }
    if (typeof page['next'] !== 'string') return trends;
    cursor = `&cursor=${encodeURIComponent(page['next'])}`;
  }
}

function isTrend(trend: unknown): trend is SeenTrend {
  if (!isRecord(trend) || !isRecord(trend['series']) || !isRecord(trend['evidence'])) return false;
  const { series, evidence } = trend;
  const texts = [trend['id'], trend['state'], trend['audience'], trend['firstBucket'], trend['lastBucket'], evidence['bucket']];
  const names = [series['dimension'], series['value'], series['measure']];
  const { shares = [], awayFrom = {}, kind = 'rise' } = trend;
  if (!Array.isArray(shares) || !shares.every(isRecord) || !isRecord(awayFrom)) return false;
  return (
    [...texts, ...names, kind].every((text) => typeof text === 'string') &&
    [evidence['observed'], evidence['expected']].every((number) => typeof number === 'number')
  );
}

/** A change in one series, for all the audiences that can see it. */
export interface Change {
  readonly series: SeenTrend['series'];
  /** From the audience that sees most of it. */
  readonly evidence: SeenTrend['evidence'];
  readonly audiences: readonly string[];
}

/** Open trends, one for each series, those that rose most first. */
export function changesIn(trends: readonly SeenTrend[]): Change[] {
  const open = trends.filter(({ state }) => state === 'candidate' || state === 'published');
  const bySeries = Map.groupBy(open, ({ series: { dimension, value, measure } }) => `${dimension} ${value} ${measure}`);
  return [...bySeries.values()].flatMap((same) => {
    const [most] = same.toSorted((a, b) => excess(b) - excess(a));
    return most ? [{ series: most.series, evidence: most.evidence, audiences: same.map(({ audience }) => audience).sort() }] : [];
  }).sort((a, b) => excess(b) - excess(a)); // prettier-ignore
}

/** In standard deviations of a count with that expectation, so that a rise from 2 to 10 comes before one from 100 to 110. */
const excess = ({ evidence: { observed, expected } }: Pick<SeenTrend, 'evidence'>) => (observed - expected) / Math.sqrt(expected + 1);
