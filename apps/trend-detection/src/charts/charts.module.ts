import { Module } from '@nestjs/common';
import { FiguresModule } from '../figures/figures.module.ts';
import { SeriesModule } from '../series/series.module.ts';
import { TrendsModule } from '../trends/trends.module.ts';
import { TrendSeriesController } from './trend-series.controller.ts';

@Module({ imports: [FiguresModule, SeriesModule, TrendsModule], controllers: [TrendSeriesController] })
export class ChartsModule {}
