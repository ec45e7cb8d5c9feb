import { PlatformModule } from '@landbridge/platform';
import { Module } from '@nestjs/common';
import { DeliveriesModule } from './deliveries/deliveries.module.ts';
import { NotificationConfig } from './notification.config.ts';
import { QueueModule } from './queue/queue.module.ts';
import { RoutingModule } from './routing/routing.module.ts';
import { SubscriptionsModule } from './subscriptions/subscriptions.module.ts';

/** Tells organisations what they asked to be told of, and may know. */
@Module({
  imports: [
    PlatformModule.forService({ service: 'notification', config: NotificationConfig }),
    SubscriptionsModule,
    RoutingModule,
    QueueModule,
    DeliveriesModule,
  ],
})
export class NotificationModule {}
