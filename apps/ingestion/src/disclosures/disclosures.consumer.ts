import { Controller } from '@nestjs/common';
import { type EventBatch, OnEvents } from '@landbridge/messaging';
import type { ClientSession } from 'mongoose';
import { DisclosuresRepository } from './disclosures.repository.ts';

/** What other services disclosed, as they tell it. */
@Controller()
export class DisclosuresConsumer {
  constructor(private readonly disclosures: DisclosuresRepository) {}

  @OnEvents('disclosures', { effect: 'transaction' })
  async record({ events }: EventBatch<'disclosures'>, session: ClientSession): Promise<void> {
    await this.disclosures.add(
      events.map(({ id, data }) => ({ id, disclosure: data })),
      session,
    );
    await this.disclosures.tellOfWithdrawals(
      events.map(({ data }) => data),
      session,
    );
  }
}
