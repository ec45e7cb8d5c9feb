import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { Crossing, CrossingSchema } from './crossing.schema.ts';
import { CrossingsRepository } from './crossings.repository.ts';
import { DisclosedRepository } from './disclosed.repository.ts';
import { Disclosed, DisclosedSchema } from './disclosed.schema.ts';
import { DisclosureReplay } from './disclosure-replay.ts';

const STORES = MongooseModule.forFeature([
  { name: Crossing.name, schema: CrossingSchema },
  { name: Disclosed.name, schema: DisclosedSchema },
]);

@Module({
  imports: [STORES],
  providers: [CrossingsRepository, DisclosedRepository, DisclosureReplay],
  exports: [CrossingsRepository, DisclosedRepository],
})
export class DisclosuresModule {}
