import { ServiceConfig } from '@landbridge/platform';
import { IsInt, IsOptional, IsString, IsUrl, Matches, Max, Min } from 'class-validator';

const BASE_URL = { require_tld: false, require_protocol: true, protocols: ['http', 'https'] };

export class NotificationConfig extends ServiceConfig {
  /** Encrypts the secrets of subscriptions at rest: 32 bytes in base64, mode 0600. */
  @IsString({ message: 'NOTIFICATION_KEY_FILE must name a file with 32 bytes in base64, mode 0600' }) NOTIFICATION_KEY_FILE: string;
  /** Where receivers read a report or a trend in full; becomes the link of a webhook. */
  @IsUrl(BASE_URL, { message: 'INGESTION_URL must be the base URL of ingestion as organisations reach it' }) INGESTION_URL: string;
  @IsUrl(BASE_URL, { message: 'TREND_DETECTION_URL must be the base URL of trend-detection as organisations reach it' })
  TREND_DETECTION_URL: string;
  /** Where the two are asked for what is not known here any more: a call inside the network. Left out, as organisations reach them. */
  @IsOptional()
  @IsUrl(BASE_URL, { message: 'INGESTION_INSIDE_URL must be the base URL of ingestion inside the network' })
  INGESTION_INSIDE_URL?: string;
  @IsOptional()
  @IsUrl(BASE_URL, { message: 'TREND_DETECTION_INSIDE_URL must be the base URL of trend-detection inside the network' })
  TREND_DETECTION_INSIDE_URL?: string;
  /** Receivers that may be private and without TLS, for development: `host:port` or `host`, separated by commas. Empty in production. */
  @IsOptional()
  @Matches(/^[^\s,]+(,[^\s,]+)*$/, { message: 'WEBHOOK_ALLOWED_HOSTS must be host:port or host, several separated by commas' })
  WEBHOOK_ALLOWED_HOSTS?: string;
  /** At most so many deliveries a minute begin for a subscription, and for all of an organisation; the rest waits. */
  @IsInt() @Min(1) @Max(1_000_000) SUBSCRIPTION_DELIVERIES_PER_MINUTE: number = 6000;
  @IsInt() @Min(1) @Max(1_000_000) ORGANISATION_DELIVERIES_PER_MINUTE: number = 12_000;
  /** Reports with hidden attribution are delivered at a random moment within so many seconds. 0 delivers them at once. */
  @IsInt() @Min(0) @Max(7 * 24 * 3600) HIDDEN_ATTRIBUTION_DELAY_SECONDS: number = 600;

  get reportsOwner(): string {
    return this.INGESTION_INSIDE_URL ?? this.INGESTION_URL;
  }

  get trendsOwner(): string {
    return this.TREND_DETECTION_INSIDE_URL ?? this.TREND_DETECTION_URL;
  }

  get allowedHosts(): string[] {
    return this.WEBHOOK_ALLOWED_HOSTS?.split(',') ?? [];
  }
}
