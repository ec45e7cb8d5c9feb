import { Problem, type Caller } from '@landbridge/platform';
import { audienceSees } from '@landbridge/sharing';
import { Injectable } from '@nestjs/common';
import { dayText } from '../counting/calendar.ts';
import { CountersRepository, seriesKey } from '../counting/counters.repository.ts';
import { EvaluationService } from '../evaluation/evaluation.service.ts';
import { firstWeek, weeklySeries, weeklySums, weeksByCell } from '../evaluation/weekly-series.ts';
import { FiguresReader } from '../figures/figures-reader.ts';
import type { SeriesAnswer, SeriesQuery } from './series.query.ts';

@Injectable()
export class SeriesService {
  constructor(
    private readonly counters: CountersRepository,
    private readonly evaluation: EvaluationService,
    private readonly figures: FiguresReader,
  ) {}

  async read(caller: Caller, { dimension, value, audience, measure, bucket }: SeriesQuery, stated?: string): Promise<SeriesAnswer> {
    const counted = await this.figures.audience(caller, audience, stated);
    const { generation } = await this.evaluation.backlog();
    if (generation === undefined)
      throw new Problem({
        type: 'counting-anew',
        status: 503,
        title: 'The counts are being made anew',
        detail: 'Try again in a few minutes.',
        headers: { 'retry-after': '60' },
      });
    const key = seriesKey(generation, `${dimension}:${value}`);
    const documents = (await this.counters.documentsOf([key])).get(key) ?? [];
    const sums = weeklySums(weeksByCell(documents), measure, (cell) => audienceSees(counted, cell));
    const first = firstWeek(sums);
    const buckets = first === undefined ? [] : weeklySeries(sums, first, Math.max(...sums.keys())).counts;
    return {
      dimension,
      value,
      audience,
      measure,
      bucket,
      buckets: buckets.map((count, i) => ({ from: dayText((first ?? 0) + 7 * i), count })),
    };
  }
}
