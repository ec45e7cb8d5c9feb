import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { PeopleKeysModule } from '../people/people-keys.module.ts';
import { Attempt, AttemptSchema } from './attempt.schema.ts';
import { AttemptsRepository } from './attempts.repository.ts';
import { Attempts } from './attempts.ts';

@Module({
  imports: [MongooseModule.forFeature([{ name: Attempt.name, schema: AttemptSchema }]), PeopleKeysModule],
  providers: [Attempts, AttemptsRepository],
  exports: [Attempts],
})
export class AttemptsModule {}
