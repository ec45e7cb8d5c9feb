import type { BucketDocument } from './evaluation.collections.ts';
import type { Grain } from './grain.ts';
import { type Rise, type Share, standsFor, type Told } from './rises.ts';

/** A change from its first alarm to its last, with no more than a few quiet buckets between alarms. */
export interface Episode {
  readonly grain: Grain;
  /** Buckets. */
  readonly first: number;
  readonly last: number;
  /** The series that told of it first; it is followed to its end, whichever shows it most later. */
  readonly lead: Pick<Told, 'series' | 'measure'>;
  /** The newest alarm, with who is behind the lead in it, and the lead's numbers. */
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

/** Where another series leads, who is behind it, and what may explain it, is that series' own. */
function prolonged(episode: Episode, rise: Rise | undefined, bucket: number): Episode {
  if (!rise) return episode;
  const shown = new Set([...episode.shown, ...shownBy(rise)]);
  const own = ownIn(rise, episode);
  const newest = isNamedAfter(episode, rise) ? rise : { ...episode.newest, ...own?.behind, shares: [rise.lead, ...rise.shares] };
  return { ...episode, last: bucket, newest, numbers: own ?? episode.numbers, shown };
}

function isNamedAfter({ lead }: Episode, rise: Rise): boolean {
  return lineOf(lead) === lineOf(rise.lead);
}

/** A faint change does not go on as a far clearer one that shares in its series. */
function isMostOf(episode: Episode, rise: Rise): boolean {
  const own = ownIn(rise, episode);
  return own !== undefined && standsFor(own, rise.lead);
}

/** What the series that an episode is named after shows of a change. An episode goes on only with what it shows itself. */
function ownIn({ lead, shares }: Rise, episode: Episode): Share | undefined {
  return [lead, ...shares].find((told) => lineOf(told) === lineOf(episode.lead));
}

function shownBy({ lead, shares }: Rise): Set<string> {
  return new Set([lead, ...shares].map(lineOf));
}
