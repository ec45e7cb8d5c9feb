import type { Speech } from '../explanations/speech.ts';
import type { Chart, ChartBucket } from './plot.ts';

const MOST_LISTED = 6;

/** What the picture shows, for who does not see it. */
export function descriptionOf({ buckets, grain, measure }: Chart, speech: Speech): string {
  const [first, last] = [buckets[0], buckets.at(-1)];
  const counted = `${speech.say('chart.counted', { measure, grain })}.`;
  if (!first || !last) return `${counted} ${speech.say('chart.none')}`;
  const when = ({ bucket }: { bucket: string }) => speech.when(bucket, grain);
  const most = buckets.reduce((highest, bucket) => (bucket.observed > highest.observed ? bucket : highest));
  const alarms = buckets.filter(({ alarm }) => alarm);
  const newest = alarms.slice(-MOST_LISTED).map(when);
  const more = alarms.length - newest.length;
  return [
    counted,
    speech.say('chart.range', { duration: speech.duration(grain, buckets.length), first: when(first), last: when(last) }),
    speech.say('chart.most', { count: speech.number(most.observed), when: when(most) }),
    speech.say('chart.alarms', {
      count: alarms.length,
      list: speech.list(more > 0 ? [...newest, speech.say('more', { count: more })] : newest),
    }),
    ...buckets.slice(-MOST_LISTED).flatMap((bucket) => toCome(bucket, when(bucket), speech)),
  ].join(' ');
}

function toCome({ nowcast: { estimate, lower, upper } = {} }: ChartBucket, when: string, speech: Speech): string[] {
  if (estimate === undefined || lower === undefined || upper === undefined) return [];
  const numbers = { estimate: speech.number(estimate), lower: speech.number(lower), upper: speech.number(upper) };
  return [speech.say('chart.to-come', { when: speech.capitalised(when), ...numbers })];
}
