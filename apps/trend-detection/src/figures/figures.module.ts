import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { FiguresReader } from './figures-reader.ts';
import { FiguresRepository } from './figures.repository.ts';
import { Figures, FiguresSchema } from './figures.schema.ts';

@Module({
  imports: [MongooseModule.forFeature([{ name: Figures.name, schema: FiguresSchema }])],
  providers: [FiguresReader, FiguresRepository],
  exports: [FiguresReader, FiguresRepository],
})
export class FiguresModule {}
