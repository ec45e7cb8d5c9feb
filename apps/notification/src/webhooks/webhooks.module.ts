import { ALLOWED_HOSTS, UrlGuard } from '@landbridge/platform';
import { Module } from '@nestjs/common';
import { NotificationConfig } from '../notification.config.ts';
import { WebhookClient } from './webhook-client.ts';

@Module({
  providers: [
    { provide: ALLOWED_HOSTS, inject: [NotificationConfig], useFactory: ({ allowedHosts }: NotificationConfig) => allowedHosts },
    UrlGuard,
    WebhookClient,
  ],
  exports: [UrlGuard, WebhookClient],
})
export class WebhooksModule {}
