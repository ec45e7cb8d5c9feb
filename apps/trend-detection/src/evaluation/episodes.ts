import type { BucketDocument } from './evaluation.collections.ts';
import type { Grain } from './grain.ts';
import type { Rise, Told } from './rises.ts';

/** From this part of a change on a series may stand for it. */
const MOST = 0.5;

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

/**
 * Two changes of one bucket are two: no episode goes on with both.
 * @param buckets of one family, oldest first
 */
export function episodesOf(buckets: readonly Pick<BucketDocument, 'bucket' | 'rises'>[], grain: Grain): Episode[] {
  let episodes: Episode[] = [];
  for (const { bucket, rises } of buckets) {
    const left = new Set(rises);
    const goingOn = new Map<Episode, Rise>();
    for (const fits of [isNamedAfter, isMostOf])
      for (const rise of left) {
        const episode = episodes.find(
          (one) => mayGoOn(one, bucket) && !goingOn.has(one) && isFall(one.newest) === isFall(rise) && fits(one, rise),
        );
        if (!episode) continue;
        goingOn.set(episode, rise);
        left.delete(rise);
      }
    const begun = [...left].map((rise) => begin(rise, grain, bucket));
    episodes = [...episodes.map((episode) => prolonged(episode, goingOn.get(episode), bucket)), ...begun];
  }
  return episodes;
}

/** Whether a change may still go on, seen from the last closed week. */
export function isOpen({ grain, last }: Pick<Episode, 'grain' | 'last'>, closedWeek: number): boolean {
  return mayGoOn({ grain, last }, grain.closedWith(closedWeek));
}

function mayGoOn({ grain, last }: Pick<Episode, 'grain' | 'last'>, bucket: number): boolean {
  return bucket <= grain.later(last, grain.quiet);
}

export const lineOf = ({ series, measure }: Pick<Told, 'series' | 'measure'>) => `${series} ${measure}`;

export const isFall = ({ kind }: Pick<Rise, 'kind'>) => kind === 'fall';

function begin(rise: Rise, grain: Grain, bucket: number): Episode {
  return { grain, first: bucket, last: bucket, lead: rise.lead, newest: rise, numbers: rise.lead, shown: shownBy(rise) };
}

/** Where another series leads, who is behind it, and what may explain it, is that series' own: of the episode's it was told last when it led. */
function prolonged(episode: Episode, rise: Rise | undefined, bucket: number): Episode {
  if (!rise) return episode;
  const shown = new Set([...episode.shown, ...shownBy(rise)]);
  const newest = isNamedAfter(episode, rise) ? rise : { ...episode.newest, shares: [rise.lead, ...rise.shares] };
  return { ...episode, last: bucket, newest, numbers: ownIn(rise, episode) ?? episode.numbers, shown };
}

function isNamedAfter({ lead }: Episode, rise: Rise): boolean {
  return lineOf(lead) === lineOf(rise.lead);
}

/** A faint change does not go on as a far clearer one that shares in its series. */
function isMostOf(episode: Episode, rise: Rise): boolean {
  const own = ownIn(rise, episode);
  return own !== undefined && perBucket(own) >= MOST * perBucket(rise.lead);
}

/** What the series that an episode is named after shows of a change. An episode goes on only with what it shows itself. */
function ownIn({ lead, shares }: Rise, episode: Episode): Told | undefined {
  return [lead, ...shares].find((told) => lineOf(told) === lineOf(episode.lead));
}

/** How much more, or less, than expected. */
const perBucket = ({ observed, expected, buckets }: Told) => Math.abs(observed - expected) / buckets;

function shownBy({ lead, shares }: Rise): Set<string> {
  return new Set([lead, ...shares].map(lineOf));
}
