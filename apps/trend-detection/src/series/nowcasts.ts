import { type Coverage, nowcast, TOLD_FROM } from '@landbridge/detection';
import { Injectable } from '@nestjs/common';
import type { Audience } from '@landbridge/sharing';
import { epochDay, startOf } from '../counting/calendar.ts';
import type { Counted } from '../counting/contribution.ts';
import { CountersRepository, seriesKey } from '../counting/counters.repository.ts';
import { TOTAL } from '../counting/series.ts';
import { atOnce, HORIZON, LearntDelays, LOOKED_AT } from '../delays/learnt-delays.ts';
import { type CountedBucket, type Cut, sumsGrain } from './buckets.ts';
import type { IsBehind } from './membership.ts';
import { RecordedReports } from './recorded-reports.ts';
import type { BucketNowcast } from './series.query.ts';

/** Of which more than this share should have come is complete. */
const COMPLETE = 0.99;

const DAY = 86_400_000;

/** Of which series the buckets are, and for whom. */
export interface NowcastAsked {
  readonly generation: string;
  readonly audience: Audience;
  readonly isBehind: IsBehind;
  readonly cut: Cut;
}

type Delays = LearntDelays<Counted>;

/** What was learnt is good as long as nothing else is counted, and at most for so long: a report is stored a moment after it is counted. */
const REMEMBERED = 60_000;

/** What the newest buckets are to hold in the end, by how late the reports come that the audience itself sees. */
@Injectable()
export class Nowcasts {
  /** The last that was learnt: the charts of a page are of one audience. */
  private last: { readonly of: string; readonly until: number; readonly delays: Promise<Delays | undefined> } | undefined;

  constructor(
    private readonly recorded: RecordedReports,
    private readonly counters: CountersRepository,
  ) {}

  /** By the first day of the bucket. */
  async of(buckets: readonly CountedBucket[], asked: NowcastAsked, now: Date): Promise<Map<number, BucketNowcast>> {
    const open = buckets.filter(({ until }) => until > epochDay(now) - HORIZON);
    const delays = open.length === 0 ? undefined : await this.delays(asked, epochDay(now));
    return delays ? nowcastsOf(open, delays, asked, now) : new Map<number, BucketNowcast>();
  }

  private async delays({ generation, audience }: NowcastAsked, today: number): Promise<Delays | undefined> {
    const key = seriesKey(generation, TOTAL);
    const stamps = ((await this.counters.documentsOf([key])).get(key) ?? []).map(({ upTo }) => upTo);
    const of = JSON.stringify([generation, audience, today, stamps.length, stamps.reduce((sum, stamp) => sum + stamp, 0)]);
    if (this.last?.of === of && Date.now() < this.last.until) return this.last.delays;
    const delays = this.learn(generation, audience, today);
    this.last = { of, until: Date.now() + REMEMBERED, delays };
    delays.catch(() => (this.last = undefined));
    return delays;
  }

  private async learn(generation: string, audience: Audience, today: number): Promise<Delays | undefined> {
    const reports: Counted[] = [];
    for await (const { signature: _, ...report } of this.recorded.within(generation, audience, { from: today - LOOKED_AT, to: today }))
      reports.push(report);
    return LearntDelays.of(reports, today);
  }
}

export function nowcastsOf(
  buckets: readonly CountedBucket[],
  delays: Delays,
  { isBehind, cut }: Pick<NowcastAsked, 'isBehind' | 'cut'>,
  now: Date,
): Map<number, BucketNowcast> {
  const own = delays.teachers.filter((report) => sumsGrain(cut.bucket, report.grain) && isBehind(report));
  const lot = lotOf(own, cut);
  const passed = (now.getTime() - startOf(epochDay(now)).getTime()) / DAY;
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

/** How much of the measure comes at once with one report. What one organisation sends at once would tell that it is one. */
function lotOf(reports: readonly Counted[], { measure }: Cut): number {
  return atOnce(reports.map(({ amounts }) => Math.max(0, amounts[measure] ?? 0)));
}

const rounded = (value: number, by: number) => Math.round(value * by) / by;
