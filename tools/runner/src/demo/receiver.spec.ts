import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { WebhookReceiver } from './receiver.ts';

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

describe('WebhookReceiver', () => {
  let receiver: WebhookReceiver;
  const deliver = async (id: string, body: string, signature?: string) => {
    const at = new Date();
    const headers = {
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': signature ?? new Webhook(secret).sign(id, at, body),
    };
    return (await fetch(receiver.url, { method: 'POST', headers, body })).status;
  };

  beforeAll(async () => {
    receiver = await WebhookReceiver.listen();
    receiver.trust(secret);
  });
  afterAll(() => receiver.close());

  it('counts each id once, and remembers what it was told of', async () => {
    const body = JSON.stringify({ type: 'trend.opened', data: { id: 'trend-1', revision: 1 } });
    expect(await deliver('delivery-1', body)).toBe(204);
    expect(await deliver('delivery-1', body)).toBe(204);
    expect(await deliver('delivery-2', body)).toBe(204);
    expect(receiver.deliveries).toBe(2);
    expect([...receiver.subjects]).toEqual(['trend-1']);
  });

  it('takes nothing that its secret did not sign', async () => {
    expect(await deliver('delivery-3', '{}', 'v1,AAAA')).toBe(401);
    expect(receiver.deliveries).toBe(2);
    expect(receiver.unsigned).toBe(1);
  });

  it('takes no large bodies', async () => {
    expect(await deliver('delivery-4', `"${'x'.repeat(70_000)}"`)).toBe(413);
  });
});
