import { SERVICE_CONFIG } from '@landbridge/platform';
import { Module } from '@nestjs/common';
import { CredentialsModule } from '../credentials/credentials.module.ts';
import type { DirectoryConfig } from '../directory.config.ts';
import { OrganisationsModule } from '../organisations/organisations.module.ts';
import { PeopleModule } from '../people/people.module.ts';
import { Accounts } from './accounts.ts';
import { Clients, STATIC_CLIENTS } from './clients.ts';
import { OidcRecordsModule } from './oidc-records.module.ts';
import { OpenIdHost } from './openid-host.ts';
import { RequestAddress } from './request-address.ts';
import { SigningKeysController } from './signing-keys.controller.ts';
import { readStaticClients } from './static-clients.ts';
import { TokenRecord } from './token-record.ts';

@Module({
  imports: [OrganisationsModule, CredentialsModule, PeopleModule, OidcRecordsModule],
  controllers: [SigningKeysController],
  providers: [
    Accounts,
    Clients,
    OpenIdHost,
    TokenRecord,
    RequestAddress,
    {
      provide: STATIC_CLIENTS,
      inject: [SERVICE_CONFIG],
      useFactory: (config: DirectoryConfig) => readStaticClients(config.SERVICE_SECRETS_DIR),
    },
  ],
  exports: [Accounts, Clients, OpenIdHost, RequestAddress],
})
export class OpenIdModule {}
