import { beforeEach, describe, expect, it } from '@jest/globals';
import type { OrganisationState } from '@landbridge/contracts';
import { structuredReport } from '@landbridge/contracts/testing';
import { TestNetwork } from './network.ts';
import { isSignedWith, type Hook } from './receiver.ts';
import { until } from './until.ts';

describe('a subscription', () => {
  const network = TestNetwork.forTests();
  let hook: Hook;
  let reader: OrganisationState;

  beforeEach(() => {
    ({ reader, hook } = network.newReader());
  });

  it('shows a secret once, signs with two while it rotates, and is its owner’s only', async () => {
    const { id, secret } = await network.api.subscribe(reader, hook);
    const other = network.directory.register();
    expect(JSON.stringify((await network.api.call(reader.id, 'GET', '/v1/subscriptions')).body)).not.toContain('whsec_');
    for (const [method, path] of [
      ['GET', ''],
      ['DELETE', ''],
      ['POST', '/secret'],
    ] as const)
      expect((await network.api.call(other.id, method, `/v1/subscriptions/${id}${path}`)).status).toBe(404);
    expect((await network.api.call(reader.id, 'GET', '/v1/subscriptions', undefined, 'reports:read')).status).toBe(403);
    const rotated = await network.api.call(reader.id, 'POST', `/v1/subscriptions/${id}/secret`);
    await network.topics.accept(structuredReport());
    await until('a report arrives', () => hook.received.length === 1);
    for (const each of [secret, String(rotated.body['secret'])]) expect(isSignedWith(each, hook.received[0]!)).toBe(true);
    expect((await network.api.call(reader.id, 'DELETE', `/v1/subscriptions/${id}`)).status).toBe(204);
    expect((await network.api.call(reader.id, 'GET', `/v1/subscriptions/${id}`)).status).toBe(404);
  });

  it('refuses to send to what is not on the public internet, or not encrypted', async () => {
    const urls = [
      'http://8.8.8.8/hook',
      'https://127.0.0.1/hook',
      'https://2130706433/hook',
      'https://[::ffff:127.0.0.1]/hook',
      'https://169.254.169.254/latest/meta-data',
      'https://localhost/hook',
      'https://user:word@8.8.8.8/hook',
    ];
    for (const url of urls) {
      const { status, body } = await network.api.call(reader.id, 'POST', '/v1/subscriptions', {
        url,
        events: ['report.accepted'],
        purpose: 'prevention',
      });
      expect({ url, status, errors: body['errors'] }).toMatchObject({ status: 400, errors: [{ pointer: '/url' }] });
    }
  });

  it('says what is wrong with each field of a subscription', async () => {
    const { status, body } = await network.api.call(reader.id, 'POST', '/v1/subscriptions', {
      url: hook.url,
      events: ['report.deleted'],
      purpose: 'deportation',
      filters: { corridors: ['RO>online', 'RO-SE'] },
    });
    expect(status).toBe(400);
    expect((body['errors'] as { pointer: string }[]).map(({ pointer }) => pointer).sort()).toEqual([
      '/events',
      '/filters/corridors',
      '/purpose',
    ]);
  });

  it('describes all of it in OpenAPI 3.1, and measures its attempts', async () => {
    const { body } = await network.api.call(reader.id, 'GET', '/openapi.json');
    const paths = Object.keys(body['paths'] as object);
    expect(paths).toEqual(
      expect.arrayContaining(['/v1/subscriptions', '/v1/subscriptions/{id}/secret', '/v1/deliveries', '/v1/operator/status']),
    );
    expect(body).toMatchObject({
      paths: { '/v1/subscriptions': { post: { description: expect.stringMatching(/Candidates come, too, where `candidates` is true/) } } },
      components: { schemas: { SubscriptionView: { properties: { candidates: { type: 'boolean' } } } } },
    });
    const { schemas } = body['components'] as { schemas: Record<string, unknown> };
    const referred = [...JSON.stringify(body).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name ?? '');
    expect(referred.filter((name) => !(name in schemas))).toEqual([]);
    expect(referred).toEqual(expect.arrayContaining(['NewSubscription', 'SubscriptionWithSecret', 'DeliveryPage']));
  });
});
