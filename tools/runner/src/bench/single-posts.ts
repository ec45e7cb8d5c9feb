import { percentile } from './percentiles.ts';
import { ServiceClient } from '../service-client.ts';
import { atOnce } from '../loading/at-once.ts';
import type { TokenSource } from '../token-source.ts';
import { secondsOf } from './raw.ts';
import type { ReportLine } from './report-lines.ts';

const AT_ONCE = 8;

export interface SingleFigures {
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
}

/** One report a request, eight requests at a time. */
export async function measureSinglePosts(
  url: string,
  tokensOf: (organisation: string) => TokenSource,
  lines: readonly ReportLine[],
): Promise<SingleFigures> {
  const times: number[] = [];
  const seconds = await secondsOf(() =>
    atOnce(AT_ONCE, lines, async ({ organisation, line }) => {
      const begun = performance.now();
      await new ServiceClient(url, tokensOf(organisation)).post('/v1/reports', JSON.parse(line.toString('utf8')) as object);
      times.push(performance.now() - begun);
    }),
  );
  times.sort((a, b) => a - b);
  return { perSecond: Math.round(lines.length / seconds), p50Ms: percentile(times, 0.5), p99Ms: percentile(times, 0.99) };
}
