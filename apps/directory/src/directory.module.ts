import { PlatformModule } from '@landbridge/platform';
import { Module } from '@nestjs/common';
import { AgreementsModule } from './agreements/agreements.module.ts';
import { CommunitiesModule } from './communities/communities.module.ts';
import { CredentialsModule } from './credentials/credentials.module.ts';
import { DirectoryConfig } from './directory.config.ts';
import { OpenIdModule } from './openid/openid.module.ts';
import { OrganisationsModule } from './organisations/organisations.module.ts';
import { PolicyModule } from './policy/policy.module.ts';
import { SearchModule } from './search/search.module.ts';

/** Who takes part in the network, in which communities, and with which credentials. */
@Module({
  imports: [
    PlatformModule.forService({ service: 'directory', config: DirectoryConfig }),
    AgreementsModule,
    OrganisationsModule,
    CommunitiesModule,
    CredentialsModule,
    OpenIdModule,
    PolicyModule,
    SearchModule,
  ],
})
export class DirectoryModule {}
