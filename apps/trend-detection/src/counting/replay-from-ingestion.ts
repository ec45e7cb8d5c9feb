import type { ReplayRequester } from '@landbridge/messaging';
import { ServiceClient } from '@landbridge/platform';
import { Injectable } from '@nestjs/common';
import { TrendDetectionConfig } from '../trend-detection.config.ts';

/** ingestion owns the reports: it sends the latest revision of each for a generation of counters that begins. */
@Injectable()
export class ReplayFromIngestion implements ReplayRequester {
  constructor(
    private readonly client: ServiceClient,
    private readonly config: TrendDetectionConfig,
  ) {}

  async requestReplay(generation: string): Promise<void> {
    await this.client.call('POST', `${this.config.INGESTION_URL}/v1/replays`, { service: 'trend-detection', generation });
  }
}
