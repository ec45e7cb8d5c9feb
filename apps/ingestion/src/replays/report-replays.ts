import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type NewEvent, PolicyContext, type ReplayFeed, ReplaySource } from '@landbridge/messaging';
import { type ReportDocument, structureOf } from '../reports/report.documents.ts';
import { withdrawalEvent } from '../reports/withdrawal-event.ts';
import { ReportsRepository } from '../reports/reports.repository.ts';

/** Who builds read models of reports, each with a topic of its own. */
const TOPICS = ['replay.trend-detection', 'replay.notification.reports'] as const;
type Topic = (typeof TOPICS)[number];
const PAGE = 1_000;

/** The latest revision of every report, withdrawals included, for who builds a read model anew. */
@Injectable()
export class ReportReplays implements OnModuleInit {
  constructor(
    private readonly source: ReplaySource,
    private readonly reports: ReportsRepository,
    private readonly policy: PolicyContext,
  ) {}

  onModuleInit(): void {
    for (const topic of TOPICS) this.source.offer(this.feedOf(topic));
  }

  feedOf<T extends Topic>(topic: T): ReplayFeed<T> {
    return {
      topic,
      read: (after) => this.read(topic, after),
      count: async () => (await this.reports.count()).accepted,
    };
  }

  /** @param after the id of the last report that was read before */
  private async *read<T extends Topic>(topic: T, after: string | undefined): AsyncGenerator<{ cursor: string; event: NewEvent<T> }> {
    let cursor = after;
    for (;;) {
      const page = await this.reports.readAll(cursor, PAGE);
      // both topics carry the same events
      for (const report of page) yield { cursor: report._id, event: { ...this.toEvent(report), topic } as unknown as NewEvent<T> };
      cursor = page.at(-1)?._id;
      if (cursor === undefined || page.length < PAGE) return;
    }
  }

  private toEvent(report: ReportDocument): NewEvent<'reports'> {
    const policySequence = this.policy.sequence();
    if (report.state === 'withdrawn') return withdrawalEvent(report, policySequence);
    const { _id: id, revision, revisedAt } = report;
    return {
      topic: 'reports',
      name: revision === 1 ? 'report.accepted' : 'report.revised',
      key: id,
      subject: id,
      revision,
      time: new Date(revisedAt),
      data: { report: structureOf(report) },
      policySequence,
    };
  }
}
