import type { BucketDocument } from './evaluation.collections.ts';
import type { Rise, Told } from './rises.ts';

/** Weeks without an alarm after which a change is over. */
export const QUIET_WEEKS = 4;

/** A change from its first alarm to its last, with no more than a few quiet weeks between alarms. Days are epoch days of Mondays. */
export interface Episode {
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
export function episodesOf(buckets: readonly Pick<BucketDocument, 'week' | 'rises'>[]): Episode[] {
  const episodes: Episode[] = [];
  for (const { week, rises } of buckets)
    for (const rise of rises) {
      const at = episodes.findIndex((episode) => goesOn(episode, rise, week));
      const current = episodes[at];
      if (current) episodes[at] = prolonged(current, rise, week);
      else episodes.push({ first: week, last: week, lead: rise.lead, newest: rise, numbers: rise.lead, shown: shownBy(rise) });
    }
  return episodes;
}

/** Whether a change may still go on, seen from the last closed week. */
export function isOpen({ last }: Pick<Episode, 'last'>, closedWeek: number): boolean {
  return closedWeek - last <= 7 * QUIET_WEEKS;
}

export const lineOf = ({ series, measure }: Pick<Told, 'series' | 'measure'>) => `${series} ${measure}`;

export const isFall = ({ kind }: Pick<Rise, 'kind'>) => kind === 'fall';

function goesOn({ last, lead, newest, shown }: Episode, rise: Rise, week: number): boolean {
  if (week - last > 7 * QUIET_WEEKS || isFall(newest) !== isFall(rise)) return false;
  return shown.has(lineOf(rise.lead)) || rise.shares.some((share) => lineOf(share) === lineOf(lead));
}

/** Where a week tells of it twice, what tells it more clearly is its newest alarm. */
function prolonged(episode: Episode, rise: Rise, week: number): Episode {
  const shown = new Set([...episode.shown, ...shownBy(rise)]);
  if (episode.last === week && (episode.newest.lead.p ?? 0) <= (rise.lead.p ?? 0)) return { ...episode, shown };
  const numbers = [rise.lead, ...rise.shares].find((told) => lineOf(told) === lineOf(episode.lead)) ?? rise.lead;
  return { ...episode, last: week, newest: rise, numbers, shown };
}

function shownBy({ lead, shares }: Rise): Set<string> {
  return new Set([lead, ...shares].map(lineOf));
}
