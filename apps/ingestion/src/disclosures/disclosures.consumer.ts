import { Controller } from '@nestjs/common';
import { type EventBatch, OnEvents } from '@landbridge/messaging';
import type { ClientSession } from 'mongoose';
import { DisclosuresFromNotification } from '../replays/disclosures-from-notification.ts';
import { DisclosuresRepository } from './disclosures.repository.ts';
import { NoticesRepository } from './notices.repository.ts';

/** What other services disclosed, and whom they told that it was taken back. */
@Controller()
export class DisclosuresConsumer {
  constructor(
    private readonly disclosures: DisclosuresRepository,
    private readonly notices: NoticesRepository,
  ) {}

  @OnEvents('disclosures', { effect: 'transaction', replay: { topic: 'replay.ingestion', requester: DisclosuresFromNotification } })
  async record({ events }: EventBatch<'disclosures'>, session: ClientSession): Promise<void> {
    const disclosed = events.flatMap((event) => (event.name === 'disclosure.recorded' ? [{ id: event.id, disclosure: event.data }] : []));
    await this.disclosures.add(disclosed, session);
    await this.notices.told(
      events.flatMap((event) => (event.name === 'withdrawal.delivered' ? [event.data] : [])),
      session,
    );
  }
}
