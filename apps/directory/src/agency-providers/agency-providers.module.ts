import { ALLOWED_HOSTS, SERVICE_CONFIG, UrlGuard } from '@landbridge/platform';
import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import type { DirectoryConfig } from '../directory.config.ts';
import { OrganisationsModule } from '../organisations/organisations.module.ts';
import { PeopleModule } from '../people/people.module.ts';
import { AgencyProvider, AgencyProviderSchema } from './agency-provider.schema.ts';
import { AgencyProvidersRepository } from './agency-providers.repository.ts';
import { AgencyProvidersService } from './agency-providers.service.ts';
import { AuthenticationRequest, AuthenticationRequestSchema } from './authentication-request.schema.ts';
import { AuthenticationRequestsRepository } from './authentication-requests.repository.ts';
import { AuthenticationRequests } from './authentication-requests.ts';
import { ProviderFetch } from './provider-fetch.ts';
import { ProviderName, ProviderNameSchema } from './provider-name.schema.ts';
import { ProviderSecrets } from './provider-secrets.ts';
import { RelyingParty } from './relying-party.ts';
import { SignInProviderController } from './sign-in-provider.controller.ts';

@Module({
  imports: [
    MongooseModule.forFeature([
      { name: AgencyProvider.name, schema: AgencyProviderSchema },
      { name: ProviderName.name, schema: ProviderNameSchema },
      { name: AuthenticationRequest.name, schema: AuthenticationRequestSchema },
    ]),
    OrganisationsModule,
    PeopleModule,
  ],
  controllers: [SignInProviderController],
  providers: [
    { provide: ALLOWED_HOSTS, inject: [SERVICE_CONFIG], useFactory: (config: DirectoryConfig) => config.signInProviderAllowedHosts },
    AgencyProvidersRepository,
    AgencyProvidersService,
    AuthenticationRequests,
    AuthenticationRequestsRepository,
    ProviderFetch,
    ProviderSecrets,
    RelyingParty,
    UrlGuard,
  ],
  exports: [AgencyProvidersRepository, AuthenticationRequests],
})
export class AgencyProvidersModule {}
