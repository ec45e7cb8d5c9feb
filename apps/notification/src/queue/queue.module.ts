import { Module } from '@nestjs/common';
import { DisclosuresModule } from '../disclosures/disclosures.module.ts';
import { InboxStoreModule } from '../inbox/inbox-store.module.ts';
import { NotificationConfig } from '../notification.config.ts';
import { RoutingModule } from '../routing/routing.module.ts';
import { SubscriptionsModule } from '../subscriptions/subscriptions.module.ts';
import { LINKS, type Links } from '../webhooks/payload.ts';
import { WebhooksModule } from '../webhooks/webhooks.module.ts';
import { Attempts } from './attempts.ts';
import { QueueStoreModule } from './queue-store.module.ts';
import { SendLimits } from './send-limits.ts';
import { Sender } from './sender.ts';

@Module({
  imports: [DisclosuresModule, InboxStoreModule, QueueStoreModule, RoutingModule, SubscriptionsModule, WebhooksModule],
  providers: [
    Attempts,
    Sender,
    {
      provide: LINKS,
      inject: [NotificationConfig],
      useFactory: ({ INGESTION_URL, TREND_DETECTION_URL }: NotificationConfig): Links => ({
        reports: INGESTION_URL,
        trends: TREND_DETECTION_URL,
      }),
    },
    {
      provide: SendLimits,
      inject: [NotificationConfig],
      useFactory: (config: NotificationConfig) =>
        new SendLimits({
          perSubscription: config.SUBSCRIPTION_DELIVERIES_PER_MINUTE,
          perOrganisation: config.ORGANISATION_DELIVERIES_PER_MINUTE,
        }),
    },
  ],
})
export class QueueModule {}
