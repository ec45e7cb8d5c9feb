import { Module } from '@nestjs/common';
import { OperatorController } from '../operator/operator.controller.ts';
import { QueueStoreModule } from '../queue/queue-store.module.ts';
import { ReviewsModule } from '../reviews/reviews.module.ts';
import { DeliveriesController } from './deliveries.controller.ts';
import { DeliveriesRepository } from './deliveries.repository.ts';
import { OverdueGauge } from './overdue-gauge.ts';

@Module({
  imports: [QueueStoreModule, ReviewsModule],
  controllers: [DeliveriesController, OperatorController],
  providers: [DeliveriesRepository, OverdueGauge],
})
export class DeliveriesModule {}
