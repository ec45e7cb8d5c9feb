import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { Delivery, DeliverySchema } from './delivery.schema.ts';
import { LineDocument, LineSchema } from './line.schema.ts';
import { QueueRepository } from './queue.repository.ts';

const STORES = MongooseModule.forFeature([
  { name: LineDocument.name, schema: LineSchema },
  { name: Delivery.name, schema: DeliverySchema },
]);

@Module({ imports: [STORES], providers: [QueueRepository], exports: [STORES, QueueRepository] })
export class QueueStoreModule {}
