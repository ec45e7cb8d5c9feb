import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { CountingModule } from '../counting/counting.module.ts';
import { FiguresModule } from '../figures/figures.module.ts';
import { TrendsModule } from '../trends/trends.module.ts';
import { Audiences } from './audiences.ts';
import { EvaluationLease } from './evaluation-lease.ts';
import { EvaluationLoop } from './evaluation-loop.ts';
import { EvaluationState, EvaluationStateSchema, Lease, LeaseSchema } from './evaluation.schema.ts';
import { EvaluationService } from './evaluation.service.ts';
import { FiguresRemaker } from './figures-remaker.ts';
import { SeriesEvaluator } from './series-evaluator.ts';
import { StretchEvaluator } from './stretch-evaluator.ts';
import { TrendWriter } from './trend-writer.ts';

@Module({
  imports: [
    CountingModule,
    FiguresModule,
    TrendsModule,
    MongooseModule.forFeature([
      { name: EvaluationState.name, schema: EvaluationStateSchema },
      { name: Lease.name, schema: LeaseSchema },
    ]),
  ],
  providers: [
    Audiences,
    EvaluationLease,
    EvaluationLoop,
    EvaluationService,
    FiguresRemaker,
    SeriesEvaluator,
    StretchEvaluator,
    TrendWriter,
  ],
  exports: [EvaluationService],
})
export class EvaluationModule {}
