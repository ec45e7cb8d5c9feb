import { randomInt } from 'node:crypto';
import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { CountingModule } from '../counting/counting.module.ts';
import { ReleaseLoop } from './release-loop.ts';
import { RANDOM, ReleaseMaker } from './release-maker.ts';
import { StoredFigure, StoredFigureSchema, StoredRelease, StoredReleaseSchema } from './release.schema.ts';
import { ReleasesRepository } from './releases.repository.ts';
import { StatisticsOperatorController } from './statistics-operator.controller.ts';
import { StatisticsController } from './statistics.controller.ts';
import { StatisticsService } from './statistics.service.ts';

/** Public figures: numbered releases that never change, and protect those who reported. */
@Module({
  imports: [
    CountingModule,
    MongooseModule.forFeature([
      { name: StoredRelease.name, schema: StoredReleaseSchema },
      { name: StoredFigure.name, schema: StoredFigureSchema },
    ]),
  ],
  controllers: [StatisticsController, StatisticsOperatorController],
  providers: [
    ReleaseLoop,
    ReleaseMaker,
    ReleasesRepository,
    StatisticsService,
    { provide: RANDOM, useValue: (below: number) => randomInt(below) },
  ],
})
export class StatisticsModule {}
