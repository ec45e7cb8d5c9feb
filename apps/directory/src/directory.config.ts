import { join } from 'node:path';
import { ServiceConfig } from '@landbridge/platform';
import { IsOptional, IsString } from 'class-validator';

export class DirectoryConfig extends ServiceConfig {
  /** Folder with one secret per file: `operator` and one for each service of the network, named as it. Readable by its owner only. */
  @IsString({ message: 'SERVICE_SECRETS_DIR must name a folder with one secret per file: operator, and one for each service' })
  SERVICE_SECRETS_DIR: string;
  /** The keys that sign tokens; made at the first start. Several instances of directory share this file. */
  @IsOptional() @IsString() SIGNING_KEYS_FILE?: string;
  /** The public halves of those keys, for Kafka, which reads this file; written at each start. */
  @IsOptional() @IsString() PUBLIC_KEYS_FILE?: string;

  get signingKeysFile(): string {
    return this.SIGNING_KEYS_FILE ?? join(this.SERVICE_SECRETS_DIR, 'signing-keys.json');
  }
}
