import type { BucketDocument } from './evaluation.collections.ts';
import type { Grain } from './grain.ts';
import type { Rise, Told } from './rises.ts';

/** A change from its first alarm to its last, with no more than a few quiet buckets between alarms. */
export interface Episode {
  readonly grain: Grain;
  /** Buckets. */
  readonly first: number;
  readonly last: number;
  /** The series that told of it first; it is followed to its end, whichever shows it most later. */
  readonly lead: Pick<Told, 'series' | 'measure'>;
  /** The newest alarm, and the numbers of the lead in it. */
  readonly newest: Rise;
  readonly numbers: Told;
  /** Every series that has shown it. */
  readonly shown: ReadonlySet<string>;
}

/** @param buckets of one family, oldest first */
export function episodesOf(buckets: readonly Pick<BucketDocument, 'bucket' | 'rises'>[], grain: Grain): Episode[] {
  const episodes: Episode[] = [];
  for (const { bucket, rises } of buckets)
    for (const rise of rises) {
      const at = episodes.findIndex((episode) => goesOn(episode, rise, bucket));
      const current = episodes[at];
      if (current) episodes[at] = prolonged(current, rise, bucket);
      else episodes.push({ grain, first: bucket, last: bucket, lead: rise.lead, newest: rise, numbers: rise.lead, shown: shownBy(rise) });
    }
  return episodes;
}

/** Whether a change may still go on, seen from the last closed week. */
export function isOpen({ grain, last }: Pick<Episode, 'grain' | 'last'>, closedWeek: number): boolean {
  return grain.closedWith(closedWeek) <= grain.later(last, grain.quiet);
}

export const lineOf = ({ series, measure }: Pick<Told, 'series' | 'measure'>) => `${series} ${measure}`;

export const isFall = ({ kind }: Pick<Rise, 'kind'>) => kind === 'fall';

function goesOn({ grain, last, lead, newest, shown }: Episode, rise: Rise, bucket: number): boolean {
  if (bucket > grain.later(last, grain.quiet) || isFall(newest) !== isFall(rise)) return false;
  return shown.has(lineOf(rise.lead)) || rise.shares.some((share) => lineOf(share) === lineOf(lead));
}

/** Where a bucket tells of it twice, what tells it more clearly is its newest alarm. */
function prolonged(episode: Episode, rise: Rise, bucket: number): Episode {
  const shown = new Set([...episode.shown, ...shownBy(rise)]);
  if (episode.last === bucket && (episode.newest.lead.p ?? 0) <= (rise.lead.p ?? 0)) return { ...episode, shown };
  const numbers = [rise.lead, ...rise.shares].find((told) => lineOf(told) === lineOf(episode.lead)) ?? rise.lead;
  return { ...episode, last: bucket, newest: rise, numbers, shown };
}

function shownBy({ lead, shares }: Rise): Set<string> {
  return new Set([lead, ...shares].map(lineOf));
}
