import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { CountingModule } from '../counting/counting.module.ts';
import { FiguresModule } from '../figures/figures.module.ts';
import { CatalogueStoreModule } from '../modus-operandi/catalogue-store.module.ts';
import { TrendsModule } from '../trends/trends.module.ts';
import { Audiences } from './audiences.ts';
import { EvaluationLease } from './evaluation-lease.ts';
import { EvaluationLoop } from './evaluation-loop.ts';
import { EvaluationState, EvaluationStateSchema, Lease, LeaseSchema } from './evaluation.schema.ts';
import { EvaluationService } from './evaluation.service.ts';
import { EvaluationCollections } from './evaluation.collections.ts';
import { FamiliesRepository } from './families.repository.ts';
import { FamiliesService } from './families.service.ts';
import { FamilyEvaluator } from './family-evaluator.ts';
import { LineKeeper } from './line-keeper.ts';
import { LinesRepository } from './lines.repository.ts';
import { NoveltiesFinder } from './novelties-finder.ts';
import { Reducer } from './reducer.ts';
import { Standing } from './standing.ts';
import { TrendTeller } from './trend-teller.ts';
import { TrendWriter } from './trend-writer.ts';

/** What evaluation is made of. */
export const EVALUATION = [
  Audiences,
  EvaluationCollections,
  EvaluationLease,
  EvaluationService,
  FamiliesRepository,
  FamiliesService,
  FamilyEvaluator,
  LineKeeper,
  LinesRepository,
  NoveltiesFinder,
  Reducer,
  Standing,
  TrendTeller,
  TrendWriter,
];

@Module({
  imports: [
    CatalogueStoreModule,
    CountingModule,
    FiguresModule,
    TrendsModule,
    MongooseModule.forFeature([
      { name: EvaluationState.name, schema: EvaluationStateSchema },
      { name: Lease.name, schema: LeaseSchema },
    ]),
  ],
  providers: [...EVALUATION, EvaluationLoop],
  exports: [EvaluationService, FamiliesService, LinesRepository, TrendWriter],
})
export class EvaluationModule {}
