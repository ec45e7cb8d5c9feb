import { Outbox, type NewEvent } from '@landbridge/messaging';
import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { ClientSession, Connection } from 'mongoose';
import { FiguresRepository } from '../figures/figures.repository.ts';
import type { Remaking } from '../figures/figures.schema.ts';
import { TrendsRepository } from '../trends/trends.repository.ts';
import type { Pass } from './pass.ts';
import type { TrendChange } from './reconcile.ts';
import { lineKey } from './trend-identity.ts';

/** Writes trends and tells of them, in one transaction. */
@Injectable()
export class TrendWriter {
  constructor(
    private readonly trends: TrendsRepository,
    private readonly figures: FiguresRepository,
    private readonly outbox: Outbox,
    @InjectConnection() private readonly connection: Connection,
  ) {}

  /**
   * @throws TrendOvertaken where another evaluator was first, EditionOver where figures are made under another charter by now; nothing is
   * written then
   */
  async write(changes: readonly TrendChange[], pass: Pass): Promise<void> {
    const editions = pass.audiences.flatMap(({ id, figures }) =>
      figures && changes.some(({ trend }) => trend.audience === id) ? [{ id, edition: figures.edition }] : [],
    );
    await this.connection.transaction(async (session) => {
      for (const { id, edition } of editions) await this.figures.requireEdition(id, edition, session);
      await this.tell(changes, pass, session);
    });
    this.outbox.wake();
  }

  /** Lets the figures that were made anew stand, all at once. @throws TrendOvertaken, EditionOver */
  async turn(remaking: Remaking, pass: Pass): Promise<number> {
    const changes = await this.connection.transaction(async (session) => {
      const laid = await this.figures.turn(remaking, session);
      await this.tell(laid, pass, session);
      return laid;
    });
    this.outbox.wake();
    return changes.length;
  }

  private async tell(changes: readonly TrendChange[], { evaluatedAt, policySequence }: Pass, session: ClientSession): Promise<void> {
    const time = new Date(evaluatedAt);
    for (const { trend } of changes) await this.trends.write(trend, session);
    const events = changes.map((change) => toEvent(change, time, policySequence));
    // the lane of the outbox follows its organisation: the events of one line stay in order
    for (const [line, chunk] of Map.groupBy(events, ({ key }) => key))
      await this.outbox.add(session, { organisation: line, acceptedAt: time, events: chunk });
  }
}

function toEvent({ event, trend }: TrendChange, time: Date, policySequence: number): NewEvent<'trends'> {
  const { id: subject, revision } = trend;
  return { topic: 'trends', name: event, key: lineKey(trend), subject, revision, time, policySequence, data: trend };
}
