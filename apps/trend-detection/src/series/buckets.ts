import type { Measure } from '@landbridge/contracts';
import { PRECISIONS, type Precision } from '@landbridge/contracts/codes';
import { bucketOf } from '../counting/calendar.ts';
import { placeOf } from '../counting/counter-key.ts';
import type { Counted } from '../counting/contribution.ts';
import type { CounterDocument } from '../counting/counting.collections.ts';

export const BUCKETS = ['week', 'month', 'quarter', 'year'] as const;
export type Bucket = (typeof BUCKETS)[number];

/** By when reports were recorded, or by when what they tell of happened. */
export const CLOCKS = ['recorded', 'observed'] as const;
export type SeriesClock = (typeof CLOCKS)[number];

export interface CountedBucket {
  /** Epoch days of the first day, and of the day after the last. */
  readonly from: number;
  readonly until: number;
  readonly count: number;
}

/** From a first day on it is as many days at least to the day after the last, and fewer than twice as many. */
const DAYS = { week: 7, month: 31, quarter: 92, year: 366 } as const;

export const nextBucket = (first: number, bucket: Bucket): number => bucketOf(first + DAYS[bucket], bucket);

/** Whether a bucket may sum a grain: one no longer than itself. */
export const sumsGrain = (bucket: Bucket, grain: string) => {
  const at = PRECISIONS.indexOf(grain as Precision);
  return at >= 0 && at <= PRECISIONS.indexOf(bucket);
};

/** What is summed, and how. */
export interface Cut {
  readonly measure: Measure;
  readonly bucket: Bucket;
  readonly clock: SeriesClock;
}

/** Sums of a series by the first day of each bucket. A week counts in the month, quarter or year that its Monday lies in. */
export function bucketSums(
  documents: readonly CounterDocument[],
  { measure, bucket, clock }: Cut,
  cellCounts: (cell: string) => boolean,
): Map<number, number> {
  const sums = new Map<number, number>();
  for (const document of documents) {
    const { grain, cell } = placeOf(document._id);
    if (!sumsGrain(bucket, grain) || !cellCounts(cell)) continue;
    const { r, e } = document.sums[measure] ?? {};
    for (const [day, amount] of Object.entries((clock === 'recorded' ? r : e) ?? {})) {
      const first = bucketOf(Number(day), bucket);
      sums.set(first, (sums.get(first) ?? 0) + amount);
    }
  }
  return sums;
}

/** The same of single reports. */
export async function reportSums(reports: AsyncIterable<Counted>, { measure, bucket, clock }: Cut): Promise<Map<number, number>> {
  const sums = new Map<number, number>();
  for await (const { grain, recorded, occurred, amounts } of reports) {
    if (!sumsGrain(bucket, grain)) continue;
    // as a counter of its grain has it
    const first = bucketOf(bucketOf(clock === 'recorded' ? recorded : occurred, grain), bucket);
    sums.set(first, (sums.get(first) ?? 0) + (amounts[measure] ?? 0));
  }
  return sums;
}

/** Lays sums out one bucket after the other, nothing where there is none. @param from first day of the first @param to any day of the last */
export function layOut(sums: ReadonlyMap<number, number>, bucket: Bucket, from: number, to: number): CountedBucket[] {
  const buckets: CountedBucket[] = [];
  for (let first = from; first <= to; first = nextBucket(first, bucket))
    buckets.push({ from: first, until: nextBucket(first, bucket), count: sums.get(first) ?? 0 });
  return buckets;
}
