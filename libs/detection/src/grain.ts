/** What a length of bucket can carry: how much must lie before it, and which sums of buckets tell something. By simulation for this project. */
export interface Grain {
  /** Years of history that a curve with trend and season needs. */
  readonly curveYears: number;
  /** The curve is fitted anew in every so many buckets; more often gains nothing. */
  readonly refit: number;
  /** A change that goes on is looked for against the curve in sums of so many buckets as well. */
  readonly sums: readonly number[];
  /** The bucket and the sums that end with it overlap, and are worth so many independent looks. */
  readonly looks: number;
  /** Exact tests of few cases: the sums that they look at, and the buckets that must lie before a sum. */
  readonly sparse: { readonly windows: readonly number[]; readonly history: number };
  /** Before there is a curve: the last buckets against those before them, as EARS does. */
  readonly recent: { readonly windows: readonly number[]; readonly halfLife: number; readonly history: number };
  /** What Farrington's methods compare a bucket with: as R does for weeks, and in proportion; a year has no season. */
  readonly seasons?: { readonly w: number; readonly noPeriods: number; readonly pastWeeksNotIncluded: number };
}

const WEEKS: Grain = {
  curveYears: 2,
  refit: 4,
  sums: [2, 4, 8],
  looks: 3,
  sparse: { windows: [1, 2, 4, 8, 13], history: 26 },
  recent: { windows: [1, 2, 4], halfLife: 13, history: 8 },
  seasons: { w: 3, noPeriods: 10, pastWeeksNotIncluded: 26 },
};
const MONTHS: Grain = {
  curveYears: 2,
  refit: 1,
  sums: [2, 3],
  looks: 2,
  sparse: { windows: [1, 2, 3, 6], history: 12 },
  recent: { windows: [1, 2, 3], halfLife: 36, history: 6 },
  seasons: { w: 1, noPeriods: 4, pastWeeksNotIncluded: 6 },
};
/** With four years the curve finds as many rises as exact tests, and those of half as many again, which they miss. */
const QUARTERS: Grain = {
  curveYears: 4,
  refit: 1,
  sums: [2],
  looks: 1.5,
  sparse: { windows: [1, 2, 4], history: 8 },
  recent: { windows: [1, 2], halfLife: 12, history: 4 },
  seasons: { w: 0, noPeriods: 4, pastWeeksNotIncluded: 2 },
};
/** A trend through six years is so uncertain that exact tests against their mean find half as many rises again; from eight on it is not. */
const YEARS: Grain = {
  curveYears: 8,
  refit: 1,
  sums: [],
  looks: 1,
  sparse: { windows: [1, 2], history: 3 },
  recent: { windows: [1], halfLife: 3, history: 3 },
};

/**
 * @param bucketsPerYear 365.25 / 7 for weeks of the calendar; 12, 4 or 1 for months, quarters and years
 * @throws RangeError for less than one bucket a year
 */
export function grainOf(bucketsPerYear: number): Grain {
  if (!(bucketsPerYear >= 1)) throw new RangeError(`bucketsPerYear must be at least 1, and is ${bucketsPerYear}.`);
  if (bucketsPerYear > 12) return WEEKS;
  if (bucketsPerYear > 4) return MONTHS;
  return bucketsPerYear > 1 ? QUARTERS : YEARS;
}
