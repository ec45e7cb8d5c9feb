import { type Measure, PUBLIC_AUDIENCE } from '@landbridge/contracts';
import { Problem, type Caller } from '@landbridge/platform';
import { type Audience, audienceSees } from '@landbridge/sharing';
import { Injectable } from '@nestjs/common';
import { MOST_BUCKETS } from '../charts/plot.ts';
import { bucketOf, dayText, epochDay } from '../counting/calendar.ts';
import { CountersRepository, seriesKey } from '../counting/counters.repository.ts';
import type { CounterDocument } from '../counting/counting.collections.ts';
import { type Series, TOTAL } from '../counting/series.ts';
import { EvaluationService } from '../evaluation/evaluation.service.ts';
import { LinesRepository } from '../evaluation/lines.repository.ts';
import { firstWeek, weeklySeries, weeklySums, weeksByCell } from '../evaluation/weekly-series.ts';
import { lastClosedWeek } from '../evaluation/weeks.ts';
import { FiguresReader } from '../figures/figures-reader.ts';
import { FiguresRepository } from '../figures/figures.repository.ts';
import { type Bucket, bucketSums, type CountedBucket, layOut } from './buckets.ts';
import { countsInForce } from './counts-in-force.ts';
import { alarmsOf, expectationsOf } from './expectations.ts';
import { requireOrder } from './span.ts';
import type { SeriesAnswer, SeriesAsked, SeriesBucket } from './series.query.ts';

@Injectable()
export class SeriesService {
  constructor(
    private readonly counters: CountersRepository,
    private readonly evaluation: EvaluationService,
    private readonly figures: FiguresReader,
    private readonly standing: FiguresRepository,
    private readonly lines: LinesRepository,
  ) {}

  async read(caller: Caller, asked: SeriesAsked, stated?: string): Promise<SeriesAnswer> {
    const { dimension, value, audience, measure, bucket, clock = 'recorded', from, to } = asked;
    requireOrder(from, to);
    const counted = await this.figures.audience(caller, audience, stated);
    const { generation, now } = await countsInForce(this.evaluation);
    const series: Series = `${dimension}:${value}`;
    const [own, total] = [seriesKey(generation, series), seriesKey(generation, TOTAL)];
    const documents = await this.counters.documentsOf([own, total]);
    const sums = bucketSums(documents.get(own) ?? [], { measure, bucket, clock }, (cell) => audienceSees(counted, cell));
    const openFrom = lastClosedWeek(now) + 7;
    const buckets = shown(sums, { bucket, from, to, closed: openFrom - 1 });
    const isWatched = bucket === 'week' && clock === 'recorded';
    const watched = isWatched ? await this.watched(counted, { series, measure }, sums, documents.get(total) ?? [], buckets) : undefined;
    return {
      dimension,
      value,
      audience,
      measure,
      bucket,
      clock,
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
      buckets: buckets.map((one): SeriesBucket => ({
        from: dayText(one.from),
        count: one.count,
        ...watched?.(one),
        ...(one.until > openFrom && { provisional: true }),
      })),
    };
  }

  /** What evaluation says of each week: what it expects, and whether a change stands in it. */
  private async watched(
    audience: Audience,
    line: { series: Series; measure: Measure },
    sums: ReadonlyMap<number, number>,
    total: readonly CounterDocument[],
    buckets: readonly CountedBucket[],
  ): Promise<((bucket: CountedBucket) => Partial<SeriesBucket>) | undefined> {
    const [first, last] = [buckets[0], buckets.at(-1)];
    const begin = firstWeek(weeklySums(weeksByCell(total), 'reports', (cell) => audienceSees(audience, cell)));
    if (!first || !last || begin === undefined) return undefined;
    const expectations = expectationsOf(weeklySeries(sums, begin, last.from), first.from);
    const id = audience === PUBLIC_AUDIENCE ? audience : audience.id;
    const family = (await this.standing.of([id])).get(id)?.family;
    const alarms = alarmsOf(family === undefined ? [] : await this.lines.bucketsOf(family, first.from), line);
    return ({ from }) => ({ ...expectations.get(from), alarm: alarms.has(from) });
  }
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
