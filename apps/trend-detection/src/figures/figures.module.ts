import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { FiguresReader } from './figures-reader.ts';
import { FiguresStatus } from './figures-status.ts';
import { FiguresRepository } from './figures.repository.ts';
import { Figures, FiguresSchema, TrendAside, TrendAsideSchema } from './figures.schema.ts';

@Module({
  imports: [
    MongooseModule.forFeature([
      { name: Figures.name, schema: FiguresSchema },
      { name: TrendAside.name, schema: TrendAsideSchema },
    ]),
  ],
  providers: [FiguresReader, FiguresRepository, FiguresStatus],
  exports: [FiguresReader, FiguresRepository, FiguresStatus],
})
export class FiguresModule {}
