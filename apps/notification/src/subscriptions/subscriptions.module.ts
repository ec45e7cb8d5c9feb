import { KeyRing } from '@landbridge/platform';
import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { NotificationConfig } from '../notification.config.ts';
import { QueueStoreModule } from '../queue/queue-store.module.ts';
import { WebhooksModule } from '../webhooks/webhooks.module.ts';
import { Subscription, SubscriptionSchema } from './subscription.schema.ts';
import { SubscriptionsController } from './subscriptions.controller.ts';
import { SubscriptionsRepository } from './subscriptions.repository.ts';
import { SubscriptionsService } from './subscriptions.service.ts';
import { KEY_RING, WebhookSecrets } from './webhook-secrets.ts';

@Module({
  imports: [MongooseModule.forFeature([{ name: Subscription.name, schema: SubscriptionSchema }]), QueueStoreModule, WebhooksModule],
  controllers: [SubscriptionsController],
  providers: [
    {
      provide: KEY_RING,
      inject: [NotificationConfig],
      useFactory: ({ NOTIFICATION_KEY_FILE }: NotificationConfig) => KeyRing.fromFile('NOTIFICATION_KEY_FILE', NOTIFICATION_KEY_FILE),
    },
    SubscriptionsRepository,
    SubscriptionsService,
    WebhookSecrets,
  ],
  exports: [KEY_RING, SubscriptionsRepository, WebhookSecrets],
})
export class SubscriptionsModule {}
