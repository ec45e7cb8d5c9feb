import { PlatformModule } from '@landbridge/platform';
import { Module } from '@nestjs/common';
import { AgencyProvidersModule } from './agency-providers/agency-providers.module.ts';
import { AgreementsModule } from './agreements/agreements.module.ts';
import { CommunitiesModule } from './communities/communities.module.ts';
import { CredentialsModule } from './credentials/credentials.module.ts';
import { DirectoryConfig } from './directory.config.ts';
import { OpenIdModule } from './openid/openid.module.ts';
import { OrganisationsModule } from './organisations/organisations.module.ts';
import { PeopleModule } from './people/people.module.ts';
import { PolicyModule } from './policy/policy.module.ts';
import { SearchModule } from './search/search.module.ts';
import { SignInModule } from './sign-in/sign-in.module.ts';

/** Who takes part in the network, in which communities, and with which credentials; and the people who act for them. */
@Module({
  imports: [
    PlatformModule.forService({ service: 'directory', config: DirectoryConfig }),
    AgencyProvidersModule,
    AgreementsModule,
    OrganisationsModule,
    CommunitiesModule,
    CredentialsModule,
    PeopleModule,
    OpenIdModule,
    SignInModule,
    PolicyModule,
    SearchModule,
  ],
})
export class DirectoryModule {}
