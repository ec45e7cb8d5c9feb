import { beforeEach, describe, expect, it } from '@jest/globals';
import type { OrganisationState } from '@landbridge/contracts';
import { structuredReport } from '@landbridge/contracts/testing';
import { TestNetwork } from './network.ts';
import { isSignedWith, type Hook } from './receiver.ts';
import { pause, until } from './until.ts';

describe('delivering', () => {
  const network = TestNetwork.forTests();
  let hook: Hook;
  let reader: OrganisationState;

  beforeEach(() => {
    ({ reader, hook } = network.newReader());
  });

  it('delivers what the reader may see, signed, and records that it was disclosed', async () => {
    const { id, secret } = await network.api.subscribe(reader, hook);
    const report = structuredReport({ attribution: 'hidden', hasNarrative: true });
    const unseen = structuredReport({ marking: { tlp: 'amber', communities: ['law-enforcement'] } });
    const open = structuredReport({ marking: { tlp: 'clear' } });
    const disclosures = await network.topics.listen('disclosures');
    const changes = await network.topics.listen('deliveries');
    await network.topics.accept(unseen, report, open);
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
    const listed = await network.api.deliveries(reader, `&subscription=${id}&state=delivered`);
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

  it('keeps the order of a subject while its receiver fails, and lets other subjects pass', async () => {
    await network.api.subscribe(reader, hook);
    const failing = structuredReport();
    const other = structuredReport();
    let failures = 2;
    hook.reply = ({ subject, revision }) =>
      subject === failing.id && revision === 1 && failures-- > 0 ? { status: 500 } : { status: 200 };
    await network.topics.accept(failing, { ...failing, revision: 2 }, other, { ...failing, revision: 3 });
    await until('the other subject arrives', () => hook.of(other.id).length === 1 && hook.of(failing.id).length > 0);
    expect(new Set(hook.story(failing.id))).toEqual(new Set(['report.accepted 1']));
    await until('the second attempt failed', async () =>
      (await network.api.deliveries(reader, '&state=waiting')).some(({ attempts }) => attempts === 2),
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
    await network.api.subscribe(reader, hook);
    const report = structuredReport();
    hook.reply = () => ({ status: 500 });
    await network.topics.accept(report);
    for (let attempts = 1; attempts <= 8; attempts++) {
      await until(`attempt ${attempts} is made`, () => hook.received.length === attempts);
      await until('it is written down', async () => (await network.api.deliveries(reader))[0]?.['state'] !== 'sending');
      network.moveClock(attempts * 13 * 3600_000);
    }
    await until('it is given up', async () => (await network.api.deliveries(reader, '&state=failed')).length === 1);
    expect(await network.api.deliveries(reader)).toMatchObject([{ state: 'failed', attempts: 8, lastAnswer: { status: 500 } }]);
  });

  it('waits as long as a receiver asks', async () => {
    await network.api.subscribe(reader, hook);
    hook.reply = () => ({ status: 503, headers: { 'retry-after': '600' } });
    await network.topics.accept(structuredReport());
    await until('the attempt is written down', () => network.api.waitsAgain(reader));
    const [delivery] = await network.api.deliveries(reader);
    expect(Date.parse(String(delivery?.['nextAttemptAt']))).toBeGreaterThan(Date.now() + 590_000);
  });

  it('follows no redirect', async () => {
    await network.api.subscribe(reader, hook);
    hook.reply = ({ headers }) => ({ status: 307, headers: { location: `http://${headers['host'] ?? ''}/elsewhere` } });
    await network.topics.accept(structuredReport());
    await until('the attempt is written down', () => network.api.waitsAgain(reader));
    expect(hook.received).toHaveLength(1);
  });

  it('sends nothing more to a receiver that is gone', async () => {
    const { id } = await network.api.subscribe(reader, hook);
    hook.reply = () => ({ status: 410 });
    await network.topics.accept(structuredReport());
    await until(
      'the subscription is disabled',
      async () => (await network.api.call(reader.id, 'GET', `/v1/subscriptions/${id}`)).body['status'] === 'disabled',
    );
    const other = network.receiver.hook();
    await network.api.subscribe(network.directory.register(), other);
    await network.topics.accept(structuredReport());
    await until('the next report is routed', () => other.received.length === 1);
    expect(await network.api.deliveries(reader)).toMatchObject([{ state: 'failed', attempts: 1, lastAnswer: { status: 410 } }]);
  });

  it('sends nothing to a suspended organisation, and goes on when it is let in again', async () => {
    await network.api.subscribe(reader, hook);
    let failed = false;
    hook.reply = () => (failed ? { status: 200 } : ((failed = true), { status: 500 }));
    const report = structuredReport();
    await network.topics.accept(report);
    await until('an attempt failed', () => network.api.waitsAgain(reader));
    network.directory.change(reader.id, { status: 'suspended' });
    await pause(4_000);
    network.moveClock(20_000);
    await pause(2_000);
    expect(hook.received).toHaveLength(1);
    network.directory.change(reader.id, { status: 'active' });
    await until('it arrives', () => hook.received.length === 2);
  });

  it('looks again before each attempt at who may see the report', async () => {
    await network.api.subscribe(reader, hook);
    hook.reply = ({ type }) => ({ status: type === 'report.withdrawn' ? 200 : 500 });
    const report = structuredReport();
    await network.topics.accept(report);
    await until('an attempt failed', () => network.api.waitsAgain(reader));
    network.directory.change(reader.id, { communities: [] });
    await until('it is dropped', async () => (await network.api.deliveries(reader, '&state=dropped')).length === 1);
    await until('it is taken back', () => hook.received.length === 2);
    expect(hook.story(report.id)).toEqual(['report.accepted 1', 'report.withdrawn 1']);
  });

  it('writes down what is under way when it is stopped, and goes on when it is started', async () => {
    hook.reply = () => 'nothing';
    await network.api.subscribe(reader, hook);
    await network.topics.accept(structuredReport());
    await until('an attempt is under way', () => hook.received.length === 1);
    const [instance] = network.instances;
    await instance?.stop();
    hook.reply = () => ({ status: 204 });
    if (instance) await network.run(instance);
    expect(await network.api.deliveries(reader)).toMatchObject([{ attempts: 1, lastAnswer: { failure: 'abandoned' } }]);
    await until('it is delivered', async () => (await network.api.deliveries(reader, '&state=delivered')).length === 1);
    expect(new Set(hook.received.map(({ id }) => id)).size).toBe(1);
  });
});
