import type { Speech } from '../explanations/speech.ts';
import type { Chart } from './plot.ts';

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
  ].join(' ');
}
