import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EachBatchPayload } from 'kafkajs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Outbox, OutboxStatus } from '../src/index.ts';
import { accepted } from './reports.ts';
import { bareKafka, newNamespace, startService, until, type RunningService } from './service.ts';

describe('the outbox', () => {
  let namespace: string;
  let service: RunningService;

  beforeEach(async () => {
    namespace = newNamespace();
    service = await startService({ namespace });
  });
  afterEach(() => service.stop());

  async function add(organisation: string, events: ReturnType<typeof accepted>[], acceptedAt = new Date()) {
    await service.store.transaction((session) => service.get(Outbox).add(session, { organisation, acceptedAt, events }));
    service.get(Outbox).wake();
  }

  it('sends what was committed, once, in order, and marks it sent', async () => {
    const ids = Array.from({ length: 20 }, () => accepted().subject);
    for (const revision of [1, 2, 3])
      await add(
        'org',
        ids.map((id) => accepted(id, revision)),
      );
    const read = await readAll(namespace, 60);
    expect(read).toHaveLength(60);
    for (const id of ids) expect(read.filter(({ key }) => key === id).map(({ revision }) => revision)).toEqual([1, 2, 3]);
    await until('marked', async () => (await service.get(OutboxStatus).pending()) === 0);
    expect(await service.get(OutboxStatus).sent()).toBe(60);
    expect(await service.get(OutboxStatus).sent('reports')).toBe(60);
    expect(await service.get(OutboxStatus).sent('trends')).toBe(0);
    expect(await service.get(OutboxStatus).oldestUnsent()).toBeUndefined();
  });

  it('sends in few transactions what comes quickly one after the other', async () => {
    const { subject } = accepted();
    const sent = (events: number) => until('sent', async () => (await service.get(OutboxStatus).sent()) === events);
    await add('org', [accepted(subject, 1)]);
    await sent(1);
    // each comes when the one before it could have been sent long since
    for (let revision = 2; revision <= 8; revision += 1) {
      await add('org', [accepted(subject, revision)]);
      await sleep(50);
    }
    await sent(8);
    // in its partition each transaction leaves one record of its own
    expect(await records(namespace)).toBeLessThan(8 + 5);
    expect((await readAll(namespace, 8)).map(({ revision }) => revision)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('sends nothing of a transaction that was rolled back', async () => {
    const rolledBack = service.store.transaction(async (session) => {
      await service.get(Outbox).add(session, { organisation: 'org', acceptedAt: new Date(), events: [accepted()] });
      throw new Error('no');
    });
    await expect(rolledBack).rejects.toThrow('no');
    expect(await service.get(OutboxStatus).pending()).toBe(0);
  });
});

/** Records of the topic, those that end transactions included. */
async function records(namespace: string): Promise<number> {
  const admin = (await bareKafka()).admin();
  await admin.connect();
  const offsets = await admin.fetchTopicOffsets(`${namespace}.reports.v1`);
  await admin.disconnect();
  return offsets.reduce((sum, { high }) => sum + Number(high), 0);
}

interface Read {
  key: string;
  revision: number;
}

export async function readAll(namespace: string, count: number): Promise<Read[]> {
  const consumer = (await bareKafka()).consumer({ groupId: `${namespace}.reader`, maxWaitTimeInMs: 100 });
  const read: Read[] = [];
  await consumer.connect();
  await consumer.subscribe({ topic: `${namespace}.reports.v1`, fromBeginning: true });
  await consumer.run({
    eachBatch: ({ batch }: EachBatchPayload) => {
      for (const { key, headers } of batch.messages) read.push({ key: String(key), revision: Number(headers?.['ce_revision']) });
      return Promise.resolve();
    },
  });
  await until('read', () => read.length >= count).catch(() => undefined);
  await consumer.disconnect();
  return read;
}
