import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { OrganisationState } from '@landbridge/contracts';
import { structuredReport } from '@landbridge/contracts/testing';
import { trend } from '../src/testing.ts';
import { TestNetwork } from './network.ts';
import { isSignedWith, type Hook } from './receiver.ts';
import { pause, until } from './until.ts';

describe('notification', () => {
  let network: TestNetwork;
  let hook: Hook;
  let reader: OrganisationState;

  beforeAll(async () => {
    network = await TestNetwork.start();
  });
  afterAll(() => network.stop());
  beforeEach(() => {
    reader = network.directory.register();
    hook = network.receiver.hook();
  });

  afterEach(() => network.moveClock(0));

  it('delivers what the reader may see, signed, and records that it was disclosed', async () => {
    const { id, secret } = await network.subscribe(reader, hook);
    const report = structuredReport({ attribution: 'hidden', hasNarrative: true });
    const unseen = structuredReport({ marking: { tlp: 'amber', communities: ['law-enforcement'] } });
    const open = structuredReport({ marking: { tlp: 'clear' } });
    const disclosures = await network.listen('disclosures');
    const changes = await network.listen('deliveries');
    await network.accept(unseen, report, open);
    await until('two reports arrive', () => hook.received.length === 2);
    const [received] = hook.of(report.id);
    expect(received && isSignedWith(secret, received)).toBe(true);
    expect(received?.type).toBe('report.accepted');
    expect(received?.data).toMatchObject({
      link: `https://ingestion.example/v1/reports/${report.id}`,
      purposes: report.purposes,
      hasNarrative: true,
    });
    expect(received?.body).not.toContain(report.contributor.id);
    await until('the delivery is told as delivered', () => changes.filter(({ data }) => data['state'] === 'delivered').length === 2);
    expect(changes.filter(({ data }) => data['delivery'] === received?.id).map(({ data }) => data['state'])).toEqual([
      'waiting',
      'sending',
      'delivered',
    ]);
    await until('the disclosure is told', () => disclosures.length > 0);
    expect(disclosures.map(({ data }) => data)).toMatchObject([
      { report: report.id, revision: 1, reader: reader.id, channel: 'webhook', purpose: 'prevention' },
    ]);
    expect(JSON.stringify(changes)).not.toContain(report.id);
    const listed = await network.deliveries(reader, `&subscription=${id}&state=delivered`);
    expect(listed).toHaveLength(2);
    expect(listed.find((each) => each['id'] === received?.id)).toMatchObject({
      subject: report.id,
      revision: 1,
      attempts: 1,
      event: 'report.accepted',
      lastAnswer: { status: 204 },
    });
    expect(JSON.stringify(listed)).not.toContain('forced-labour');
  });

  it('shows a secret once, signs with two while it rotates, and is its owner’s only', async () => {
    const { id, secret } = await network.subscribe(reader, hook);
    const other = network.directory.register();
    expect(JSON.stringify((await network.call(reader.id, 'GET', '/v1/subscriptions')).body)).not.toContain('whsec_');
    for (const [method, path] of [
      ['GET', ''],
      ['DELETE', ''],
      ['POST', '/secret'],
    ] as const)
      expect((await network.call(other.id, method, `/v1/subscriptions/${id}${path}`)).status).toBe(404);
    expect((await network.call(reader.id, 'GET', '/v1/subscriptions', undefined, 'reports:read')).status).toBe(403);
    const rotated = await network.call(reader.id, 'POST', `/v1/subscriptions/${id}/secret`);
    await network.accept(structuredReport());
    await until('a report arrives', () => hook.received.length === 1);
    for (const each of [secret, String(rotated.body['secret'])]) expect(isSignedWith(each, hook.received[0]!)).toBe(true);
    expect((await network.call(reader.id, 'DELETE', `/v1/subscriptions/${id}`)).status).toBe(204);
    expect((await network.call(reader.id, 'GET', `/v1/subscriptions/${id}`)).status).toBe(404);
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
      const { status, body } = await network.call(reader.id, 'POST', '/v1/subscriptions', {
        url,
        events: ['report.accepted'],
        purpose: 'prevention',
      });
      expect({ url, status, errors: body['errors'] }).toMatchObject({ status: 400, errors: [{ pointer: '/url' }] });
    }
  });

  it('says what is wrong with each field of a subscription', async () => {
    const { status, body } = await network.call(reader.id, 'POST', '/v1/subscriptions', {
      url: hook.url,
      events: ['report.deleted'],
      purpose: 'deportation',
      filters: { corridors: ['RO-SE'] },
    });
    expect(status).toBe(400);
    expect((body['errors'] as { pointer: string }[]).map(({ pointer }) => pointer).sort()).toEqual([
      '/events',
      '/filters/corridors',
      '/purpose',
    ]);
  });

  it('keeps the order of a subject while its receiver fails, and lets other subjects pass', async () => {
    await network.subscribe(reader, hook);
    const failing = structuredReport();
    const other = structuredReport();
    let failures = 2;
    hook.reply = ({ subject, revision }) =>
      subject === failing.id && revision === 1 && failures-- > 0 ? { status: 500 } : { status: 200 };
    await network.accept(failing, { ...failing, revision: 2 }, other, { ...failing, revision: 3 });
    await until('the other subject arrives', () => hook.of(other.id).length === 1 && hook.of(failing.id).length > 0);
    expect(new Set(hook.story(failing.id))).toEqual(new Set(['report.accepted 1']));
    await until('the second attempt failed', async () =>
      (await network.deliveries(reader, '&state=waiting')).some(({ attempts }) => attempts === 2),
    );
    network.moveClock(400_000);
    await until('all revisions arrive', () => hook.of(failing.id).length === 5);
    expect(hook.story(failing.id)).toEqual([
      'report.accepted 1',
      'report.accepted 1',
      'report.accepted 1',
      'report.revised 2',
      'report.revised 3',
    ]);
    const attempts = hook.of(failing.id).filter(({ revision }) => revision === 1);
    expect(new Set(attempts.map(({ id }) => id)).size).toBe(1);
    expect(new Set(attempts.map(({ body }) => body)).size).toBe(1);
    expect((attempts[1]?.at ?? 0) - (attempts[0]?.at ?? 0)).toBeGreaterThanOrEqual(4_900);
  });

  it('gives up after the last attempt, and shows it to the owner', async () => {
    await network.subscribe(reader, hook);
    const report = structuredReport();
    hook.reply = () => ({ status: 500 });
    await network.accept(report);
    for (let attempts = 1; attempts <= 8; attempts++) {
      await until(`attempt ${attempts} is made`, () => hook.received.length === attempts);
      await until('it is written down', async () => (await network.deliveries(reader))[0]?.['state'] !== 'sending');
      network.moveClock(attempts * 13 * 3600_000);
    }
    await until('it is given up', async () => (await network.deliveries(reader, '&state=failed')).length === 1);
    expect(await network.deliveries(reader)).toMatchObject([{ state: 'failed', attempts: 8, lastAnswer: { status: 500 } }]);
  });

  it('waits as long as a receiver asks', async () => {
    await network.subscribe(reader, hook);
    hook.reply = () => ({ status: 503, headers: { 'retry-after': '600' } });
    await network.accept(structuredReport());
    await until('the attempt is written down', () => network.waitsAgain(reader));
    const [delivery] = await network.deliveries(reader);
    expect(Date.parse(String(delivery?.['nextAttemptAt']))).toBeGreaterThan(Date.now() + 590_000);
  });

  it('follows no redirect', async () => {
    await network.subscribe(reader, hook);
    hook.reply = ({ headers }) => ({ status: 307, headers: { location: `http://${headers['host'] ?? ''}/elsewhere` } });
    await network.accept(structuredReport());
    await until('the attempt is written down', () => network.waitsAgain(reader));
    expect(hook.received).toHaveLength(1);
  });

  it('sends nothing more to a receiver that is gone', async () => {
    const { id } = await network.subscribe(reader, hook);
    hook.reply = () => ({ status: 410 });
    await network.accept(structuredReport());
    await until(
      'the subscription is disabled',
      async () => (await network.call(reader.id, 'GET', `/v1/subscriptions/${id}`)).body['status'] === 'disabled',
    );
    const other = network.receiver.hook();
    await network.subscribe(network.directory.register(), other);
    await network.accept(structuredReport());
    await until('the next report is routed', () => other.received.length === 1);
    expect(await network.deliveries(reader)).toMatchObject([{ state: 'failed', attempts: 1, lastAnswer: { status: 410 } }]);
  });

  it('sends nothing to a suspended organisation, and goes on when it is let in again', async () => {
    await network.subscribe(reader, hook);
    let failed = false;
    hook.reply = () => (failed ? { status: 200 } : ((failed = true), { status: 500 }));
    const report = structuredReport();
    await network.accept(report);
    await until('an attempt failed', () => network.waitsAgain(reader));
    network.directory.change(reader.id, { status: 'suspended' });
    await pause(4_000);
    network.moveClock(20_000);
    await pause(2_000);
    expect(hook.received).toHaveLength(1);
    network.directory.change(reader.id, { status: 'active' });
    await until('it arrives', () => hook.received.length === 2);
  });

  it('looks again before each attempt at who may see the report', async () => {
    await network.subscribe(reader, hook);
    hook.reply = ({ type }) => ({ status: type === 'report.withdrawn' ? 200 : 500 });
    const report = structuredReport();
    await network.accept(report);
    await until('an attempt failed', () => network.waitsAgain(reader));
    network.directory.change(reader.id, { communities: [] });
    await until('it is dropped', async () => (await network.deliveries(reader, '&state=dropped')).length === 1);
    await until('it is taken back', () => hook.received.length === 2);
    expect(hook.story(report.id)).toEqual(['report.accepted 1', 'report.withdrawn 1']);
  });

  it('gives candidates to the assessing team only, and a community’s trends for the purpose of its charter only', async () => {
    const assessor = network.directory.register({ assessing: true });
    const wish = { events: ['trend.opened', 'trend.revised'], purpose: 'victim-support' };
    await network.subscribe(assessor, hook, wish);
    await network.subscribe(reader, hook, wish);
    await network.subscribe(reader, hook, { ...wish, purpose: 'research' });
    const candidate = trend();
    await network.trend('trend.opened', candidate);
    await until('the assessor gets it', () => hook.received.length === 1);
    await network.trend('trend.revised', { ...candidate, revision: 2, state: 'published' });
    await until('both get the published one', () => hook.received.length === 3);
    expect(hook.story(candidate.id)).toEqual(['trend.opened 1', 'trend.revised 2', 'trend.revised 2']);
    expect(hook.received[0]?.data).toMatchObject({ state: 'candidate', link: `https://trends.example/v1/trends/${candidate.id}` });
    expect([(await network.deliveries(assessor)).length, (await network.deliveries(reader)).length]).toEqual([2, 1]);
  });

  it('describes all of it in OpenAPI 3.1, and measures its attempts', async () => {
    const { body } = await network.call(reader.id, 'GET', '/openapi.json');
    const paths = Object.keys(body['paths'] as object);
    expect(paths).toEqual(
      expect.arrayContaining(['/v1/subscriptions', '/v1/subscriptions/{id}/secret', '/v1/deliveries', '/v1/operator/status']),
    );
    const { schemas } = body['components'] as { schemas: Record<string, unknown> };
    const referred = [...JSON.stringify(body).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name ?? '');
    expect(referred.filter((name) => !(name in schemas))).toEqual([]);
    expect(referred).toEqual(expect.arrayContaining(['NewSubscription', 'SubscriptionWithSecret', 'DeliveryPage']));
  });

  it('writes down what is under way when it is stopped, and goes on when it is started', async () => {
    hook.reply = () => 'nothing';
    await network.subscribe(reader, hook);
    await network.accept(structuredReport());
    await until('an attempt is under way', () => hook.received.length === 1);
    const [instance] = network.instances;
    await instance?.stop();
    hook.reply = () => ({ status: 204 });
    if (instance) await network.run(instance);
    expect(await network.deliveries(reader)).toMatchObject([{ attempts: 1, lastAnswer: { failure: 'abandoned' } }]);
    await until('it is delivered', async () => (await network.deliveries(reader, '&state=delivered')).length === 1);
    expect(new Set(hook.received.map(({ id }) => id)).size).toBe(1);
  });
});
