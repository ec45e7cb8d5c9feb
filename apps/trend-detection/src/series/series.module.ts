import { Module } from '@nestjs/common';
import { CountingModule } from '../counting/counting.module.ts';
import { EvaluationModule } from '../evaluation/evaluation.module.ts';
import { FiguresModule } from '../figures/figures.module.ts';
import { Nowcasts } from './nowcasts.ts';
import { RecordedReports } from './recorded-reports.ts';
import { SeriesController } from './series.controller.ts';
import { SeriesService } from './series.service.ts';

@Module({
  imports: [CountingModule, EvaluationModule, FiguresModule],
  controllers: [SeriesController],
  providers: [Nowcasts, RecordedReports, SeriesService],
  exports: [RecordedReports, SeriesService],
})
export class SeriesModule {}
