import { dayOf, dayText, WEEKS, type Week } from './calendar.ts';
import type { OrganisationKey } from './organisations.ts';
import type { Random } from './random.ts';

/** A week of one sample, as a pace needs it. */
export interface Moment {
  readonly week: Week;
  readonly weeks: readonly Week[];
  /** Of the reports before a change, how many this sample holds; 1 in a large one. The change itself never thins out. */
  readonly share: number;
  /** A stream of its own for each purpose. */
  readonly random: (...purpose: readonly (string | number)[]) => Random;
}

/** How many report what a change lays down, and who, week by week. */
export interface Pace {
  readonly organisations: readonly OrganisationKey[];
  /** The day that the change begins with, where the sample covers it. */
  readonly from?: string | undefined;
  /** Index of the first week of the change. */
  begins(weeks: readonly Week[]): number;
  /** Who reports in a week, once for each report. */
  reporters(moment: Moment): OrganisationKey[];
}

interface Rotating {
  /** Reports a week before the change: each run of weeks takes these counts in an order of its own. */
  readonly before: readonly number[];
  /** Reports in each week of the change, up to the last complete week. */
  readonly after: readonly number[];
  /** In turn from week to week, so that none has much more than its share. */
  readonly organisations: readonly OrganisationKey[];
  /** Where the sample covers this day, the change begins in its week and stays at the last count. */
  readonly from?: string | undefined;
}

/** Weeks that a day must leave before and after it, so that the sample shows what changed with it. */
const LEARNT = 52;
const SHOWN = 4;

/** The same weekly counts under every seed but for their order. */
export function rotating({ before, after, organisations, from }: Rotating): Pace {
  const begins = (weeks: readonly Week[]) => (from === undefined ? undefined : covered(from, weeks)) ?? WEEKS - after.length;
  return {
    organisations,
    from,
    begins,
    reporters: ({ week, weeks, share, random }) => {
      const since = week.index - begins(weeks);
      const planned = since < 0 ? thinned(turnOf(before, week, random), share, random('thin', week.index)) : (after[since] ?? after.at(-1));
      const count = Math.floor(((planned ?? 0) * week.days) / 7);
      const turn = random('who', Math.floor(week.index / organisations.length)).shuffled(organisations);
      return Array.from({ length: count }, (_, i) => turn.slice((week.index + i) % turn.length)[0]).filter((one) => one !== undefined);
    },
  };
}

interface Joining {
  /** How many of the organisations send figures in each round, a round a year; the last holds on. */
  readonly rounds: readonly number[];
  readonly each: number;
  /** In the first round the figures of so many years come at once. */
  readonly years: number;
  readonly organisations: readonly OrganisationKey[];
}

/** Weeks of the year in which yearly figures are sent. */
const ROUND = { first: 2, weeks: 6 } as const;

/** More and more organisations send the figures of the year before, each as many as ever. The second round is the first with more. */
export function joining({ rounds, each, years, organisations }: Joining): Pace {
  const yearsOf = (weeks: readonly Week[]) => [...new Set(weeks.filter(isInRound).map(yearOf))];
  return {
    organisations,
    begins: (weeks) => weeks.find((week) => isInRound(week) && yearOf(week) === yearsOf(weeks)[1])?.index ?? WEEKS,
    reporters: ({ week, weeks }) => {
      if (!isInRound(week)) return [];
      const round = yearsOf(weeks).indexOf(yearOf(week));
      const joined = rounds[Math.min(round, rounds.length - 1)] ?? 0;
      const due = organisations.slice(0, joined).filter((_, i) => ROUND.first + (i % ROUND.weeks) === weekOfYear(week));
      return due.flatMap((one) => Array.from({ length: round === 0 ? each * years : each }, () => one));
    },
  };
}

/** Index of the week of the day, where the sample has enough on both sides of it. */
export function covered(day: string, weeks: readonly Week[]): number | undefined {
  const index = Math.floor((dayOf(day) - (weeks[0]?.monday ?? 0)) / 7);
  return index >= LEARNT && index <= WEEKS - SHOWN ? index : undefined;
}

function turnOf(counts: readonly number[], { index }: Week, random: Moment['random']): number {
  return random(Math.floor(index / counts.length)).shuffled(counts)[index % counts.length] ?? 0;
}

function thinned(count: number, share: number, random: Random): number {
  return Math.floor(count * share + random.next());
}

const isInRound = (week: Week) => weekOfYear(week) >= ROUND.first && weekOfYear(week) < ROUND.first + ROUND.weeks;
const yearOf = ({ monday }: Week) => dayText(monday).slice(0, 4);
const weekOfYear = (week: Week) => Math.floor((week.monday - dayOf(`${yearOf(week)}-01-01`)) / 7);
