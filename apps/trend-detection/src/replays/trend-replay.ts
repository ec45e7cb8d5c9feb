import type { EventOf, Trend } from '@landbridge/contracts';
import { PolicyContext, ReplaySource, type NewEvent, type ReplayFeed } from '@landbridge/messaging';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { lineKey } from '../evaluation/trend-identity.ts';
import { TrendsRepository } from '../trends/trends.repository.ts';

const TOPIC = 'replay.notification.trends';
type Topic = typeof TOPIC;
const PAGE = 1_000;

/** The latest revision of every trend, also of those that are closed, for who builds a read model anew. */
@Injectable()
export class TrendReplay implements OnModuleInit, ReplayFeed<Topic> {
  readonly topic = TOPIC;

  constructor(
    private readonly source: ReplaySource,
    private readonly trends: TrendsRepository,
    private readonly policy: PolicyContext,
  ) {}

  onModuleInit(): void {
    this.source.offer(this);
  }

  count(): Promise<number> {
    return this.trends.countAll();
  }

  /** @param after the id of the last trend that was read before */
  async *read(after: string | undefined): AsyncGenerator<{ cursor: string; event: NewEvent<Topic> }> {
    let cursor = after;
    for (;;) {
      const page = await this.trends.readAll(cursor, PAGE);
      for (const trend of page) yield { cursor: trend.id, event: this.toEvent(trend) };
      cursor = page.at(-1)?.id;
      if (cursor === undefined || page.length < PAGE) return;
    }
  }

  private toEvent(trend: Trend): NewEvent<Topic> {
    const { id: subject, revision, evaluatedAt } = trend;
    return {
      topic: TOPIC,
      name: nameOf(trend),
      key: lineKey(trend),
      subject,
      revision,
      time: new Date(evaluatedAt),
      policySequence: this.policy.sequence(),
      data: trend,
    };
  }
}

function nameOf({ state, revision }: Trend): EventOf<'trends'> {
  if (state === 'closed' || state === 'dismissed' || state === 'retracted') return 'trend.closed';
  return revision === 1 ? 'trend.opened' : 'trend.revised';
}
