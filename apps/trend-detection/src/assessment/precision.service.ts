import { type Caller } from '@landbridge/platform';
import { Injectable } from '@nestjs/common';
import { FiguresReader } from '../figures/figures-reader.ts';
import { TrendsRepository } from '../trends/trends.repository.ts';
import type { Precision } from './assessment.bodies.ts';
import { precisionBy, shareOf } from './precision.ts';
import { requireTeam } from './team.ts';

/** What assessors have made of candidates, as a measure of what finds them. */
@Injectable()
export class PrecisionService {
  constructor(
    private readonly trends: TrendsRepository,
    private readonly figures: FiguresReader,
  ) {}

  /** Over all trends for the operator, else over those of the caller's audiences. @throws Problem 403 */
  async measure(caller: Caller, stated: string | undefined): Promise<Precision> {
    if (caller.kind !== 'operator') requireTeam(caller);
    const decided = await this.trends.decided({ caller, audiences: await this.figures.audiencesOf(caller, stated) });
    return {
      all: shareOf('all', decided),
      methods: precisionBy(decided, ({ method }) => method),
      kinds: precisionBy(decided, ({ kind = 'rise' }) => kind),
      dimensions: precisionBy(decided, ({ series }) => series.dimension),
    };
  }
}
