import { Injectable, Logger } from '@nestjs/common';
import { CountersRepository, seriesKey } from '../counting/counters.repository.ts';
import { EditionOver, FiguresRepository } from '../figures/figures.repository.ts';
import type { Figures, Remaking } from '../figures/figures.schema.ts';
import { sameCharter } from '../figures/same-charter.ts';
import { TrendOvertaken, TrendsRepository } from '../trends/trends.repository.ts';
import { type Audience, Audiences } from './audiences.ts';
import { EvaluationLease } from './evaluation-lease.ts';
import type { Pass } from './pass.ts';
import { StretchEvaluator } from './stretch-evaluator.ts';
import { TrendWriter } from './trend-writer.ts';

/** Series that are evaluated between two looks at whether to go on. */
const STRETCH = 50;
/** Series whose keys are read at once: the stand-in for MongoDB sorts all of them each time. */
const AHEAD = 2_000;
/** What a round gives to figures that are made anew, so that what changes meanwhile does not wait for them. */
const SHARE_MS = 10_000;

type Time = Pick<Remaking, 'generation' | 'closedWeek'> & { readonly now: Date };

/**
 * Makes the figures of a community anew when its charter changes: every series is evaluated under the new charter, and what that changes
 * is laid aside, while the old figures stand. When all of it is there the figures turn to the new charter at once. A kill anywhere costs a
 * stretch.
 */
@Injectable()
export class FiguresRemaker {
  private readonly logger = new Logger(FiguresRemaker.name);

  constructor(
    private readonly audiences: Audiences,
    private readonly counters: CountersRepository,
    private readonly trends: TrendsRepository,
    private readonly figures: FiguresRepository,
    private readonly stretches: StretchEvaluator,
    private readonly writer: TrendWriter,
    private readonly lease: EvaluationLease,
  ) {}

  /** The audiences as they are now, with a run for each whose figures are outdated. */
  async prepare(time: Time): Promise<Audience[]> {
    const read = await this.audiences.read(time.generation);
    const back = read.filter(({ outdated, figures }) => !outdated && figures?.remaking);
    for (const { figures } of back) if (figures) await this.figures.leave(figures);
    const audiences = back.length > 0 ? await this.audiences.read(time.generation) : read;
    return Promise.all(audiences.map((audience) => this.begun(audience, time)));
  }

  /** Goes on where the last round ended. @returns how many series were evaluated */
  async goOn(pass: Pass, signal: AbortSignal): Promise<number> {
    const until = performance.now() + SHARE_MS;
    let series = 0;
    for (const audience of pass.audiences.filter(({ outdated }) => outdated))
      series += await this.advance(audience, pass.for([audience]), () => signal.aborted || performance.now() > until);
    return series;
  }

  private async begun(audience: Audience, { generation, closedWeek, now }: Time): Promise<Audience> {
    const { figures, charter, from, outdated } = audience;
    if (!outdated || !figures || !charter) return audience;
    const { remaking } = figures;
    const goesOn =
      remaking?.generation === generation &&
      remaking.closedWeek === closedWeek &&
      remaking.from === from &&
      sameCharter(remaking.charter, charter);
    if (goesOn) return audience;
    const total = (await this.counters.allKeys(generation)).size;
    const begun = await this.figures.remake(figures, { charter, generation, closedWeek, from, total, since: now });
    this.logger.log({ community: audience.id, series: total }, 'The charter has changed; the figures are made anew.');
    return { ...audience, figures: { ...figures, remaking: begun } satisfies Figures };
  }

  private async advance({ id, figures }: Audience, pass: Pass, enough: () => boolean): Promise<number> {
    const remaking = figures?.remaking;
    if (!remaking) return 0;
    let series = 0;
    let { after } = remaking;
    for (let ahead: string[] = []; !enough();) {
      if (this.audiences.haveChanged(pass.audiences) || !(await this.lease.take())) break;
      if (ahead.length === 0) ahead = await this.counters.keysAfter(pass.generation, after, AHEAD);
      const keys = ahead.splice(0, STRETCH);
      const last = keys.at(-1);
      if (last === undefined) {
        await this.finish(id, remaking, pass);
        break;
      }
      if ((await this.stretches.evaluate(keys, pass)).unsettled > 0) break;
      await this.figures.advance(remaking.run, last, keys.length);
      after = last;
      series += keys.length;
    }
    return series;
  }

  private async finish(community: string, remaking: Remaking, pass: Pass): Promise<void> {
    // a trend may outlive the last counter of its series
    const told = (await this.trends.toldOf(community)).map((about) => seriesKey(pass.generation, about));
    for (let from = 0; from < told.length; from += STRETCH)
      if ((await this.stretches.evaluate(told.slice(from, from + STRETCH), pass)).unsettled > 0) return;
    try {
      const changes = await this.writer.turn(remaking, pass);
      this.logger.log({ community, changes }, 'The figures stand under the new charter.');
    } catch (error) {
      if (error instanceof TrendOvertaken) await this.figures.startOver(remaking.run);
      else if (!(error instanceof EditionOver)) throw error;
    }
  }
}
