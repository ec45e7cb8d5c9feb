import type { KeyRing } from '@landbridge/platform';
import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { InboxStoreModule } from '../inbox/inbox-store.module.ts';
import { QueueStoreModule } from '../queue/queue-store.module.ts';
import { SubscriptionsModule } from '../subscriptions/subscriptions.module.ts';
import { ReportsFromIngestion, TrendsFromTrendDetection } from '../replays/past-of-topics.ts';
import { NotificationConfig } from '../notification.config.ts';
import { KEY_RING } from '../subscriptions/webhook-secrets.ts';
import { Dispersal } from './dispersal.ts';
import { EventsConsumer } from './events.consumer.ts';
import { Router } from './router.ts';
import { RoutingRepository } from './routing.repository.ts';
import { Standing } from './standing.ts';
import { Subject, SubjectSchema } from './subject.schema.ts';
import { SubjectsRepository } from './subjects.repository.ts';

@Module({
  imports: [
    MongooseModule.forFeature([{ name: Subject.name, schema: SubjectSchema }]),
    InboxStoreModule,
    QueueStoreModule,
    SubscriptionsModule,
  ],
  controllers: [EventsConsumer],
  providers: [
    ReportsFromIngestion,
    TrendsFromTrendDetection,
    Router,
    RoutingRepository,
    Standing,
    SubjectsRepository,
    {
      provide: Dispersal,
      inject: [KEY_RING, NotificationConfig],
      useFactory: (keys: KeyRing, { HIDDEN_ATTRIBUTION_DELAY_SECONDS: seconds }: NotificationConfig) => new Dispersal(keys, seconds * 1000),
    },
  ],
  exports: [RoutingRepository, Standing, SubjectsRepository],
})
export class RoutingModule {}
