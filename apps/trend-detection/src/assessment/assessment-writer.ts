import { Outbox, PolicyContext } from '@landbridge/messaging';
import { Problem } from '@landbridge/platform';
import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { TrendWriter } from '../evaluation/trend-writer.ts';
import { FiguresRepository } from '../figures/figures.repository.ts';
import { sameCharter } from '../figures/same-charter.ts';
import { type Acting, AssessmentsRepository } from './assessments.repository.ts';
import type { Decided } from './decisions.ts';

/** Which figures a decision was made on. */
export interface Ground {
  readonly audience: string;
  readonly edition: number;
  /** The last change of policy that was known when they were read. */
  readonly policySequence: number;
}

/** Writes what people decide: acts, trends and the events that tell of them, in one transaction. */
@Injectable()
export class AssessmentWriter {
  constructor(
    private readonly assessments: AssessmentsRepository,
    private readonly trends: TrendWriter,
    private readonly figures: FiguresRepository,
    private readonly policy: PolicyContext,
    private readonly outbox: Outbox,
    @InjectConnection() private readonly connection: Connection,
  ) {}

  /**
   * Ask before the trend is read.
   * @throws Problem 503 while the figures stand under another charter than the community has: whoever the new one admits would be told of them
   */
  async ground(audience: string): Promise<Ground> {
    const policySequence = this.policy.sequence();
    const charter = this.policy.community(audience)?.charter;
    const figures = (await this.figures.of([audience])).get(audience);
    if (!figures || (figures.charter && !(charter && sameCharter(charter, figures.charter))))
      throw new Problem({
        type: 'figures-made-anew',
        status: 503,
        title: 'The figures are being made anew',
        detail:
          'The charter of the community has changed, and its trends are being made anew under it. Nothing was changed; try again later.',
        headers: { 'retry-after': '60' },
      });
    return { audience, edition: figures.edition, policySequence };
  }

  /** @throws AssessmentOvertaken, TrendOvertaken, EditionOver: nothing is written then, and it is to be decided anew */
  async write(decided: readonly Decided[], acting: Acting, { audience, edition, policySequence }: Ground): Promise<void> {
    for (const { of } of decided) await this.assessments.begin(of.trend.id);
    const changes = decided.flatMap(({ change }) => change ?? []);
    await this.connection.transaction(async (session) => {
      if (changes.length > 0) await this.figures.requireEdition(audience, edition, session);
      for (const one of decided) await this.assessments.add(one, acting, session);
      if (changes.length > 0) await this.trends.tell(changes, { evaluatedAt: acting.at.toISOString(), policySequence }, session);
    });
    this.outbox.wake();
  }
}
