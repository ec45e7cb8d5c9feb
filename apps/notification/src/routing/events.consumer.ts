import { OnEvents, type EventBatch } from '@landbridge/messaging';
import { Controller } from '@nestjs/common';
import type { ClientSession } from 'mongoose';
import { ReportsFromIngestion, TrendsFromTrendDetection } from '../replays/past-of-topics.ts';
import { Router } from './router.ts';

/** What happens in the network becomes deliveries: of each batch together with the position, in one transaction. */
@Controller()
export class EventsConsumer {
  constructor(private readonly router: Router) {}

  @OnEvents('reports', { effect: 'transaction', replay: { topic: 'replay.notification.reports', requester: ReportsFromIngestion } })
  handleReports(batch: EventBatch<'reports'>, session: ClientSession): Promise<void> {
    return this.router.routeReports(batch, session);
  }

  @OnEvents('trends', { effect: 'transaction', replay: { topic: 'replay.notification.trends', requester: TrendsFromTrendDetection } })
  handleTrends(batch: EventBatch<'trends'>, session: ClientSession): Promise<void> {
    return this.router.routeTrends(batch, session);
  }
}
