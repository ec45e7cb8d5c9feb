import { Module } from '@nestjs/common';
import { EvaluationModule } from '../evaluation/evaluation.module.ts';
import { FiguresModule } from '../figures/figures.module.ts';
import { TrendsModule } from '../trends/trends.module.ts';
import { AssessmentController } from './assessment.controller.ts';
import { AssessmentService } from './assessment.service.ts';
import { AssessmentStoreModule } from './assessment-store.module.ts';
import { AssessmentWriter } from './assessment-writer.ts';
import { PrecisionController } from './precision.controller.ts';
import { PrecisionService } from './precision.service.ts';

/** What assessing is made of. */
export const ASSESSMENT = [AssessmentService, AssessmentWriter, PrecisionService];

/** People decide here which candidates are findings. */
@Module({
  imports: [AssessmentStoreModule, EvaluationModule, FiguresModule, TrendsModule],
  controllers: [PrecisionController, AssessmentController],
  providers: ASSESSMENT,
})
export class AssessmentModule {}
