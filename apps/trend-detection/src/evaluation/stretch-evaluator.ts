import { Injectable } from '@nestjs/common';
import { CountersRepository } from '../counting/counters.repository.ts';
import type { CounterDocument } from '../counting/counting.collections.ts';
import { type Series, seriesNamed } from '../counting/series.ts';
import { EditionOver, FiguresRepository } from '../figures/figures.repository.ts';
import { TrendOvertaken, TrendsRepository } from '../trends/trends.repository.ts';
import { NotSettled } from './evidence.ts';
import type { Pass } from './pass.ts';
import type { TrendChange } from './reconcile.ts';
import { SeriesEvaluator } from './series-evaluator.ts';
import { TrendWriter } from './trend-writer.ts';

export interface Stretch {
  /** The counters that were evaluated. */
  readonly done: readonly CounterDocument[];
  readonly changes: number;
  /** Series that could not be evaluated yet. */
  readonly unsettled: number;
}

/**
 * Evaluates some series for all audiences of a pass. What changes is written and told, but for audiences whose figures are being made anew:
 * theirs is laid aside.
 */
@Injectable()
export class StretchEvaluator {
  constructor(
    private readonly counters: CountersRepository,
    private readonly trends: TrendsRepository,
    private readonly figures: FiguresRepository,
    private readonly series: SeriesEvaluator,
    private readonly writer: TrendWriter,
  ) {}

  /** @param keys of series */
  async evaluate(keys: readonly string[], pass: Pass): Promise<Stretch> {
    const documents = await this.counters.documentsOf(keys);
    const names = new Map([...documents.keys()].map((key) => [key, seriesNamed(key.slice(pass.generation.length + 1))]));
    const stored = await this.trends.ofSeries([...names.values()]);
    const runs = new Map(
      pass.audiences.flatMap(({ id, outdated, figures }) => (outdated && figures?.remaking ? [[id, figures.remaking.run]] : [])),
    );
    const settled: Series[] = [];
    const aside: TrendChange[] = [];
    const done: CounterDocument[] = [];
    let written = 0;
    for (const [key, series] of names) {
      const own = documents.get(key) ?? [];
      try {
        const changes = await this.series.changesOf(series, own, stored.get(series) ?? [], pass);
        const standing = changes.filter(({ trend }) => !runs.has(trend.audience));
        if (standing.length > 0) await this.writer.write(standing, pass);
        written += standing.length;
        aside.push(...changes.filter(({ trend }) => runs.has(trend.audience)));
        settled.push(series);
        done.push(...own);
      } catch (error) {
        if (!(error instanceof NotSettled || error instanceof TrendOvertaken || error instanceof EditionOver)) throw error;
      }
    }
    for (const [audience, run] of runs) {
      const own = aside.filter(({ trend }) => trend.audience === audience);
      await this.figures.lay(run, settled, own);
    }
    return { done, changes: written, unsettled: keys.length - settled.length };
  }
}
