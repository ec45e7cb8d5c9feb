import { UNITS } from '@landbridge/contracts';
import { ConsumerStatus, OutboxStatus, type TopicStatus } from '@landbridge/messaging';
import { Problem } from '@landbridge/platform';
import { Injectable } from '@nestjs/common';
import { dayText } from '../counting/calendar.ts';
import { CountersRepository } from '../counting/counters.repository.ts';
import { Recount } from '../counting/recount.ts';
import { dueWeek } from '../evaluation/due.ts';
import { EvaluationService } from '../evaluation/evaluation.service.ts';
import { FamiliesService } from '../evaluation/families.service.ts';
import { TrendsRepository } from '../trends/trends.repository.ts';
import type { RecountAnswer, TrendDetectionStatus } from './operator.bodies.ts';

@Injectable()
export class OperatorService {
  constructor(
    private readonly consumers: ConsumerStatus,
    private readonly counters: CountersRepository,
    private readonly evaluation: EvaluationService,
    private readonly trends: TrendsRepository,
    private readonly families: FamiliesService,
    private readonly outbox: OutboxStatus,
    private readonly recounts: Recount,
  ) {}

  async status(): Promise<TrendDetectionStatus> {
    const topic = await this.reportsTopic();
    const generation = topic?.generation;
    // in the order in which a report goes through them, so that what has left the one is seen in the next; what came of it is read last
    const dirty = generation === undefined ? 0 : await this.counters.dirtyCount(generation);
    const [backlog, last, madeAnew, making] = await Promise.all([
      this.evaluation.backlog(),
      this.evaluation.lastEvaluated(),
      this.families.madeAnew(),
      this.families.making(),
    ]);
    const due = dueWeek(backlog);
    const unfinished = generation === undefined ? 0 : await this.families.unfinished(generation, due);
    const [trendsOpen, outboxPending, counted, totals] = await Promise.all([
      this.trends.countOpen(),
      this.outbox.pending(),
      generation === undefined ? 0 : this.counters.countedReports(generation),
      generation === undefined ? {} : this.unitTotals(generation),
    ]);
    const evaluated = last?.generation === generation ? last?.closedWeek : undefined;
    return {
      state: topic?.state ?? 'starting',
      ...(generation === undefined ? {} : { generation }),
      ...(topic?.lag === undefined ? {} : { lag: topic.lag }),
      counted,
      totals,
      dirty,
      trendsOpen,
      ...(evaluated === undefined ? {} : { evaluatedWeek: dayText(evaluated) }),
      dueWeek: dayText(due),
      madeAnew,
      making,
      unfinished,
      settled: isIdle(topic) && dirty === 0 && unfinished === 0 && madeAnew.length === 0 && evaluated !== undefined && evaluated >= due,
      outboxPending,
    };
  }

  async recountCheck(): Promise<RecountAnswer> {
    const generation = (await this.reportsTopic())?.generation;
    if (generation === undefined)
      throw new Problem({
        type: 'not-counting',
        status: 503,
        title: 'Nothing is counted yet',
        detail: 'The consumer of reports has not started; try again.',
        headers: { 'retry-after': '5' },
      });
    const { differing, ...rest } = await this.recounts.compare(generation);
    return { ...rest, differing, equal: differing === 0, differences: [...rest.differences] };
  }

  private async reportsTopic() {
    return (await this.consumers.topics()).find(({ topic }) => topic === 'reports');
  }

  private async unitTotals(generation: string): Promise<Partial<Record<string, number>>> {
    const totals = await this.counters.totals(generation);
    return Object.fromEntries(UNITS.flatMap((unit) => (totals[unit] === undefined ? [] : [[unit, totals[unit]]])));
  }
}

const isIdle = (topic: TopicStatus | undefined) => topic?.state === 'live' && topic.lag === 0;
