import { type Coverage, nowcast } from '@landbridge/detection';
import { Injectable } from '@nestjs/common';
import type { Audience } from '@landbridge/sharing';
import { epochDay, startOf, weekOf } from '../counting/calendar.ts';
import type { Counted } from '../counting/contribution.ts';
import { atOnce, HORIZON, LearntDelays, LOOKED_AT } from '../delays/learnt-delays.ts';
import { type CountedBucket, type Cut, sumsGrain } from './buckets.ts';
import type { IsBehind } from './membership.ts';
import { RecordedReports } from './recorded-reports.ts';
import type { BucketNowcast } from './series.query.ts';

/** Of which more than this share should have come is complete. */
const COMPLETE = 0.99;
/** Where less than this share should have come, what came says too little of what will. */
const TOLD_FROM = 0.2;

const DAY = 86_400_000;

/** Of which series the buckets are, and for whom. */
export interface NowcastAsked {
  readonly generation: string;
  readonly audience: Audience;
  readonly isBehind: IsBehind;
  readonly cut: Cut;
}

/** What the newest buckets are to hold in the end, by how late the reports come that the audience itself sees. */
@Injectable()
export class Nowcasts {
  constructor(private readonly recorded: RecordedReports) {}

  /** By the first day of the bucket. */
  async of(buckets: readonly CountedBucket[], asked: NowcastAsked, now: Date): Promise<Map<number, BucketNowcast>> {
    const today = epochDay(now);
    const open = buckets.filter(({ until }) => until > today - HORIZON);
    if (open.length === 0) return new Map();
    const span = { from: today - LOOKED_AT, to: today };
    const reports: Counted[] = [];
    for await (const report of this.recorded.within(asked.generation, asked.audience, span)) reports.push(report);
    return nowcastsOf(open, reports, asked, now);
  }
}

export function nowcastsOf(
  buckets: readonly CountedBucket[],
  reports: readonly Counted[],
  { isBehind, cut }: Pick<NowcastAsked, 'isBehind' | 'cut'>,
  now: Date,
): Map<number, BucketNowcast> {
  const today = epochDay(now);
  const delays = LearntDelays.of(reports, today);
  if (!delays) return new Map();
  const own = delays.teachers.filter((report) => sumsGrain(cut.bucket, report.grain) && isBehind(report));
  const lot = lotOf(own, cut);
  const passed = (now.getTime() - startOf(today).getTime()) / DAY;
  return new Map(
    buckets.flatMap((bucket): [number, BucketNowcast][] => {
      const share = delays.coverage(bucket, passed, own);
      return share.mean > COMPLETE ? [] : [[bucket.from, bucketNowcast(bucket.count, share, lot)]];
    }),
  );
}

/** An adjustment may take a bucket below nothing; there is no rate for that. */
function bucketNowcast(count: number, share: Coverage, lot: number): BucketNowcast {
  const told = share.mean < TOLD_FROM || count < 0 ? undefined : nowcast(count, share, { lot });
  return {
    share: rounded(share.mean, 1_000),
    ...(told && { estimate: rounded(told.estimate, 10), lower: Math.floor(told.lower), upper: Math.ceil(told.upper) }),
  };
}

/** How much of the measure comes at once: by one organisation, on one day, for one week. */
function lotOf(reports: readonly Counted[], { measure }: Cut): number {
  const lots = new Map<string, number>();
  for (const { organisation, recorded, accepted, amounts } of reports) {
    const lot = `${organisation} ${accepted} ${weekOf(recorded)}`;
    lots.set(lot, (lots.get(lot) ?? 0) + Math.max(0, amounts[measure] ?? 0));
  }
  return atOnce([...lots.values()]);
}

const rounded = (value: number, by: number) => Math.round(value * by) / by;
