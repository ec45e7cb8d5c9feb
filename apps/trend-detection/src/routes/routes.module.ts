import { Module } from '@nestjs/common';
import { SeriesModule } from '../series/series.module.ts';
import { RoutesController } from './routes.controller.ts';
import { RoutesService } from './routes.service.ts';

@Module({ imports: [SeriesModule], controllers: [RoutesController], providers: [RoutesService] })
export class RoutesModule {}
