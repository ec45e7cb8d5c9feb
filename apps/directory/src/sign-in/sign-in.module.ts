import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { OpenIdModule } from '../openid/openid.module.ts';
import { OrganisationsModule } from '../organisations/organisations.module.ts';
import { PeopleModule } from '../people/people.module.ts';
import { Attempt, AttemptSchema } from './attempt.schema.ts';
import { AttemptsRepository } from './attempts.repository.ts';
import { Attempts } from './attempts.ts';
import { JoinController } from './join.controller.ts';
import { SetupConsole } from './setup-console.ts';
import { SetupLink, SetupLinkSchema } from './setup-link.schema.ts';
import { SetupController } from './setup.controller.ts';
import { SetupRepository } from './setup.repository.ts';
import { SetupService } from './setup.service.ts';
import { SignInController } from './sign-in.controller.ts';
import { SignInService } from './sign-in.service.ts';

@Module({
  imports: [
    MongooseModule.forFeature([
      { name: Attempt.name, schema: AttemptSchema },
      { name: SetupLink.name, schema: SetupLinkSchema },
    ]),
    OpenIdModule,
    OrganisationsModule,
    PeopleModule,
  ],
  controllers: [JoinController, SetupController, SignInController],
  providers: [Attempts, AttemptsRepository, SetupConsole, SetupRepository, SetupService, SignInService],
})
export class SignInModule {}
