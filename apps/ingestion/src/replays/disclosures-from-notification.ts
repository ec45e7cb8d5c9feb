import type { ReplayRequester } from '@landbridge/messaging';
import { ServiceClient } from '@landbridge/platform';
import { Injectable } from '@nestjs/common';
import { IngestionConfig } from '../ingestion.config.ts';

/** notification keeps what it disclosed, and to whom it told that a report is gone. */
@Injectable()
export class DisclosuresFromNotification implements ReplayRequester {
  constructor(
    private readonly client: ServiceClient,
    private readonly config: IngestionConfig,
  ) {}

  async requestReplay(generation: string): Promise<void> {
    await this.client.call('POST', `${this.config.NOTIFICATION_URL}/v1/replays`, { service: 'ingestion', generation });
  }
}
