import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { AssessmentStoreModule } from '../assessment/assessment-store.module.ts';
import { FiguresModule } from '../figures/figures.module.ts';
import { StoredTrend, StoredTrendSchema, TrendRevision, TrendRevisionSchema } from './trend.schema.ts';
import { TrendsController } from './trends.controller.ts';
import { TrendsRepository } from './trends.repository.ts';
import { TrendsService } from './trends.service.ts';

@Module({
  imports: [
    AssessmentStoreModule,
    FiguresModule,
    MongooseModule.forFeature([
      { name: StoredTrend.name, schema: StoredTrendSchema },
      { name: TrendRevision.name, schema: TrendRevisionSchema },
    ]),
  ],
  controllers: [TrendsController],
  providers: [TrendsRepository, TrendsService],
  exports: [TrendsRepository, TrendsService],
})
export class TrendsModule {}
