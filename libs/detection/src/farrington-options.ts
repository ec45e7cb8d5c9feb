/** How many reports the last buckets must hold for a bound, and how many buckets those are; R's `limit54`. */
export type EnoughReports = readonly [reports: number, buckets: number];

/** What both forms of Farrington's method can be told. Names are those of R's `control`. */
export interface FarringtonOptions {
  /** Years of history. A whole number of at least 1; R's default 5. From 3 on a trend is looked for. */
  readonly b?: number;
  /** Buckets before and after each anniversary that count as the same season. A whole number of at least 0; R's default 3. */
  readonly w?: number;
  /** Chance of a count above the bound. Between 0 and 1; 0.01. */
  readonly alpha?: number;
  /** The fit is repeated with the buckets that stood out weighing less; R's default true. */
  readonly reweight?: boolean;
  /** A linear trend is kept where it holds; R's default true. */
  readonly trend?: boolean;
  /** R's default five reports in four buckets. */
  readonly limit54?: EnoughReports;
  /** 52 for weeks. */
  readonly bucketsPerYear?: number;
  /** Index of the first bucket that is evaluated; the history is used all the same. Default 0. */
  readonly from?: number;
}

/** What a form of Farrington's method says about one bucket. Counts and bounds are in the unit of the counts. */
export interface FarringtonVerdict {
  /** Predicted mean; as `upper`, missing where the last buckets hold too few reports for a bound, or the bound is infinite. */
  readonly expected: number | undefined;
  readonly upper: number | undefined;
  /** Where the count lies between what is expected (0) and the bound (1); missing where the bound is infinite, or is what is expected. */
  readonly score: number | undefined;
  /** Chance of a count as large as this one or larger without a change; missing where the bound is infinite. */
  readonly p: number | undefined;
  /** Variance over mean of the count that is predicted; missing where the bound is infinite. */
  readonly dispersion: number | undefined;
  /** The count lies above the bound, and there are reports enough for one. */
  readonly alarm: boolean;
}

export type FarringtonSettings = Required<FarringtonOptions>;

const defaults: FarringtonSettings = {
  b: 5,
  w: 3,
  alpha: 0.01,
  reweight: true,
  trend: true,
  limit54: [5, 4],
  bucketsPerYear: 52,
  from: 0,
};

/** @throws RangeError where an option is out of its range */
export function farringtonSettings(options: FarringtonOptions): FarringtonSettings {
  const settings = { ...defaults, ...options };
  const { b, w, alpha, limit54, bucketsPerYear, from } = settings;
  atLeast('b', b, 1);
  atLeast('w', w, 0);
  atLeast('bucketsPerYear', bucketsPerYear, 2 * w + 2);
  atLeast('from', from, 0);
  between('alpha', alpha, 0, 1);
  if (!(limit54[0] >= 0)) throw new RangeError(`limit54 must ask for 0 reports or more, and asks for ${limit54[0]}.`);
  atLeast('the number of buckets of limit54', limit54[1], 1);
  return settings;
}

/** @throws RangeError for a count that no regression of counts can take */
export function checkCounts(counts: readonly number[]): void {
  const bad = counts.findIndex((count) => !(count >= 0 && count < Infinity));
  if (bad >= 0) throw new RangeError(`A count must be 0 or more, and the one at index ${bad} is ${counts[bad] ?? NaN}.`);
}

export function atLeast(name: string, value: number, least: number): void {
  if (!Number.isInteger(value) || value < least)
    throw new RangeError(`${name} must be a whole number of at least ${least}, and is ${value}.`);
}

export function between(name: string, value: number, low: number, high: number): void {
  if (!(value > low && value < high)) throw new RangeError(`${name} must lie between ${low} and ${high}, and is ${value}.`);
}
