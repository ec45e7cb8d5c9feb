import { Module } from '@nestjs/common';
import { SeriesModule } from '../series/series.module.ts';
import { MatricesController } from './matrices.controller.ts';
import { MatricesService } from './matrices.service.ts';

@Module({ imports: [SeriesModule], controllers: [MatricesController], providers: [MatricesService] })
export class MatricesModule {}
