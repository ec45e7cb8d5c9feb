import { Outbox, type NewEvent } from '@landbridge/messaging';
import { Injectable } from '@nestjs/common';
import type { ClientSession } from 'mongoose';
import { FiguresRepository } from '../figures/figures.repository.ts';
import type { Figures } from '../figures/figures.schema.ts';
import { type Due, NoveltyProposals } from '../modus-operandi/novelty-proposals.ts';
import { toldInAll } from '../trends/explained.ts';
import { TrendsRepository } from '../trends/trends.repository.ts';
import { EvaluationLease } from './evaluation-lease.ts';
import type { Pass } from './pass.ts';
import type { TrendChange } from './reconcile.ts';
import { lineKey } from './trend-identity.ts';

/** Writes trends, what the catalogue proposes of them, and what is told of them, in one transaction. */
@Injectable()
export class TrendWriter {
  constructor(
    private readonly trends: TrendsRepository,
    private readonly figures: FiguresRepository,
    private readonly proposals: NoveltyProposals,
    private readonly outbox: Outbox,
    private readonly lease: EvaluationLease,
  ) {}

  /**
   * @param edition of the figures that the changes were made for
   * @param due what the catalogue proposes from now on, and no longer
   * @param turn what the figures are made of from now on, where it is something else than before
   * @throws TrendOvertaken where somebody else was first, EditionOver where the figures have turned by now, LeaseLost; nothing is written then
   */
  async write(
    audience: string,
    edition: number,
    changes: readonly TrendChange[],
    due: Due,
    pass: Pass,
    turn?: Pick<Figures, 'family' | 'charter'>,
  ): Promise<void> {
    await this.lease.write(async (session) => {
      if (turn) await this.figures.turn(audience, edition, turn, session);
      else await this.figures.requireEdition(audience, edition, session);
      await this.tell(changes, pass, session);
      await this.proposals.settle(due, new Date(pass.evaluatedAt), session);
    });
    this.outbox.wake();
  }

  /** What a transaction writes and tells of some trends; after it, the outbox is to be woken. @throws TrendOvertaken */
  async tell(
    changes: readonly TrendChange[],
    { evaluatedAt, policySequence }: Pick<Pass, 'evaluatedAt' | 'policySequence'>,
    session: ClientSession,
  ): Promise<void> {
    const time = new Date(evaluatedAt);
    for (const { trend } of changes) await this.trends.write(trend, time, session);
    const events = changes.map((change) => toEvent(change, time, policySequence));
    // the lane of the outbox follows its organisation: the events of one line stay in order
    for (const [line, chunk] of Map.groupBy(events, ({ key }) => key))
      await this.outbox.add(session, { organisation: line, acceptedAt: time, events: chunk });
  }
}

function toEvent({ event, trend }: TrendChange, time: Date, policySequence: number): NewEvent<'trends'> {
  const { id: subject, revision } = trend;
  return { topic: 'trends', name: event, key: lineKey(trend), subject, revision, time, policySequence, data: toldInAll(trend) };
}
