import { ServiceConfig } from '@landbridge/platform';
import { IsInt, IsString, IsUrl, Max, Min } from 'class-validator';

export class IngestionConfig extends ServiceConfig {
  /** File with the network key: 32 bytes in base64, mode 0600. What it wraps cannot be read without it: keep a copy in another place. */
  @IsString() NETWORK_KEY_FILE: string;
  /** Where what notification disclosed is asked for again: a call inside the network. */
  @IsUrl(
    { require_tld: false, require_protocol: true, protocols: ['http', 'https'] },
    { message: 'NOTIFICATION_URL must be the base URL of notification' },
  )
  NOTIFICATION_URL: string;
  /** Bulk loads that one organisation may have running at once in this instance. */
  @IsInt() @Min(1) @Max(100) BULK_LOADS: number = 4;
}
