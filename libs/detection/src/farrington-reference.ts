import { atLeast } from './farrington-options.ts';

/** The buckets that a bucket is compared with, as ages: how many buckets before it they lie. */
export interface Reference {
  /** Grouped by period; the period of the evaluated bucket, the season around its anniversaries, comes last. */
  readonly ages: Int32Array;
  /** Where each period begins in `ages`, and, as the last entry, where the last one ends. */
  readonly starts: readonly number[];
  /** The oldest age of all. */
  readonly oldest: number;
}

export interface ReferenceOptions {
  readonly b: number;
  readonly w: number;
  readonly bucketsPerYear: number;
  /** Periods that a year is split into, the season around the anniversary being one of them. */
  readonly noPeriods: number;
  /** This many of the newest buckets are left out. */
  readonly pastWeeksNotIncluded: number;
}

/**
 * The 2w+1 buckets around each anniversary are one period; what lies between two anniversaries is split into noPeriods − 1 blocks
 * of near equal length, the older ones longer by one. With one period only the season itself is taken.
 *
 * Source: Noufaily et al. 2013, Stat Med 32, 1206–1222, section 3; block lengths as in surveillance 1.20.3.
 * @throws RangeError where no regression can come of it
 */
export function referenceOf({ b, w, bucketsPerYear, noPeriods, pastWeeksNotIncluded }: ReferenceOptions): Reference {
  const between = bucketsPerYear - 2 * w - 1;
  if (!Number.isInteger(noPeriods) || noPeriods < 1 || noPeriods > between + 1)
    throw new RangeError(`noPeriods must be a whole number from 1 to ${between + 1}, and is ${noPeriods}.`);
  atLeast('pastWeeksNotIncluded', pastWeeksNotIncluded, 0);
  const periods = Array.from({ length: noPeriods }, (): number[] => []);
  const oldest = b * bucketsPerYear + w;
  for (let age = oldest; age > pastWeeksNotIncluded; age -= 1) {
    // how far the bucket lies behind the end of the season before it
    const place = bucketsPerYear - w - 1 - (age % bucketsPerYear);
    const inSeason = place < 0 || place >= between;
    if (inSeason) periods.at(-1)?.push(age);
    else if (noPeriods > 1) periods[blockOf(place, between, noPeriods - 1)]?.push(age);
  }
  const filled = periods.filter((ages) => ages.length > 0);
  const ages = Int32Array.from(filled.flat());
  if (!periods.at(-1)?.length || ages.length <= filled.length + 1)
    throw new RangeError(`b = ${b}, w = ${w} and pastWeeksNotIncluded = ${pastWeeksNotIncluded} leave too few buckets to compare with.`);
  let end = 0;
  return { ages, starts: [0, ...filled.map(({ length }) => (end += length))], oldest };
}

/** Which of `blocks` near equal blocks of `length` buckets a place lies in; the first ones take what is left over. */
function blockOf(place: number, length: number, blocks: number): number {
  const short = Math.floor(length / blocks);
  const longer = length % blocks;
  const inLonger = longer * (short + 1);
  return place < inLonger ? Math.floor(place / (short + 1)) : longer + Math.floor((place - inLonger) / short);
}
