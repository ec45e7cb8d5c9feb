import { SERVICE_CONFIG } from '@landbridge/platform';
import { Logger, Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { Provider } from 'oidc-provider';
import { CredentialsModule } from '../credentials/credentials.module.ts';
import type { DirectoryConfig } from '../directory.config.ts';
import { OrganisationsModule } from '../organisations/organisations.module.ts';
import { Clients, STATIC_CLIENTS } from './clients.ts';
import { openIdProvider } from './openid-provider.ts';
import { publishKeys, signingKeys } from './signing-keys.ts';
import { readStaticClients } from './static-clients.ts';

const MOUNT = '/oidc';

@Module({
  imports: [OrganisationsModule, CredentialsModule],
  providers: [
    Clients,
    {
      provide: STATIC_CLIENTS,
      inject: [SERVICE_CONFIG],
      useFactory: (config: DirectoryConfig) => readStaticClients(config.SERVICE_SECRETS_DIR),
    },
    {
      provide: Provider,
      inject: [SERVICE_CONFIG, Clients],
      useFactory: (config: DirectoryConfig, clients: Clients) => {
        const keys = signingKeys(config.signingKeysFile);
        if (config.PUBLIC_KEYS_FILE !== undefined) publishKeys(keys, config.PUBLIC_KEYS_FILE);
        return openIdProvider({ issuer: config.PUBLIC_URL + MOUNT, audience: config.TOKEN_AUDIENCE, keys, clients });
      },
    },
  ],
})
export class OpenIdModule implements OnModuleInit {
  private readonly logger = new Logger(OpenIdModule.name);

  constructor(
    private readonly provider: Provider,
    private readonly server: HttpAdapterHost,
  ) {}

  onModuleInit(): void {
    this.provider.on('server_error', (_ctx, error) => this.logger.error({ kind: error.name }, 'A token could not be given.'));
    this.server.httpAdapter.use(MOUNT, this.provider.callback());
  }
}
