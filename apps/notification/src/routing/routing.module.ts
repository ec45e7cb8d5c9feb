import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { QueueStoreModule } from '../queue/queue-store.module.ts';
import { SubscriptionsModule } from '../subscriptions/subscriptions.module.ts';
import { ReportsFromIngestion, TrendsFromTrendDetection } from '../replays/past-of-topics.ts';
import { EventsConsumer } from './events.consumer.ts';
import { Router } from './router.ts';
import { RoutingRepository } from './routing.repository.ts';
import { Standing } from './standing.ts';
import { Subject, SubjectSchema } from './subject.schema.ts';
import { SubjectsRepository } from './subjects.repository.ts';

@Module({
  imports: [MongooseModule.forFeature([{ name: Subject.name, schema: SubjectSchema }]), QueueStoreModule, SubscriptionsModule],
  controllers: [EventsConsumer],
  providers: [ReportsFromIngestion, TrendsFromTrendDetection, Router, RoutingRepository, Standing, SubjectsRepository],
  exports: [RoutingRepository, Standing, SubjectsRepository],
})
export class RoutingModule {}
