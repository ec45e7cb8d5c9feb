import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { DisclosedRepository } from './disclosed.repository.ts';
import { Disclosed, DisclosedSchema } from './disclosed.schema.ts';
import { DisclosureReplay } from './disclosure-replay.ts';

@Module({
  imports: [MongooseModule.forFeature([{ name: Disclosed.name, schema: DisclosedSchema }])],
  providers: [DisclosedRepository, DisclosureReplay],
  exports: [DisclosedRepository],
})
export class DisclosuresModule {}
