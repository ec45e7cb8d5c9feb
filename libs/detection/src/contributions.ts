/** What one report, or one organisation's reports of one bucket with one delay, brought to a series. */
export interface Contribution {
  readonly organisation: string;
  /** Number of the bucket, counted in buckets of equal length. */
  readonly bucket: number;
  /** In the series' unit. */
  readonly amount: number;
  /** Whole days from what was seen to its record. */
  readonly delayDays: number;
  /** Bucket of the organisation's first report of any kind. */
  readonly firstBucketOfOrganisation: number;
}

/** Buckets from the first to the last, both included. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The buckets of a change, and those that it is held against. */
export interface Comparison {
  readonly window: Span;
  readonly baseline: Span;
}

/** Sums of a series in a comparison. */
export interface Sums {
  readonly observed: number;
  /** The baseline's sum, scaled to as many buckets as the window has. */
  readonly expected: number;
}

/** Whether contributions still show the change. */
export type Stands = (contributions: readonly Contribution[]) => boolean;

export function sumsOf(contributions: readonly Contribution[], { window, baseline }: Comparison): Sums {
  return { observed: sumIn(contributions, window), expected: (sumIn(contributions, baseline) * lengthOf(window)) / lengthOf(baseline) };
}

export function sumIn(contributions: readonly Contribution[], span: Span): number {
  return contributions.reduce((total, { bucket, amount }) => total + (within(bucket, span) ? amount : 0), 0);
}

export function within(bucket: number, { from, to }: Span): boolean {
  return bucket >= from && bucket <= to;
}

export function lengthOf({ from, to }: Span): number {
  return to - from + 1;
}

/** Contributions by organisation. */
export function byOrganisation(contributions: readonly Contribution[]): Map<string, Contribution[]> {
  const found = new Map<string, Contribution[]>();
  for (const contribution of contributions) {
    const known = found.get(contribution.organisation);
    if (known) known.push(contribution);
    else found.set(contribution.organisation, [contribution]);
  }
  return found;
}

/**
 * Whether a change still stands when any one organisation is left out: nobody alone makes a trend.
 *
 * Source: own, in the manner of the jackknife (Tukey 1958, Ann Math Stat 29, 614), with an organisation for a unit, since its reports depend on
 * each other.
 * @returns `false`, too, where there is one organisation or none
 */
export function survivesLeavingAnyOut(contributions: readonly Contribution[], stands: Stands): boolean {
  const organisations = [...byOrganisation(contributions).keys()];
  return (
    organisations.length > 1 && organisations.every((left) => stands(contributions.filter(({ organisation }) => organisation !== left)))
  );
}
