import { dirname, join } from 'node:path';
import { ServiceConfig } from '@landbridge/platform';
import { IsOptional, IsString, Matches } from 'class-validator';

export class DirectoryConfig extends ServiceConfig {
  /** Folder with one secret per file: `operator` and one for each service of the network, named as it. Readable by its owner only. */
  @IsString({ message: 'SERVICE_SECRETS_DIR must name a folder with one secret per file: operator, and one for each service' })
  SERVICE_SECRETS_DIR: string;
  /** The keys that sign tokens; made at the first start. Several instances of directory share this file. */
  @IsOptional() @IsString() SIGNING_KEYS_FILE?: string;
  /** The public halves of those keys, for Kafka, which reads this file; written at each start. */
  @IsOptional() @IsString() PUBLIC_KEYS_FILE?: string;
  /** The key under which people's second factors lie in the store; made at the first start. Several instances of directory share this file. */
  @IsOptional() @IsString() PEOPLE_KEY_FILE?: string;
  /** Where the console gets people back from signing in, several separated by commas. Without it nobody signs in by the console. */
  @IsOptional()
  @Matches(/^https?:\/\/[^\s,#]+(,https?:\/\/[^\s,#]+)*$/, { message: 'CONSOLE_REDIRECT_URIS must be URLs, several separated by commas' })
  CONSOLE_REDIRECT_URIS?: string;
  /** Addresses and networks (CIDR) of the proxies before directory, several separated by commas: what they say of an address is believed. */
  @IsOptional()
  @Matches(/^[0-9a-fA-F.:/]+(,[0-9a-fA-F.:/]+)*$/, { message: 'TRUSTED_PROXIES must be addresses or networks, such as 10.0.0.0/8' })
  TRUSTED_PROXIES?: string;
  /** Development, and agencies inside closed networks: OpenID providers at these hosts may have a private address and no TLS. */
  @IsOptional()
  @Matches(/^[^\s,]+(,[^\s,]+)*$/, { message: 'SIGN_IN_PROVIDER_ALLOWED_HOSTS must be host:port or host, several separated by commas' })
  SIGN_IN_PROVIDER_ALLOWED_HOSTS?: string;

  get signingKeysFile(): string {
    return this.SIGNING_KEYS_FILE ?? join(this.SERVICE_SECRETS_DIR, 'signing-keys.json');
  }

  get peopleKeyFile(): string {
    return this.PEOPLE_KEY_FILE ?? join(dirname(this.signingKeysFile), 'people.key');
  }

  get consoleRedirectUris(): string[] {
    return this.CONSOLE_REDIRECT_URIS?.split(',') ?? [];
  }

  get trustedProxies(): string[] {
    return this.TRUSTED_PROXIES?.split(',') ?? [];
  }

  get signInProviderAllowedHosts(): string[] {
    return this.SIGN_IN_PROVIDER_ALLOWED_HOSTS?.split(',') ?? [];
  }
}
