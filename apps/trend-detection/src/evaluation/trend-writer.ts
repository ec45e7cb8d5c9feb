import { Outbox, PolicyContext, type NewEvent } from '@landbridge/messaging';
import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { TrendsRepository } from '../trends/trends.repository.ts';
import type { TrendChange } from './reconcile.ts';
import { lineKey } from './trend-identity.ts';

/** Writes trends and tells of them, in one transaction. */
@Injectable()
export class TrendWriter {
  constructor(
    private readonly trends: TrendsRepository,
    private readonly outbox: Outbox,
    private readonly policy: PolicyContext,
    @InjectConnection() private readonly connection: Connection,
  ) {}

  /** @throws TrendOvertaken where another evaluator was first; nothing is written then */
  async write(changes: readonly TrendChange[], evaluatedAt: string): Promise<void> {
    const time = new Date(evaluatedAt);
    const events = changes.map((change) => toEvent(change, time, this.policy.sequence()));
    await this.connection.transaction(async (session) => {
      for (const { trend } of changes) await this.trends.write(trend, session);
      // the lane of the outbox follows its organisation: the events of one line stay in order
      for (const [line, chunk] of Map.groupBy(events, ({ key }) => key))
        await this.outbox.add(session, { organisation: line, acceptedAt: time, events: chunk });
    });
    this.outbox.wake();
  }
}

function toEvent({ event, trend }: TrendChange, time: Date, policySequence: number): NewEvent<'trends'> {
  const { id: subject, revision } = trend;
  return { topic: 'trends', name: event, key: lineKey(trend), subject, revision, time, policySequence, data: trend };
}
