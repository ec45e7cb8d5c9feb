import { KeyRing, open, seal } from '@landbridge/platform';
import { Inject, Injectable } from '@nestjs/common';
import { newWebhookSecret } from '../webhooks/signature.ts';
import type { SealedSecret, Subscription } from './subscription.schema.ts';

export const KEY_RING = Symbol('key-ring');

/** After a rotation the secret before signs for so much longer. */
const OVERLAP = 24 * 3600 * 1000;

/** Secrets of subscriptions lie encrypted in the store, each under its subscription's id. */
@Injectable()
export class WebhookSecrets {
  private readonly key: Buffer;

  constructor(@Inject(KEY_RING) keys: KeyRing) {
    this.key = keys.derive('webhook-secrets');
  }

  make(subscription: string): { secret: string; sealed: Buffer } {
    const secret = newWebhookSecret();
    return { secret, sealed: seal(this.key, subscription, Buffer.from(secret)) };
  }

  /** A new secret before the newest one, which ends after a day. Older ones end at once: two are valid at most. */
  rotate(
    { _id, secrets }: Pick<Subscription, '_id' | 'secrets'>,
    now: Date,
  ): { secret: string; secrets: SealedSecret[]; previousValidUntil: Date } {
    const { secret, sealed } = this.make(_id);
    const previousValidUntil = new Date(now.getTime() + OVERLAP);
    const [newest] = secrets;
    return { secret, previousValidUntil, secrets: [{ sealed }, ...(newest ? [{ sealed: newest.sealed, until: previousValidUntil }] : [])] };
  }

  /** Those that sign now, the newest first. */
  valid({ _id, secrets }: Pick<Subscription, '_id' | 'secrets'>, now: Date): string[] {
    return secrets.filter(({ until }) => !until || until > now).map(({ sealed }) => open(this.key, _id, bytesOf(sealed)).toString());
  }
}

/** The driver gives binary fields as its own class, which holds a buffer. */
function bytesOf(stored: Buffer | { buffer: Uint8Array }): Buffer {
  return Buffer.isBuffer(stored) ? stored : Buffer.from(stored.buffer);
}
