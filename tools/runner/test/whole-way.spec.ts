import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { topicName } from '@landbridge/contracts';
import { found, plantedChanges, sampleReports, type ToldTrend } from '@landbridge/sample-network';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sampleEnd } from '../src/demo/demo-run.ts';
import { sampleSeed } from '../src/sample-organisations.ts';
import { everythingOpen, leaksIn } from './support/confidential.ts';
import { expectAllCounted, expectNoDeadLetters } from './support/expectations.ts';
import type { Member } from './support/member.ts';
import { isSignedWith, Receiver, type Received } from './support/receiver.ts';
import { TestNetwork } from './support/test-network.ts';
import { Topics } from './support/topics.ts';
import { until } from './support/until.ts';

describe('a sample network', () => {
  let network: TestNetwork;
  let receiver: Receiver;
  let assessing: Member;
  let secrets: string[];
  const today = sampleEnd(new Date());
  const sample = [...sampleReports({ seed: sampleSeed, reports: 1_000, until: today })];

  beforeAll(async () => {
    network = await TestNetwork.start();
    receiver = await Receiver.start();
    assessing = network.assessing();
    const { url } = receiver;
    const subscribe = (member: Member, wish: object) => member.notification.post('/v1/subscriptions', { url, ...wish });
    const subscriptions = [
      await subscribe(assessing, { events: ['trend.opened', 'trend.revised'], purpose: 'investigation' }),
      await subscribe(assessing, { events: ['trend.opened', 'trend.revised'], purpose: 'victim-support' }),
      await subscribe(assessing, { events: ['report.accepted'], filters: { countries: ['NP'] }, purpose: 'investigation' }),
    ];
    secrets = subscriptions.map(({ secret }) => String(secret));
  });
  afterAll(async () => {
    receiver.stop();
    await network.stop();
  });

  it('brings changes from reports over REST to the webhook of who assesses them, signed', async () => {
    for (const action of sample)
      if ('planted' in action) await network.member(action.organisation).submit(action.externalId, action.report);
    await network.perform(sample.filter((action) => !('planted' in action)));
    await network.settled();
    await expectAllCounted(network);
    const planted = plantedChanges({ until: today, reports: 1_000 });
    const told = () => receiver.received.map(({ data }) => data).filter(isTrend);
    const arrived = () => found(planted, told());
    await until('every planted change has come', () => arrived().length === planted.length, 180_000);
    const isSigned = (received: Received) => secrets.some((secret) => isSignedWith(secret, received));
    expect(receiver.received.every(isSigned)).toBe(true);
    expect(receiver.received.map((received) => ({ ...received, body: `${received.body} ` })).some(isSigned)).toBe(false);
    await expectNoDeadLetters(network);
  });

  it('shows no words of reports, no ids of organisations’ own and no secrets in topics, logs and metrics', async () => {
    const open = await everythingOpen(network);
    const topics = new Set(open.map(({ where }) => where));
    for (const topic of ['reports', 'trends', 'organisations', 'heartbeats', 'disclosures', 'deliveries'] as const)
      expect(topics).toContain(topicName(network.namespace, topic));
    expect(await leaksIn(network, open, secrets)).toEqual([]);
  });

  it('would be caught if it did', async () => {
    const [told] = sample.flatMap((action) => (action.action === 'submit' && !('flaw' in action) ? (action.report.narrative ?? []) : []));
    const words = String(told);
    const topic = topicName(network.namespace, 'deliveries');
    await new Topics(network.system.engines).write([
      { topic, key: String(secrets[0]), value: '{}' },
      { topic, key: null, headers: { note: words }, value: '{}' },
      { topic, key: null, value: words },
    ]);
    writeFileSync(join(network.system.directory, 'logs', 'planted.log'), `${assessing.organisation.clientSecret}\n${words}\n`);
    expect((await leaksIn(network, await everythingOpen(network), secrets)).sort()).toEqual([
      'logs/planted.log: a secret',
      'logs/planted.log: words of a report',
      `${topic}: a secret`,
      `${topic}: words of a report`,
      `${topic}: words of a report`,
    ]);
  });
});

/** A candidate in this series. */

function isTrend(data: Record<string, unknown>): data is Record<string, unknown> & ToldTrend {
  return typeof data['state'] === 'string' && typeof data['firstBucket'] === 'string';
}
