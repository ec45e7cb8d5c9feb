import type { ReplayRequester } from '@landbridge/messaging';
import { ServiceClient } from '@landbridge/platform';
import { Injectable } from '@nestjs/common';
import { NotificationConfig } from '../notification.config.ts';

const SERVICE = 'notification';

/** ingestion owns the reports: it sends the latest revision of each when a generation begins. */
@Injectable()
export class ReportsFromIngestion implements ReplayRequester {
  constructor(
    private readonly client: ServiceClient,
    private readonly config: NotificationConfig,
  ) {}

  async requestReplay(generation: string): Promise<void> {
    await this.client.call('POST', `${this.config.reportsOwner}/v1/replays`, { service: SERVICE, generation });
  }
}

/** trend-detection owns the trends. */
@Injectable()
export class TrendsFromTrendDetection implements ReplayRequester {
  constructor(
    private readonly client: ServiceClient,
    private readonly config: NotificationConfig,
  ) {}

  async requestReplay(generation: string): Promise<void> {
    await this.client.call('POST', `${this.config.trendsOwner}/v1/replays`, { service: SERVICE, generation });
  }
}
