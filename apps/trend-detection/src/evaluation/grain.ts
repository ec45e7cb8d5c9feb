import type { TrendGrain } from '@landbridge/contracts';
import type { Precision } from '@landbridge/contracts/codes';
import { weekOf } from '../counting/calendar.ts';
import type { Counted } from '../counting/contribution.ts';
import type { Direction } from './evaluation.collections.ts';

interface Form {
  readonly name: TrendGrain;
  readonly bucketsPerYear: number;
  /** How exact the reports are that count: a figure of a month or a year never raises an alarm in a shorter bucket. */
  readonly precisions: readonly Precision[];
  /** By when reports were recorded, or by when what they tell of happened. */
  readonly clock: 'recorded' | 'observed';
  readonly directions: readonly Direction[];
  /** Buckets whose contributions tell how much of a line is whose. */
  readonly memory: number;
  /** Buckets without an alarm after which a change is over. */
  readonly quiet: number;
  /** Number of the bucket that holds a day, on an axis that does not depend on where a series begins. */
  readonly numberOf: (day: number) => number;
  readonly firstDayOf: (number: number) => number;
}

/** How time is cut for the reports of some precisions. Buckets are named by their first day, as an epoch day (UTC). */
export interface Grain extends Form {
  readonly counts: (precision: string) => boolean;
  readonly bucketOf: (day: number) => number;
  /** The bucket of a report that counts. */
  readonly bucketOfReport: (report: Pick<Counted, 'recorded' | 'occurred'>) => number;
  /** The bucket so many later; earlier, where the number is negative. */
  readonly later: (bucket: number, buckets: number) => number;
  /** Buckets from one to another, both included; none where the other is earlier. */
  readonly between: (from: number, to: number) => number;
  readonly lastDayOf: (bucket: number) => number;
  /** The newest bucket that is over when a week is. @param week its Monday */
  readonly closedWith: (week: number) => number;
}

function grain(form: Form): Grain {
  const { numberOf, firstDayOf, clock, precisions } = form;
  const bucketOf = (day: number) => firstDayOf(numberOf(day));
  const later = (bucket: number, buckets: number) => firstDayOf(numberOf(bucket) + buckets);
  return {
    ...form,
    counts: (precision) => precisions.some((own) => own === precision),
    bucketOf,
    bucketOfReport: ({ recorded, occurred }) => bucketOf(clock === 'recorded' ? recorded : occurred),
    later,
    between: (from, to) => Math.max(0, numberOf(to) - numberOf(from) + 1),
    lastDayOf: (bucket) => later(bucket, 1) - 1,
    closedWith: (week) => later(week + 7, -1),
  };
}

/** 5 January 1970, a Monday. */
const FIRST_MONDAY = 4;
const DAY = 86_400_000;
const MONTHS = { month: 1, quarter: 3, year: 12 } as const;

/** Reports of days and weeks, by when they were recorded: what is alarmed on. */
export const WEEK = grain({
  name: 'week',
  bucketsPerYear: 365.25 / 7,
  precisions: ['day', 'week'],
  clock: 'recorded',
  directions: ['rise', 'fall'],
  memory: 52,
  quiet: 4,
  numberOf: (day) => (weekOf(day) - FIRST_MONDAY) / 7,
  firstDayOf: (number) => FIRST_MONDAY + 7 * number,
});

/**
 * Figures of a month, a quarter or a year, by the time that they are of: they come long after it is over, in any order. So a bucket is
 * re-opened again and again while its figures come, and that there are few of them yet is no fall.
 */
function longer(name: keyof typeof MONTHS, { memory, quiet }: Pick<Form, 'memory' | 'quiet'>): Grain {
  const months = MONTHS[name];
  return grain({
    name,
    bucketsPerYear: 12 / months,
    precisions: [name],
    clock: 'observed',
    directions: ['rise'],
    memory,
    quiet,
    numberOf: (day) => {
      const date = new Date(day * DAY);
      return Math.floor((12 * (date.getUTCFullYear() - 1970) + date.getUTCMonth()) / months);
    },
    firstDayOf: (number) => Date.UTC(1970, months * number, 1) / DAY,
  });
}

export const GRAINS: readonly Grain[] = [
  WEEK,
  longer('month', { memory: 24, quiet: 2 }),
  longer('quarter', { memory: 12, quiet: 1 }),
  longer('year', { memory: 10, quiet: 1 }),
];

/** @param name absent: a week */
export function grainNamed(name: TrendGrain = 'week'): Grain {
  const found = GRAINS.find((one) => one.name === name);
  if (!found) throw new RangeError(`There are no buckets of a ${name}.`);
  return found;
}
