import { createHash } from 'node:crypto';
import type { Trend } from '@landbridge/contracts';
import { type Grain, WEEK } from './grain.ts';

/** The one line of counts that a trend is about. */
export type TrendLine = Pick<Trend, 'audience' | 'series'>;

/** Key of a line's events: they stay in order. */
export function lineKey({ audience, series }: TrendLine): string {
  return `${audience}|${series.dimension}:${series.value}|${series.measure}`;
}

/**
 * The id of the trend that begins in a bucket: the same for every evaluator, so that two of them make one trend. A UUID of version 8 (RFC 9562).
 * @param taken ids of other trends of the line, which have moved away from the bucket they began in
 */
export function trendId(line: TrendLine, firstBucket: string, taken: ReadonlySet<string>, grain: Grain = WEEK): string {
  const begin = `${lineKey(line)}|${grain === WEEK ? '' : `${grain.name} `}${firstBucket}`;
  for (let turn = 0; ; turn += 1) {
    const hex = createHash('sha256').update(`${begin}|${turn}`).digest('hex');
    const id = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
    if (!taken.has(id)) return id;
  }
}
