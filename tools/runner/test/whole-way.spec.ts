import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { topicName } from '@landbridge/contracts';
import {
  falseTrends,
  found,
  named,
  plantedBehind,
  plantedChanges,
  plantedTraps,
  sampleReports,
  type PlantedTrap,
  type ToldTrend,
} from '@landbridge/sample-network';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sampleEnd } from '../src/demo/demo-run.ts';
import { sampleSeed } from '../src/sample-organisations.ts';
import { ServiceClient } from '../src/service-client.ts';
import type { Tokens } from '../src/token-source.ts';
import { everythingOpen, leaksIn } from './support/confidential.ts';
import { Corridor, SHEET } from './support/corridor.ts';
import { expectAllCounted, expectNoDeadLetters } from './support/expectations.ts';
import { ALL_DOORS, doorsShowing } from './support/figures.ts';
import { judgedTrends, type JudgedTrend } from './support/judged-trends.ts';
import type { Member } from './support/member.ts';
import { signedIn } from './support/person.ts';
import { isSignedWith, Receiver, type Received } from './support/receiver.ts';
import { TestNetwork } from './support/test-network.ts';
import { Topics } from './support/topics.ts';
import { until } from './support/until.ts';

describe('a sample network', () => {
  let network: TestNetwork;
  let receiver: Receiver;
  let outside: Receiver;
  let assessing: Member;
  let secrets: string[];
  const today = sampleEnd(new Date());
  const options = { seed: sampleSeed, reports: 1_000, until: today, traps: true };
  const sample = [...sampleReports(options)];
  const [planted, traps] = [plantedChanges(options), plantedTraps(options)];

  beforeAll(async () => {
    network = await TestNetwork.start();
    [receiver, outside] = [await Receiver.start(), await Receiver.start()];
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
    for (const one of [receiver, outside]) one.stop();
    await network.stop();
  });

  it('brings changes from reports over REST to the webhook of who assesses them, signed', async () => {
    const isOfTrap = (id: string | undefined) => traps.some((trap) => trap.id === id);
    for (const action of sample)
      if ('planted' in action && !isOfTrap(action.planted))
        await network.member(action.organisation).submit(action.externalId, action.report);
    await network.perform(sample.filter((action) => !('planted' in action) || isOfTrap(action.planted)));
    await network.settled();
    await expectAllCounted(network);
    const told = () => receiver.received.map(({ data }) => data).filter(isTrend);
    const arrived = () => found(planted, told());
    await until('every planted change has come', () => arrived().length === planted.length, 180_000);
    const isSigned = (received: Received) => secrets.some((secret) => isSignedWith(secret, received));
    expect(receiver.received.every(isSigned)).toBe(true);
    expect(receiver.received.map((received) => ({ ...received, body: `${received.body} ` })).some(isSigned)).toBe(false);
    await expectNoDeadLetters(network);
  });

  it('tells others of a change when it is published, and takes it back everywhere when its reports are withdrawn', async () => {
    const corridor = new Corridor(today);
    const others = network.members.filter(({ communities, organisation }) => communities.includes('practitioners') && organisation.id !== assessing.organisation.id); // prettier-ignore
    const [outsider] = others;
    const events = ['trend.opened', 'trend.revised', 'trend.closed'];
    await outsider!.notification.post('/v1/subscriptions', { url: outside.url, events, purpose: 'victim-support' });
    const trendsOf = (tokens: Tokens) => new ServiceClient(network.system.addresses['trend-detection'], tokens);
    const assessor = trendsOf(await signedIn(network.system, assessing.organisation.id, 'assessor', 'trends:read trends:assess'));
    const reader = trendsOf(outsider!.tokens);

    await network.perform(corridor.submissions(others.slice(0, 5), 5));
    const isCandidate = ({ data: { series, audience, state } }: Received) =>
      JSON.stringify({ series }).includes(corridor.value) && audience === 'practitioners' && state === 'candidate';
    const candidate = await until('the team is told of a candidate', () => receiver.received.find(isCandidate));
    const trend = `/v1/trends/${candidate.subject}`;
    await until('all of its reports stand in it', async () => observedIn(await assessor.get(trend)) === 25);
    await network.settled();
    await expect(reader.get(trend)).rejects.toThrow('404');
    expect(outside.received).toEqual([]);

    await assessor.put(`${trend}/sheet`, SHEET, { 'if-match': '*' });
    await assessor.post(`${trend}/publish`, {}, { 'if-match': '*' });
    await until('others are told of it', () => outside.received.some(({ data }) => data['state'] === 'published'));
    expect(await reader.get(trend)).toMatchObject({ state: 'published', evidence: { observed: 25 } });
    expect(await doorsShowing(corridor, reader, network)).toEqual(ALL_DOORS);

    await network.perform(corridor.withdrawals());
    await until('they are told that it is taken back', () => outside.received.some(({ data }) => data['state'] === 'retracted'));
    await network.settled();
    expect(outside.received.map(({ subject }) => subject)).toEqual(outside.received.map(() => candidate.subject));
    const { data } = outside.received.at(-1)!;
    expect(data).toMatchObject({ state: 'retracted', closedBecause: 'reports-withdrawn' });
    // and nothing of what it told of
    expect(Object.keys(data).sort()).toEqual(['closedBecause', 'id', 'link', 'revision', 'state']);
    await expect(reader.get(trend)).rejects.toThrow('404');
    expect(await assessor.get(trend)).toMatchObject({ state: 'retracted', closedBecause: 'reports-withdrawn' });
    expect(await doorsShowing(corridor, reader, network)).toEqual([]);
    await expectAllCounted(network);
  });

  it('has at most one false trend in five that can be published, and none of an artefact', async () => {
    await until('all is evaluated', async () => (await network.ask('trend-detection', '/v1/operator/status'))['settled']);
    const trends = await judgedTrends(network.system);
    const published = trends.filter(({ state }) => state === 'published');
    const behind = plantedBehind(options, trends);
    expect(found(planted, published)).toEqual(planted);
    expect(falseTrends(planted, traps, published, behind).length).toBeLessThanOrEqual(published.length / 5);
    // a sample of this size holds no others
    expect(traps.map(({ id }) => id)).toEqual(['new-contributor', 'back-fill']);
    const isOf = ({ series }: JudgedTrend, { series: { dimension, value } }: PlantedTrap) => series.dimension === dimension && series.value === value; // prettier-ignore
    expect(traps.filter((trap) => published.some((trend) => isOf(trend, trap)))).toEqual([]);
    // on some days all that rises is told as one, which names no artefact of one part
    expect(named(traps, trends, behind)).not.toEqual([]);
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

const observedIn = ({ evidence }: Record<string, unknown>) => Number(Reflect.get(Object(evidence), 'observed'));

function isTrend(data: Record<string, unknown>): data is Record<string, unknown> & ToldTrend {
  return typeof data['state'] === 'string' && typeof data['firstBucket'] === 'string';
}
