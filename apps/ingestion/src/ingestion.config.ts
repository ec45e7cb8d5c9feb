import { ServiceConfig } from '@landbridge/platform';
import { IsInt, IsString, IsUrl, Matches, Max, Min } from 'class-validator';
import { PERIODS_PATTERN, RETENTION_KINDS } from './retention/retention-periods.ts';

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
  /** How many days a report is kept after its last revision, by ground, marking or withdrawal, where it is to be other than usual: `kind=days`. */
  @Matches(PERIODS_PATTERN, {
    message: `RETENTION_DAYS must be kind=days, several separated by commas, days from 1 to 99999; the kinds are ${RETENTION_KINDS.join(', ')}`,
  })
  RETENTION_DAYS: string = '';
}
