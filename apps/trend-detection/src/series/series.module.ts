import { Module } from '@nestjs/common';
import { CountingModule } from '../counting/counting.module.ts';
import { EvaluationModule } from '../evaluation/evaluation.module.ts';
import { FiguresModule } from '../figures/figures.module.ts';
import { TrendsModule } from '../trends/trends.module.ts';
import { Alarms } from './alarms.ts';
import { Nowcasts } from './nowcasts.ts';
import { RecordedReports } from './recorded-reports.ts';
import { SeriesController } from './series.controller.ts';
import { SeriesService } from './series.service.ts';

@Module({
  imports: [CountingModule, EvaluationModule, FiguresModule, TrendsModule],
  controllers: [SeriesController],
  providers: [Alarms, Nowcasts, RecordedReports, SeriesService],
  exports: [RecordedReports, SeriesService],
})
export class SeriesModule {}
