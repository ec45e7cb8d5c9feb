import { PlatformModule } from '@landbridge/platform';
import { Module } from '@nestjs/common';
import { DeliveriesModule } from './deliveries/deliveries.module.ts';
import { InboxModule } from './inbox/inbox.module.ts';
import { NotificationConfig } from './notification.config.ts';
import { QueueModule } from './queue/queue.module.ts';
import { ReviewsModule } from './reviews/reviews.module.ts';
import { RoutingModule } from './routing/routing.module.ts';
import { SubscriptionsModule } from './subscriptions/subscriptions.module.ts';

/** An event makes a delivery for each subscription that fits, and all of a window are written in one transaction. */
const WINDOW_BYTES = 2 * 1024 * 1024;

/** Tells organisations what they asked to be told of, and may know. */
@Module({
  imports: [
    PlatformModule.forService({ service: 'notification', config: NotificationConfig, windowBytes: WINDOW_BYTES }),
    SubscriptionsModule,
    RoutingModule,
    ReviewsModule,
    QueueModule,
    DeliveriesModule,
    InboxModule,
  ],
})
export class NotificationModule {}
