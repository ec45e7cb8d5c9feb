import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { KAFKA_RIGHTS, TOPIC_NAMES, topicName, type KafkaRights, type TopicName } from '@landbridge/contracts';
import { exportJWK, generateKeyPair, importJWK, SignJWT, type JWK } from 'jose';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TokenSource, tokenAudience } from '../src/token-source.ts';
import { expectAllCounted } from './support/expectations.ts';
import { KafkaPrincipal } from './support/kafka-principal.ts';
import { SampleLoad } from './support/sample-load.ts';
import { TestNetwork } from './support/test-network.ts';
import { until } from './support/until.ts';

/** So long a connection to Kafka lives here. KafkaJS shows the next token ten seconds before, and not more often than each second. */
const SESSION_MS = 15_000;
const SERVICES = Object.keys(KAFKA_RIGHTS) as (keyof typeof KAFKA_RIGHTS)[];

describe('in Kafka', () => {
  let network: TestNetwork;

  beforeAll(async () => {
    network = await TestNetwork.start({}, { kafkaSessionMs: SESSION_MS });
  });
  afterAll(() => network.stop());

  const secrets = () => join(network.system.directory, 'secrets/services');
  const tokenOf = (service: string) =>
    new TokenSource({
      directoryUrl: network.system.addresses.directory,
      clientId: service,
      clientSecret: readFileSync(join(secrets(), service), 'utf8').trim(),
      scope: 'service',
    }).token();
  const as = async (service: string) => KafkaPrincipal.withToken(network.system.engines, await tokenOf(service));
  const own = (service: string) => `${network.namespace}.${service}.try`;

  it.each(SERVICES)('%s reads and writes what the table says, and nothing else', async (service) => {
    const { reads, writes }: KafkaRights = KAFKA_RIGHTS[service];
    const principal = await as(service);
    const outcomes: Record<string, [string, string]> = {};
    const expected: Record<string, [string, string]> = {};
    const word = (list: readonly TopicName[], topic: TopicName) => (list.includes(topic) ? 'done' : 'refused');
    for (const topic of TOPIC_NAMES) {
      const name = topicName(network.namespace, topic);
      outcomes[topic] = [await principal.read(name, own(service)), await principal.write(name, own(service))];
      expected[topic] = [word(reads, topic), word(writes, topic)];
    }
    expect(outcomes).toEqual(expected);
  });

  it.each(SERVICES)('%s sees no topic with which it has nothing to do', async (service) => {
    const { reads, writes }: KafkaRights = KAFKA_RIGHTS[service];
    const names = new Set([...reads, ...writes].map((topic) => topicName(network.namespace, topic)));
    expect(await (await as(service)).topics()).toEqual([...names].sort());
  });

  it.each(SERVICES)('%s is not let into the group or the transactions of another', async (service) => {
    const principal = await as(service);
    for (const other of SERVICES.filter((name) => name !== service)) {
      const topic = topicName(network.namespace, 'heartbeats');
      expect(await principal.read(topic, `${network.namespace}.${other}`)).toBe('refused');
      expect(await principal.write(topic, own(other))).toBe('refused');
    }
  });

  it.each(SERVICES)('%s administers nothing', async (service) => {
    const outcomes = await (await as(service)).administer(network.namespace);
    expect(Object.entries(outcomes).filter(([, outcome]) => outcome !== 'refused')).toEqual([]);
    expect(Object.keys(outcomes)).toHaveLength(5);
  });

  it('the token of an organisation, or of the operator, opens nothing', async () => {
    const member = network.memberOf('law-enforcement');
    const operator = new TokenSource({
      directoryUrl: network.system.addresses.directory,
      clientId: 'operator',
      clientSecret: readFileSync(join(secrets(), 'operator'), 'utf8').trim(),
      scope: 'operator',
    });
    for (const token of [await member.tokens.token(), await operator.token()]) {
      const principal = KafkaPrincipal.withToken(network.system.engines, token);
      expect(await principal.topics()).toEqual([]);
    }
  });

  it.each(['no token', 'a wrong password', 'a forged token', 'a token for others', 'a token that has ended'])(
    'nobody is let in with %s',
    async (title) => {
      const principal = await stranger(title, network);
      await expect(principal.topics()).rejects.toThrow();
    },
  );

  it('services go on when the sessions of their tokens end, also while directory is away for longer than a session', async () => {
    const load = new SampleLoad(3_000);
    await network.perform(load.next(1_500));
    await network.settled();
    await network.system.services.directory.kill();
    await new Promise((resolve) => setTimeout(resolve, 2.5 * SESSION_MS));
    await network.system.services.directory.start();
    await network.perform(load.rest());
    await network.settled();
    await expectAllCounted(network);
    for (const service of Object.values(network.system.services)) expect((await fetch(`${service.url}/health/live`)).status).toBe(200);
    await until('nothing is condemned', async () => {
      const states = await Promise.all(SERVICES.map((app) => network.ask(app, '/v1/operator/messaging')));
      return states.every((state) => state['deadLetters'] === 0);
    });
  });
});

/** Who has no business here. */
async function stranger(title: string, { system: { engines, directory } }: TestNetwork): Promise<KafkaPrincipal> {
  if (title === 'no token') return new KafkaPrincipal(engines);
  if (title === 'a wrong password')
    return new KafkaPrincipal(engines, { mechanism: 'plain', username: 'kafka_directory', password: 'a guess' });
  const { keys } = JSON.parse(readFileSync(join(directory, 'secrets/services/signing-keys.json'), 'utf8')) as { keys: JWK[] };
  const own = keys[0] ?? {};
  const forged = { ...(await exportJWK((await generateKeyPair('RS256', { extractable: true })).privateKey)), kid: String(own.kid) };
  const key = await importJWK(title === 'a forged token' ? forged : own, 'RS256');
  const now = Math.floor(Date.now() / 1000);
  const token = await new SignJWT({ sub: 'ingestion', scope: 'service' })
    .setProtectedHeader({ alg: 'RS256', kid: String(own.kid) })
    .setAudience(title === 'a token for others' ? 'https://elsewhere.example' : tokenAudience)
    .setIssuedAt(now - 1000)
    .setExpirationTime(title === 'a token that has ended' ? now - 400 : now + 500)
    .sign(key);
  return KafkaPrincipal.withToken(engines, token);
}
