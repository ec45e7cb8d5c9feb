import { OnEvents, type EventBatch } from '@landbridge/messaging';
import { Controller } from '@nestjs/common';
import type { ClientSession } from 'mongoose';
import { InboxService } from './inbox.service.ts';

/** Requests for access, and what was decided on them. */
@Controller()
export class CooperationConsumer {
  constructor(private readonly inbox: InboxService) {}

  @OnEvents('cooperation', { effect: 'transaction' })
  async take({ events }: EventBatch<'cooperation'>, session: ClientSession): Promise<void> {
    for (const { name, data, revision } of events) {
      if (name === 'access.requested') await this.inbox.request(data, revision, session);
      else await this.inbox.decide(data, revision, session);
    }
  }
}
