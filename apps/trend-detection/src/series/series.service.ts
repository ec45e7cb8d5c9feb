import type { Dimension } from '@landbridge/contracts';
import { Problem, type Caller } from '@landbridge/platform';
import { type Audience, audienceSees } from '@landbridge/sharing';
import { Injectable } from '@nestjs/common';
import { MOST_BUCKETS } from '../charts/plot.ts';
import { bucketOf, dayText, epochDay } from '../counting/calendar.ts';
import type { Counted } from '../counting/contribution.ts';
import { CountersRepository, seriesKey } from '../counting/counters.repository.ts';
import { type Series, TOTAL } from '../counting/series.ts';
import { EvaluationService } from '../evaluation/evaluation.service.ts';
import { readMethods } from '../evaluation/method-choice.ts';
import { type Grain, WEEK } from '../evaluation/grain.ts';
import { firstBucket, laidOut, sumsByCell, sumsOver } from '../evaluation/series-sums.ts';
import { lastClosedWeek } from '../evaluation/weeks.ts';
import { FiguresReader } from '../figures/figures-reader.ts';
import { TrendDetectionConfig } from '../trend-detection.config.ts';
import { Alarms } from './alarms.ts';
import { type Bucket, bucketSums, type CountedBucket, type Cut, layOut, reportSums } from './buckets.ts';
import { countsInForce } from './counts-in-force.ts';
import { type Expected, expectationsOf } from './expectations.ts';
import { type IsBehind, membershipOf } from './membership.ts';
import { Nowcasts } from './nowcasts.ts';
import { RecordedReports } from './recorded-reports.ts';
import { longestSpan, requireOrder } from './span.ts';
import type { SeriesAnswer, SeriesAsked, SeriesBucket } from './series.query.ts';

/** Where is counted, and for whom. */
interface Place {
  readonly generation: string;
  readonly audience: Audience;
}

@Injectable()
export class SeriesService {
  constructor(
    private readonly counters: CountersRepository,
    private readonly evaluation: EvaluationService,
    private readonly figures: FiguresReader,
    private readonly alarms: Alarms,
    private readonly recorded: RecordedReports,
    private readonly nowcasts: Nowcasts,
    private readonly config: TrendDetectionConfig,
  ) {}

  /** @param grain of the trend that the series is asked for; figures of a month, a quarter or a year are counted for themselves then */
  async read(caller: Caller, asked: SeriesAsked, stated?: string, grain = WEEK): Promise<SeriesAnswer> {
    const { dimension, value, audience, measure, bucket = grain.name, clock = grain.clock, from, to } = asked;
    const isWatched = bucket === grain.name && clock === grain.clock;
    requireOrder(from, to);
    const counted = await this.figures.audience(caller, audience, stated);
    const { generation, now } = await countsInForce(this.evaluation);
    const series: Series = `${dimension}:${value}`;
    const isBehind = membershipOf(dimension, value);
    const cut = { measure, bucket, clock };
    const place = { generation, audience: counted };
    const own = isWatched && grain !== WEEK ? grain : undefined;
    const sums = isBehind ? await this.sumsBehind(place, isBehind, now, cut) : await this.sumsOf(place, series, cut, own);
    const openFrom = lastClosedWeek(now) + 7;
    const buckets = shown(sums, { bucket, from, to, closed: openFrom - 1 });
    const alarms = isWatched ? await this.alarms.of(caller, asked, grain, buckets[0]?.from ?? Infinity, stated) : undefined;
    const knownFrom = isBehind ? grain.later(grain.bucketOf(longestSpan(now).from), 1) : -Infinity;
    const expectations = isWatched ? await this.expectations({ ...place, knownFrom }, grain, dimension, sums, buckets) : undefined;
    const behind: IsBehind = isBehind ?? ((report) => report.series.includes(series));
    const nowcasts = clock === 'recorded' ? await this.nowcasts.of(buckets, { ...place, isBehind: behind, cut }, now) : undefined;
    return {
      dimension,
      value,
      audience,
      measure,
      bucket,
      clock,
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
      buckets: buckets.map(({ from: first, until, count }): SeriesBucket => {
        const nowcast = nowcasts?.get(first);
        return {
          from: dayText(first),
          count,
          ...expectations?.get(first),
          ...(alarms && { alarm: alarms.has(first) }),
          ...(until > openFrom && { provisional: true }),
          ...(nowcast && { nowcast }),
        };
      }),
    };
  }

  /** @param own counts what is as exact as its buckets, and nothing that is more so */
  private async sumsOf({ generation, audience }: Place, series: Series, cut: Cut, own?: Grain): Promise<Map<number, number>> {
    const key = seriesKey(generation, series);
    const documents = (await this.counters.documentsOf([key])).get(key) ?? [];
    const sees = (cell: string) => audienceSees(audience, cell);
    return own ? sumsOver(sumsByCell(documents, own), cut.measure, sees) : bucketSums(documents, cut, sees);
  }

  /** Of what no counter holds, from the reports of the last five years. */
  private sumsBehind({ generation, audience }: Place, isBehind: IsBehind, now: Date, cut: Cut): Promise<Map<number, number>> {
    return reportSums(filtered(this.recorded.within(generation, audience, longestSpan(now)), isBehind), cut);
  }

  /** From the audience's first bucket on one without a report is a nought. @param place with the first bucket of which all is known */
  private async expectations(
    { generation, audience, knownFrom }: Place & { readonly knownFrom: number },
    grain: Grain,
    dimension: Dimension,
    sums: ReadonlyMap<number, number>,
    buckets: readonly CountedBucket[],
  ): Promise<Map<number, Expected> | undefined> {
    const [first, last] = [buckets[0], buckets.at(-1)];
    if (!first || !last) return undefined;
    const key = seriesKey(generation, TOTAL);
    const total = (await this.counters.documentsOf([key])).get(key) ?? [];
    const begin = firstBucket(sumsOver(sumsByCell(total, grain), 'reports', (cell) => audienceSees(audience, cell)));
    const selected = readMethods(this.config.DETECTION_METHODS)?.[dimension];
    const line = begin === undefined ? undefined : laidOut(sums, grain, Math.max(begin, knownFrom), last.from);
    return line && expectationsOf(line, grain, first.from, selected);
  }
}

async function* filtered(reports: AsyncIterable<Counted>, isBehind: IsBehind): AsyncGenerator<Counted> {
  for await (const report of reports) if (isBehind(report)) yield report;
}

/**
 * @param closed last day of the newest week that is over
 * @throws Problem 400 for more buckets than anybody looks at
 */
function shown(
  sums: ReadonlyMap<number, number>,
  { bucket, from, to, closed }: { bucket: Bucket; from: string | undefined; to: string | undefined; closed: number },
): CountedBucket[] {
  const filled = [...sums].filter(([, sum]) => sum !== 0).map(([day]) => day);
  if (filled.length === 0) return [];
  const [oldest, newest] = [filled.reduce((a, b) => Math.min(a, b)), filled.reduce((a, b) => Math.max(a, b), closed)];
  const first = Math.max(oldest, from === undefined ? oldest : bucketOf(epochDay(from), bucket));
  const buckets = layOut(sums, bucket, first, Math.min(newest, to === undefined ? newest : epochDay(to)));
  if (buckets.length <= MOST_BUCKETS) return buckets;
  throw new Problem({
    type: 'too-many-buckets',
    status: 400,
    title: 'The series is too long',
    detail: `A series has at most ${MOST_BUCKETS} buckets in one answer. Narrow it with from and to, or ask for longer buckets.`,
  });
}
