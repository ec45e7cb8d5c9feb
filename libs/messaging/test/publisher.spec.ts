import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { ConfigResourceTypes } from 'kafkajs';
import { OutboxStatus } from '../src/index.ts';
import { ended, startChild } from './child.ts';
import { readTopic } from './read-topic.ts';
import { accepted } from './reports.ts';
import { bareKafka, fillOutbox, newNamespace, startService, until } from './service.ts';

const chunksOf = (count: number, events: number) =>
  Array.from({ length: count }, (_, place) => ({
    organisation: 'org',
    acceptedAt: new Date(1_700_000_000_000 + place),
    events: Array.from({ length: events }, () => accepted()),
  }));

const isStopped = (pid: number | undefined) => readFileSync(`/proc/${pid ?? 0}/stat`, 'utf8').includes(') T ');

describe('a publisher of the outbox', () => {
  it('that stalls in a transaction is fenced by the next; nothing is lost and nothing comes twice', async () => {
    const namespace = newNamespace();
    const child = await startChild({ namespace, service: 'ingestion', handler: 'none', stall: true });
    const chunks = chunksOf(40, 100);
    await fillOutbox(namespace, chunks);
    await until('the child stalls', () => isStopped(child.pid));

    const next = await startService({ namespace });
    const status = next.get(OutboxStatus);
    try {
      await until('the next sends the rest', async () => (await status.pending()) === 0, 60_000);
      child.kill('SIGCONT');
      const late = chunksOf(5, 100);
      await fillOutbox(namespace, late);
      await until('all is sent', async () => (await status.pending()) === 0);
      await until('the child sees that it was fenced', async () => {
        child.send('fenced');
        const [text] = (await once(child, 'message')) as unknown[];
        return /total [1-9]/.test(String(text));
      });

      const sent = [...chunks, ...late].flatMap(({ events }) => events.map(({ key }) => key));
      const read = await readTopic(`${namespace}.reports.v1`, sent.length);
      expect(read.map(({ key }) => key).sort()).toEqual(sent.sort());
      expect(await status.sent()).toBe(sent.length);
    } finally {
      child.kill('SIGTERM');
      await ended(child);
      await next.stop();
    }
  });

  it('splits what Kafka refuses for ever down to the one event, and sends the rest', async () => {
    const namespace = newNamespace();
    const first = await startService({ namespace });
    const admin = (await bareKafka()).admin();
    await admin.connect();
    const configEntries = [{ name: 'max.message.bytes', value: '20000' }];
    await admin.alterConfigs({
      validateOnly: false,
      resources: [{ type: ConfigResourceTypes.TOPIC, name: `${namespace}.reports.v1`, configEntries }],
    });
    await admin.disconnect();

    const [chunk] = chunksOf(1, 50);
    const tooLarge = chunk!.events[17]!;
    if (tooLarge.name === 'report.accepted') tooLarge.data.report.language = 'x'.repeat(30_000);
    await fillOutbox(namespace, [chunk!]);
    const status = first.get(OutboxStatus);
    try {
      await until('the chunk is done', async () => (await status.pending()) === 0);
      const read = await readTopic(`${namespace}.reports.v1`, 49);
      expect(new Set(read.map(({ key }) => key))).toEqual(
        new Set(chunk!.events.map(({ key }) => key).filter((key) => key !== tooLarge.key)),
      );
      expect(await status.quarantined()).toBe(1);
      expect(await status.sent()).toBe(49);
      expect(await first.store.quarantine.findOne()).toMatchObject({ key: tooLarge.key, reason: 'MESSAGE_TOO_LARGE' });
    } finally {
      await first.stop();
    }
  });

  it('sends again what was accepted since then, and consumers could ignore it', async () => {
    const namespace = newNamespace();
    const service = await startService({ namespace });
    const status = service.get(OutboxStatus);
    try {
      await fillOutbox(namespace, chunksOf(3, 10));
      await until('sent', async () => (await status.sent()) === 30);
      expect(await status.republish(new Date(1_700_000_000_001))).toBe(2);
      await until('sent again', async () => (await status.pending()) === 0);
      expect(await readTopic(`${namespace}.reports.v1`, 50)).toHaveLength(50);
    } finally {
      await service.stop();
    }
  });
});
