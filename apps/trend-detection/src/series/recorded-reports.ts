import type { Dimension } from '@landbridge/contracts';
import type { Caller } from '@landbridge/platform';
import { type Audience, audienceSees } from '@landbridge/sharing';
import { Injectable } from '@nestjs/common';
import type { Span } from '../counting/calendar.ts';
import type { Counted } from '../counting/contribution.ts';
import { CountersRepository } from '../counting/counters.repository.ts';
import { EvaluationService } from '../evaluation/evaluation.service.ts';
import { FiguresReader } from '../figures/figures-reader.ts';
import { countsInForce } from './counts-in-force.ts';
import { spanOf } from './span.ts';

/** Days whose reports are held at once. */
const STRETCH = 28;

/** Who asks for which days of whom. */
export interface SpanAsked {
  readonly audience: string;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** What counts of single reports, for figures that no counter holds. */
@Injectable()
export class RecordedReports {
  constructor(
    private readonly counters: CountersRepository,
    private readonly evaluation: EvaluationService,
    private readonly figures: FiguresReader,
  ) {}

  /** Those of an audience that the caller may read, and the days. @throws Problem as `FiguresReader.audience` and `spanOf` do */
  async of(caller: Caller, asked: SpanAsked, stated: string | undefined): Promise<{ span: Span; reports: AsyncGenerator<Counted> }> {
    const counted = await this.figures.audience(caller, asked.audience, stated);
    const { generation, now } = await countsInForce(this.evaluation);
    const span = spanOf(asked, now);
    return { span, reports: this.within(generation, counted, span) };
  }

  /** The reports recorded in some days that an audience may count, each once. */
  async *within(generation: string, audience: Audience, { from, to }: Span): AsyncGenerator<Counted> {
    for (let first = from; first <= to; first += STRETCH) {
      const found = await this.counters.contributionsRecorded(generation, first, Math.min(first + STRETCH, to + 1));
      // MongoDB may give one document twice while it is being put back
      for (const counted of new Map(found.map((one) => [one.report, one])).values())
        if (audienceSees(audience, counted.cell)) yield counted;
    }
  }
}

/** The values that a report counts under in a dimension, each once. */
export function valuesOf({ series }: Pick<Counted, 'series'>, dimension: Dimension): string[] {
  const prefix = `${dimension}:`;
  return series.filter((one) => one.startsWith(prefix)).map((one) => one.slice(prefix.length));
}
