import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type NewEvent, PolicyContext, type ReplayFeed, ReplaySource } from '@landbridge/messaging';
import { type ReportDocument, structureOf } from '../reports/report.documents.ts';
import { withdrawalEvent } from '../reports/withdrawal-event.ts';
import { ReportsRepository } from '../reports/reports.repository.ts';

const TOPIC = 'replay.trend-detection';
type Topic = typeof TOPIC;
const PAGE = 1_000;

/** The latest revision of every report, withdrawals included, for who builds a read model anew. */
@Injectable()
export class ReportReplay implements OnModuleInit, ReplayFeed<Topic> {
  readonly topic = TOPIC;

  constructor(
    private readonly source: ReplaySource,
    private readonly reports: ReportsRepository,
    private readonly policy: PolicyContext,
  ) {}

  onModuleInit(): void {
    this.source.offer(this);
  }

  /** @param after the id of the last report that was read before */
  async *read(after: string | undefined): AsyncGenerator<{ cursor: string; event: NewEvent<Topic> }> {
    let cursor = after;
    for (;;) {
      const page = await this.reports.readAll(cursor, PAGE);
      for (const report of page) yield { cursor: report._id, event: this.toEvent(report) };
      cursor = page.at(-1)?._id;
      if (cursor === undefined || page.length < PAGE) return;
    }
  }

  private toEvent(report: ReportDocument): NewEvent<Topic> {
    const policySequence = this.policy.sequence();
    if (report.state === 'withdrawn') return { ...withdrawalEvent(report, policySequence), topic: TOPIC };
    const { _id: id, revision, revisedAt } = report;
    return {
      topic: TOPIC,
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
