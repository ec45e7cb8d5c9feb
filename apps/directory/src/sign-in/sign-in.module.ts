import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { AgencyProvidersModule } from '../agency-providers/agency-providers.module.ts';
import { AttemptsModule } from '../attempts/attempts.module.ts';
import { OpenIdModule } from '../openid/openid.module.ts';
import { OrganisationsModule } from '../organisations/organisations.module.ts';
import { PeopleModule } from '../people/people.module.ts';
import { AgencySignInService } from './agency-sign-in.service.ts';
import { Interactions } from './interactions.ts';
import { JoinController } from './join.controller.ts';
import { KnownDevices } from './known-devices.ts';
import { ProviderController } from './provider.controller.ts';
import { SetupConsole } from './setup-console.ts';
import { SetupLink, SetupLinkSchema } from './setup-link.schema.ts';
import { SetupController } from './setup.controller.ts';
import { SetupRepository } from './setup.repository.ts';
import { SetupService } from './setup.service.ts';
import { SignInController } from './sign-in.controller.ts';
import { SignInService } from './sign-in.service.ts';
import { SignInsOfPeople } from './sign-ins-of-people.ts';

@Module({
  imports: [
    MongooseModule.forFeature([{ name: SetupLink.name, schema: SetupLinkSchema }]),
    AgencyProvidersModule,
    AttemptsModule,
    OpenIdModule,
    OrganisationsModule,
    PeopleModule,
  ],
  controllers: [JoinController, ProviderController, SetupController, SignInController],
  providers: [AgencySignInService, Interactions, KnownDevices, SetupConsole, SetupRepository, SetupService, SignInService, SignInsOfPeople],
})
export class SignInModule {}
