import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { PolicyChanges } from './policy-changes.ts';
import { PolicySequence, PolicySequenceSchema } from './policy-sequence.schema.ts';

@Module({
  imports: [MongooseModule.forFeature([{ name: PolicySequence.name, schema: PolicySequenceSchema }])],
  providers: [PolicyChanges],
  exports: [PolicyChanges],
})
export class PolicyChangesModule {}
