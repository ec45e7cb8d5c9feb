import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { Act, ActSchema, Assessment, AssessmentSchema } from './assessment.schema.ts';
import { AssessmentsRepository } from './assessments.repository.ts';

/** Assessments as they lie in the store: trends show a part of them. */
@Module({
  imports: [
    MongooseModule.forFeature([
      { name: Assessment.name, schema: AssessmentSchema },
      { name: Act.name, schema: ActSchema },
    ]),
  ],
  providers: [AssessmentsRepository],
  exports: [AssessmentsRepository],
})
export class AssessmentStoreModule {}
