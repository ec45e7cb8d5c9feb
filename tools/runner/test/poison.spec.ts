import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { topicName } from '@landbridge/contracts';
import { setTimeout as sleep } from 'node:timers/promises';
import { expectAllCounted } from './support/expectations.ts';
import { deadLettersOf, envelope, poisonOn, READERS, type ReadTopic } from './support/poison.ts';
import { SampleLoad } from './support/sample-load.ts';
import { TestNetwork } from './support/test-network.ts';
import { Topics } from './support/topics.ts';
import { until } from './support/until.ts';

describe('an event that cannot be used', () => {
  let network: TestNetwork;
  let topics: Topics;
  const load = new SampleLoad(10_000);
  /** `service topic partition/offset` of everything that must be a dead letter by now. */
  const expected = new Set<string>();

  beforeAll(async () => {
    network = await TestNetwork.start();
    topics = new Topics(network.system.engines);
  });
  afterAll(() => network.stop());

  async function poison(topic: ReadTopic): Promise<void> {
    const places = await topics.write(poisonOn(topic, network.namespace, network.partitions));
    for (const app of READERS[topic]) for (const place of places) expected.add(`${app} ${topic} ${place}`);
  }

  /** Those that must be dead letters are, and nothing else. */
  async function expectDeadLetters(topic: ReadTopic): Promise<void> {
    for (const app of READERS[topic]) {
      const due = [...expected].filter((letter) => letter.startsWith(`${app} ${topic} `)).map((letter) => letter.split(' ')[2]);
      const found = async () => new Set(await deadLettersOf(network, app, topic));
      await until(`${app} has condemned what is on ${topic}`, async () => (await found()).size >= due.length);
      expect([app, await found()]).toEqual([app, new Set(due)]);
    }
  }

  it.each(['reports', 'trends', 'disclosures', 'cooperation', 'organisations', 'heartbeats'] as const)(
    'on %s becomes a dead letter of everybody who reads it',
    async (topic) => {
      await poison(topic);
      await expectDeadLetters(topic);
    },
  );

  it('does not stop what comes behind it', async () => {
    await network.perform(load.next(500));
    await network.settled();
    await expectAllCounted(network);
  });

  it.each([
    ['trend-detection', ['reports']],
    ['notification', ['reports', 'trends', 'disclosures']],
    ['ingestion', ['disclosures']],
  ] as const)('becomes a dead letter once when %s, which reads it, is killed meanwhile', async (app, read) => {
    const loaded = network.perform(load.next(500));
    for (const topic of read) await poison(topic);
    await sleep(Math.random() * 300);
    await network.system.services[app].kill();
    for (const topic of read) await poison(topic);
    await network.system.services[app].start();
    await loaded;
    await network.settled();
    for (const topic of read) await expectDeadLetters(topic);
    await expectAllCounted(network);
  });

  it('is in Kafka as well, with where it came from', async () => {
    const letters = await until('all letters are sent', async () => {
      const name = topicName(network.namespace, 'dead-letters');
      const sent = await topics.readAll((topic) => topic === name);
      const origins = new Set(sent.map(({ headers }) => originOf(headers, network.namespace)));
      return origins.size >= expected.size ? origins : undefined;
    });
    expect(letters).toEqual(expected);
  });

  it('closes an organisation that it may be about, until the organisation is changed again', async () => {
    const member = network.memberOf('private-sector');
    const { id } = member.organisation;
    const submits = () => member.ingestion.get('/v1/reports?limit=1').then(() => true, () => false); // prettier-ignore
    expect(await submits()).toBe(true);
    const [place] = await topics.write([
      {
        topic: topicName(network.namespace, 'organisations'),
        partition: 0,
        key: id,
        headers: envelope('organisation.changed', id),
        value: '{',
      },
    ]);
    for (const app of READERS.organisations) expected.add(`${app} organisations ${place}`);
    await until('it is closed', async () => !(await submits()));
    const directory = network.system.operator.at('directory');
    for (const status of ['suspended', 'active']) await directory.put(`/v1/organisations/${id}/status`, { status });
    await until('it is open again', submits);
    await expectDeadLetters('organisations');
  });

  it('takes effect all the same if it withdraws a report, from its headers', async () => {
    const held = network.told.all().find(({ report }) => report);
    if (!held) throw new Error('Nothing is held.');
    const { counted } = network.told.expected();
    await topics.write([
      {
        topic: topicName(network.namespace, 'reports'),
        key: held.id,
        headers: envelope('report.withdrawn', held.id, held.revision + 1),
        value: '{',
      },
    ]);
    await until(
      'it no longer counts',
      async () => (await network.ask('trend-detection', '/v1/operator/status'))['counted'] === counted - 1,
    );
    expect(await network.system.operator.at('trend-detection').post('/v1/operator/recount-check')).toMatchObject({ equal: true });
    await expectDeadLetters('reports');
  });
});

/** `service topic partition/offset` of a dead letter. */
function originOf(headers: ReadonlyMap<string, string>, namespace: string): string {
  const of = (name: string) => headers.get(`landbridge-${name}`) ?? '';
  const topic = of('topic')
    .slice(namespace.length + 1)
    .replace(/\.v1$/, '');
  return `${of('service')} ${topic} ${of('partition')}/${of('offset')}`;
}
