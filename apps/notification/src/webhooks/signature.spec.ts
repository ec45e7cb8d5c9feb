import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { KeyRing, SealBroken } from '@landbridge/platform';
import { Webhook } from 'standardwebhooks';
import { subscription } from '../testing.ts';
import { WebhookSecrets } from '../subscriptions/webhook-secrets.ts';
import { newWebhookSecret, signedHeaders } from './signature.ts';

const body = '{"type":"report.accepted"}';

describe('signedHeaders', () => {
  it('signs as Standard Webhooks says', () => {
    const secret = newWebhookSecret();
    const at = new Date();
    const headers = signedHeaders('an-id', at, body, [secret]);
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
    expect(key).toHaveLength(32);
    const expected = createHmac('sha256', key).update(`an-id.${headers['webhook-timestamp']}.${body}`).digest('base64');
    expect(headers['webhook-signature']).toBe(`v1,${expected}`);
    expect(headers['webhook-timestamp']).toBe(String(Math.floor(at.getTime() / 1000)));
  });

  it('is accepted by either of two secrets, and by no other', () => {
    const [one, two, other] = [newWebhookSecret(), newWebhookSecret(), newWebhookSecret()];
    const headers = signedHeaders('an-id', new Date(), body, [one, two]);
    expect(new Webhook(one).verify(body, headers)).toEqual({ type: 'report.accepted' });
    expect(new Webhook(two).verify(body, headers)).toEqual({ type: 'report.accepted' });
    expect(() => new Webhook(other).verify(body, headers)).toThrow();
  });
});

describe('WebhookSecrets', () => {
  const secrets = new WebhookSecrets(new KeyRing(Buffer.alloc(32, 7)));
  const now = new Date('2026-03-01T10:00:00Z');
  const hours = (count: number) => new Date(now.getTime() + count * 3600_000);

  it('keeps two valid for a day after a rotation, never three', () => {
    const made = subscription();
    const first = secrets.make(made._id);
    const second = secrets.rotate({ ...made, secrets: [{ sealed: first.sealed }] }, now);
    const rotated = { ...made, secrets: second.secrets };
    expect(secrets.valid(rotated, now)).toEqual([second.secret, first.secret]);
    expect(secrets.valid(rotated, hours(25))).toEqual([second.secret]);
    const third = secrets.rotate(rotated, hours(1));
    expect(secrets.valid({ ...made, secrets: third.secrets }, hours(2))).toEqual([third.secret, second.secret]);
  });

  it('holds them in no readable form, and opens them for their own subscription only', () => {
    const { secret, sealed } = secrets.make('one');
    expect(sealed.toString('latin1')).not.toContain(secret);
    expect(secrets.valid({ _id: 'one', secrets: [{ sealed }] }, now)).toEqual([secret]);
    expect(() => secrets.valid({ _id: 'two', secrets: [{ sealed }] }, now)).toThrow(SealBroken);
  });
});
