import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { communityState, organisationState } from '@landbridge/contracts/testing';
import type { OrganisationState } from '@landbridge/contracts';
import { DeadLetters, Heartbeats, PolicyContext, PolicyStale, type NewEvent, type PolicyState } from '../src/index.ts';
import { pack } from '../src/outbox/chunk.ts';
import { bareKafka, fillOutbox, newNamespace, startService, until, type RunningService } from './service.ts';

describe('the policy context', () => {
  let namespace: string;
  let directory: RunningService;
  const services: RunningService[] = [];
  /** What directory answers when it is asked; undefined when it is away. */
  let answer: PolicyState | undefined;
  let asked = 0;

  const fetchState = (after: number) => {
    asked += 1;
    if (!answer) return Promise.reject(new Error('away'));
    return Promise.resolve({ ...answer, records: answer.records.filter(({ state }) => state.sequence > after) });
  };
  const start = async (service = 'ingestion') => {
    const started = await startService({ namespace, service, policy: { fetchState } });
    services.push(started);
    return started;
  };
  const publish = (...events: NewEvent<'organisations'>[]) =>
    fillOutbox(namespace, [{ organisation: 'policy', acceptedAt: new Date(), events }], 'directory');
  const policyOf = (service: RunningService) => service.get(PolicyContext);

  beforeEach(async () => {
    namespace = newNamespace();
    answer = undefined;
    asked = 0;
    directory = await startService({ namespace, service: 'directory' });
  });
  afterEach(async () => {
    await Promise.all(services.splice(0).map((service) => service.stop()));
    await directory.stop();
  });

  it('reaches every instance, and is fresh as long as directory says how far it is', async () => {
    const [first, second] = await Promise.all([start(), start()]);
    const state = organisationState({ sequence: 1 });
    directory.get(Heartbeats).publishSequence(() => Promise.resolve(2));
    await publish(changed(state), communityChanged(2));
    for (const service of [first, second]) {
      expect(await policyOf(service).waitFor(2, 20_000)).toBe(true);
      expect(policyOf(service).organisation(state.id)).toEqual(state);
      expect(
        policyOf(service)
          .communities()
          .map(({ id }) => id),
      ).toEqual(['practitioners']);
      await until('fresh', () => policyOf(service).fresh());
      policyOf(service).requireFresh();
    }
    await policyOf(first).ready();

    const suspended = { ...state, status: 'suspended', sequence: 3 } as const;
    const told: string[] = [];
    policyOf(second).onChange((subject) => told.push(subject));
    await publish(changed(suspended));
    await until('suspended', () => policyOf(second).organisation(state.id)?.status === 'suspended', 5_000);
    expect(told).toEqual([state.id]);
  });

  it('is not fresh while it is behind directory and directory cannot be asked; an answer brings it up', async () => {
    const service = await start();
    directory.get(Heartbeats).publishSequence(() => Promise.resolve(7));
    await until('asked', () => asked > 0);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(policyOf(service).fresh()).toBe(false);
    expect(() => policyOf(service).requireFresh()).toThrow(PolicyStale);
    const state = organisationState({ sequence: 7 });
    answer = { sequence: 7, records: [{ kind: 'organisation', state }] };
    await until('fresh', () => policyOf(service).fresh());
    expect(policyOf(service).sequence()).toBe(7);
    expect(policyOf(service).organisation(state.id)).toEqual(state);
  });

  it('closes the subject of a record that cannot be read, until a readable one comes', async () => {
    const service = await start();
    const state = organisationState({ sequence: 1 });
    await publish(changed(state));
    await until('known', () => policyOf(service).organisation(state.id));
    const producer = (await bareKafka()).producer();
    await producer.connect();
    await producer.send({
      topic: `${namespace}.organisations.v1`,
      messages: [{ key: state.id, value: '{"broken":', headers: { ce_id: 'x' } }],
    });
    await producer.disconnect();
    await until('closed', () => policyOf(service).organisation(state.id)?.status === 'suspended');
    await until('a dead letter', async () => (await service.get(DeadLetters).count()) === 1);
    await publish(changed({ ...state, sequence: 2 }));
    await until('open', () => policyOf(service).organisation(state.id)?.status === 'active');
  });

  it('suspends by the headers alone', async () => {
    const service = await start();
    const state = organisationState({ sequence: 1 });
    await publish(changed(state));
    await until('known', () => policyOf(service).organisation(state.id));
    const headers = {
      ce_specversion: '1.0', ce_id: 'x', ce_source: '/directory', ce_type: 'org.landbridge.organisation.suspended.v1',
      ce_subject: state.id, ce_time: new Date().toISOString(), ce_revision: '2',
    }; // prettier-ignore
    const producer = (await bareKafka()).producer();
    await producer.connect();
    await producer.send({ topic: `${namespace}.organisations.v1`, messages: [{ key: state.id, value: 'not JSON', headers }] });
    await producer.disconnect();
    await until('suspended', () => policyOf(service).organisation(state.id)?.status === 'suspended');
    expect(policyOf(service).sequence()).toBe(2);
    expect(await service.get(DeadLetters).count()).toBe(0);
  });

  it('is there at a start while Kafka is away, from the own store', async () => {
    const service = await start();
    const state = organisationState({ sequence: 1 });
    await publish(changed(state));
    await until('known', () => policyOf(service).organisation(state.id));
    await until('kept', async () => (await service.store.policy.countDocuments()) === 2);
    const again = await startService({ namespace, service: 'ingestion', kafkaBrokers: ['127.0.0.1:1'], policy: { fetchState } });
    services.push(again);
    await policyOf(again).ready();
    expect(policyOf(again).organisation(state.id)).toEqual(state);
    expect(policyOf(again).sequence()).toBe(1);
    expect(policyOf(again).fresh()).toBe(false);
  });

  it('lets others hear how old the oldest unsent chunk of a service is', async () => {
    const service = await start('trend-detection');
    const heard = () => service.get(Heartbeats).oldestUnsent('directory');
    await until('heard', () => heard().heardAt);
    expect(heard().oldest).toBeUndefined();
    await directory.stop();
    await until('silent', () => heard().heardAt === undefined, 10_000);
    directory = await startService({ namespace, service: 'directory' });
    // a chunk that no lane can send, because its topic is unknown to Kafka
    const acceptedAt = new Date('2026-01-01T00:00:00Z');
    await directory.store.outbox.insertOne({
      lane: 3,
      acceptedAt,
      bytes: 1,
      pending: true,
      events: pack([{ topic: 'nowhere' as 'reports', key: 'k', headers: {}, value: '{}' }]),
    });
    await until('heard as unsent', () => heard().oldest?.getTime() === acceptedAt.getTime());
    await directory.store.outbox.deleteMany({});
  });
});

const changed = (data: OrganisationState): NewEvent<'organisations'> => ({
  topic: 'organisations', name: 'organisation.changed', key: data.id, subject: data.id, revision: data.sequence, time: new Date(), data,
}); // prettier-ignore

function communityChanged(sequence: number): NewEvent<'organisations'> {
  const data = communityState({ sequence });
  return { topic: 'organisations', name: 'community.changed', key: data.id, subject: data.id, revision: sequence, time: new Date(), data };
}
