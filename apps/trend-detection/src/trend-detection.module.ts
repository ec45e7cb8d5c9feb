import { PlatformModule } from '@landbridge/platform';
import { Module } from '@nestjs/common';
import { AssessmentModule } from './assessment/assessment.module.ts';
import { ChartsModule } from './charts/charts.module.ts';
import { CountingModule } from './counting/counting.module.ts';
import { EvaluationModule } from './evaluation/evaluation.module.ts';
import { FiguresModule } from './figures/figures.module.ts';
import { MatricesModule } from './matrices/matrices.module.ts';
import { ModusOperandiModule } from './modus-operandi/modus-operandi.module.ts';
import { OperatorController } from './operator/operator.controller.ts';
import { OperatorService } from './operator/operator.service.ts';
import { ReplaysModule } from './replays/replays.module.ts';
import { RoutesModule } from './routes/routes.module.ts';
import { SeriesModule } from './series/series.module.ts';
import { StatisticsModule } from './statistics/statistics.module.ts';
import { TrendDetectionConfig } from './trend-detection.config.ts';
import { TrendsModule } from './trends/trends.module.ts';

/** Counts reports in cells, watches the sums of each audience, and tells what changes. */
@Module({
  imports: [
    PlatformModule.forService({ service: 'trend-detection', config: TrendDetectionConfig }),
    AssessmentModule,
    ChartsModule,
    CountingModule,
    EvaluationModule,
    FiguresModule,
    MatricesModule,
    ModusOperandiModule,
    TrendsModule,
    ReplaysModule,
    RoutesModule,
    SeriesModule,
    StatisticsModule,
  ],
  controllers: [OperatorController],
  providers: [OperatorService],
})
export class TrendDetectionModule {}
