import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { QueueStoreModule } from '../queue/queue-store.module.ts';
import { RoutingModule } from '../routing/routing.module.ts';
import { SubscriptionsModule } from '../subscriptions/subscriptions.module.ts';
import { LineReview } from './line-review.ts';
import { ReviewLoop } from './review-loop.ts';
import { Review, ReviewSchema } from './review.schema.ts';
import { ReviewsRepository } from './reviews.repository.ts';
import { ReviewsService } from './reviews.service.ts';

@Module({
  imports: [MongooseModule.forFeature([{ name: Review.name, schema: ReviewSchema }]), QueueStoreModule, RoutingModule, SubscriptionsModule],
  providers: [LineReview, ReviewLoop, ReviewsRepository, ReviewsService],
  exports: [ReviewsRepository],
})
export class ReviewsModule {}
