import type { ServiceClient } from '../../src/service-client.ts';
import type { Corridor } from './corridor.ts';
import type { TestNetwork } from './test-network.ts';
import { until } from './until.ts';

const DOORS = ['trends', 'series', 'chart', 'routes', 'matrix', 'release'] as const;
type Door = (typeof DOORS)[number];

/** Where a reader finds a corridor in figures, those of a new public release among them. */
export async function doorsShowing(corridor: Corridor, reader: ServiceClient, network: TestNetwork): Promise<Door[]> {
  const { value, origin } = corridor;
  const asked = `dimension=corridor&value=${encodeURIComponent(value)}&audience=practitioners`;
  const chart = await textOf(reader, `/v1/series/chart.svg?${asked}`);
  const { trends } = (await reader.get(`/v1/trends?${asked}`)) as { trends: unknown[] };
  const { buckets } = (await reader.get(`/v1/series?${asked}`)) as { buckets: { count: number }[] };
  const names = async (path: string) => JSON.stringify(await reader.get(`${path}audience=practitioners`)).includes(`"${origin}"`);
  const shows: Record<Door, boolean> = {
    trends: trends.length > 0,
    series: buckets.some(({ count }) => count !== 0),
    chart: /The most, [1-9]/.test(chart),
    routes: await names('/v1/routes?'),
    matrix: await names('/v1/matrices?rows=origin&columns=exploitation&'),
    release: (await nextRelease(corridor, network)).includes(origin),
  };
  return DOORS.filter((door) => shows[door]);
}

/** All of them. */
export const ALL_DOORS: readonly Door[] = DOORS;

async function nextRelease({ period }: Corridor, { system }: TestNetwork): Promise<string> {
  const asked = { from: period, to: period, tables: ['total', 'origin', 'corridor'], units: ['reports'] };
  const { number } = await system.operator.at('trend-detection').post('/v1/operator/statistics/releases', asked);
  const url = `${system.addresses['trend-detection']}/v1/statistics/releases/${String(number)}`;
  return until('the release is published', async () => {
    const answer = await fetch(url);
    return answer.ok && JSON.stringify(((await answer.json()) as { figures: object[] }).figures);
  });
}

async function textOf({ baseUrl, tokens }: ServiceClient, path: string): Promise<string> {
  const answer = await fetch(`${baseUrl}${path}`, { headers: { authorization: `Bearer ${await tokens.token()}` } });
  if (!answer.ok) throw new Error(`${path} was refused with ${answer.status}.`);
  return answer.text();
}
