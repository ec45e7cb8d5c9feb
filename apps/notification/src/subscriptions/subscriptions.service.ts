import { randomUUID } from 'node:crypto';
import { Outbox } from '@landbridge/messaging';
import { Problem, StoreClock, UrlGuard, UrlRefused } from '@landbridge/platform';
import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { deliveryChanged } from '../queue/delivery-events.ts';
import { QueueRepository } from '../queue/queue.repository.ts';
import type { NewSubscription } from './subscription.bodies.ts';
import type { Maker, Subscription } from './subscription.schema.ts';
import { SubscriptionsRepository } from './subscriptions.repository.ts';
import { WebhookSecrets } from './webhook-secrets.ts';

const MOST = 50;

@Injectable()
export class SubscriptionsService {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly subscriptions: SubscriptionsRepository,
    private readonly secrets: WebhookSecrets,
    private readonly queue: QueueRepository,
    private readonly guard: UrlGuard,
    private readonly outbox: Outbox,
    private readonly clock: StoreClock,
  ) {}

  /** @returns the subscription and its secret, which nobody can ask for again */
  async subscribe(
    organisation: string,
    madeBy: Maker,
    { url, events, filters = {}, purpose }: NewSubscription,
  ): Promise<{ subscription: Subscription; secret: string }> {
    await this.requireGoodUrl(url);
    if ((await this.subscriptions.findOfOrganisation(organisation)).length >= MOST)
      throw new Problem({
        type: 'too-many-subscriptions',
        status: 409,
        title: 'Too many subscriptions',
        detail: `An organisation has at most ${MOST}; delete those that are not used.`,
      });
    const _id = randomUUID();
    const { secret, sealed } = this.secrets.make(_id);
    const createdAt = await this.clock.now();
    const subscription: Subscription = {
      _id,
      organisation,
      url,
      events,
      filters: { ...filters },
      purpose,
      secrets: [{ sealed }],
      createdAt,
      madeBy,
    };
    await this.subscriptions.insert(subscription);
    return { subscription, secret };
  }

  list(organisation: string): Promise<Subscription[]> {
    return this.subscriptions.findOfOrganisation(organisation);
  }

  /** @throws Problem 404 for another organisation's, too */
  async get(organisation: string, id: string): Promise<Subscription> {
    const subscription = await this.subscriptions.find(id);
    if (subscription?.organisation !== organisation)
      throw new Problem({ type: 'not-found', status: 404, title: 'Nothing here', detail: 'You have no such subscription.' });
    return subscription;
  }

  async rotateSecret(organisation: string, id: string): Promise<{ secret: string; previousValidUntil: Date }> {
    const subscription = await this.get(organisation, id);
    const { secret, secrets, previousValidUntil } = this.secrets.rotate(subscription, await this.clock.now());
    await this.subscriptions.setSecrets(id, secrets);
    return { secret, previousValidUntil };
  }

  /** Nothing more is sent: what waits is dropped. */
  async remove(organisation: string, id: string): Promise<void> {
    await this.get(organisation, id);
    const now = await this.clock.now();
    await this.connection.transaction(async (session) => {
      await this.subscriptions.remove(id, session);
      const dropped = await this.queue.removeSubscription(id, now, session);
      const events = dropped.map(({ _id: delivery, attempts }) =>
        deliveryChanged({ delivery, subscription: id, state: 'dropped', attempts }, now),
      );
      for (let from = 0; from < events.length; from += CHUNK)
        await this.outbox.add(session, { organisation, acceptedAt: now, events: events.slice(from, from + CHUNK) });
    });
    this.outbox.wake();
  }

  private async requireGoodUrl(url: string): Promise<void> {
    try {
      await this.guard.check(url);
    } catch (error) {
      if (!(error instanceof UrlRefused)) throw error;
      throw new Problem({
        type: 'url-refused',
        status: 400,
        title: 'Nothing is sent to this URL',
        detail: error.message,
        errors: [{ pointer: '/url', detail: error.message }],
      });
    }
  }
}

/** Events in one document of the outbox. */
const CHUNK = 500;
