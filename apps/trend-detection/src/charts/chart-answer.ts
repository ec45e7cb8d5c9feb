import type { Language } from '../explanations/catalogue.ts';
import { seriesTitle } from '../explanations/series-words.ts';
import type { SeriesAnswer } from '../series/series.query.ts';
import { chartOf } from './chart.ts';

/** A picture that opens nothing, runs nothing and is taken for nothing else, wherever it is opened. */
export const CHART_HEADERS = {
  'content-type': 'image/svg+xml; charset=utf-8',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'",
  vary: 'accept-language',
} as const;

/** The answer as a picture. @param asOf the day of the figures */
export function chartOfAnswer(answer: SeriesAnswer, language: Language, asOf: string): string {
  const { audience, dimension, value, measure, bucket, buckets } = answer;
  return chartOf({
    title: seriesTitle({ dimension, value, measure }, language),
    measure,
    grain: bucket,
    buckets: buckets.map(({ from, count, alarm = false, ...rest }) => ({ bucket: from, observed: count, alarm, ...rest })),
    language,
    caption: { source: `Landbridge, ${audience}`, asOf },
  });
}
