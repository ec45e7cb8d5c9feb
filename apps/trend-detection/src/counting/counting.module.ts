import { Module } from '@nestjs/common';
import { CountersRepository } from './counters.repository.ts';
import { CountingCollections } from './counting.collections.ts';
import { MongoCountingStore } from './mongo-counting-store.ts';
import { Recount } from './recount.ts';
import { ReplayFromIngestion } from './replay-from-ingestion.ts';
import { ReportsConsumer } from './reports.consumer.ts';

@Module({
  controllers: [ReportsConsumer],
  providers: [CountingCollections, CountersRepository, MongoCountingStore, Recount, ReplayFromIngestion],
  exports: [CountersRepository, CountingCollections, Recount],
})
export class CountingModule {}
