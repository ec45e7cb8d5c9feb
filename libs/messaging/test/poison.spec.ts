import { describe, expect, it } from '@jest/globals';
import type { IHeaders } from 'kafkajs';
import { ConsumerStatus, DeadLetters, Outbox, OutboxStatus } from '../src/index.ts';
import { ended, startChild, type ChildSettings, type CrashPoint } from './child.ts';
import { InTransaction, Ledger, Stamped } from './ledger.ts';
import { readTopic } from './read-topic.ts';
import { accepted } from './reports.ts';
import { newNamespace, startService, until, type RunningService } from './service.ts';

const consumer = 'trend-detection';

/** A producer and a namespace of its own for each case. */
async function withProducer(work: (namespace: string, producer: RunningService) => Promise<void>): Promise<void> {
  const namespace = newNamespace();
  const producer = await startService({ namespace });
  try {
    await work(namespace, producer);
  } finally {
    await producer.stop();
  }
}

// at the same time: most of each is waiting, because a transaction that nobody ends holds its documents for a minute
describe('a poison event', () => {
  it.concurrent.each<['transaction' | 'stamped', CrashPoint]>([
    ['transaction', 'before-verdict'],
    ['transaction', 'after-verdict'],
    ['transaction', 'after-letter'],
    ['stamped', 'before-verdict'],
    ['stamped', 'after-verdict'],
    ['stamped', 'after-effect'],
    ['stamped', 'after-letter'],
  ])(
    'in a handler with the effect "%s", its owner killed %s, ends in the dead letters, all others take effect, and it is taken when the cause is mended',
    (handler, crashAt) =>
      withProducer(async (namespace, producer) => {
        const events = Array.from({ length: 60 }, () => accepted());
        const poison = [events[7]!.subject, events[31]!.subject];
        await producer.store.transaction((session) =>
          producer.get(Outbox).add(session, { organisation: 'org', acceptedAt: new Date(), events }),
        );
        await until('all is sent', async () => (await producer.get(OutboxStatus).pending()) === 0);

        const settings: ChildSettings = { namespace, service: consumer, handler, poison };
        expect(await ended(await startChild({ ...settings, crashAt }))).toBe('SIGKILL');

        const controllers = [handler === 'transaction' ? InTransaction : Stamped];
        const next = await startService(
          { namespace, service: consumer },
          { controllers, providers: [Ledger], prepare: (service) => poison.forEach((subject) => service.get(Ledger).poison.add(subject)) },
        );
        const ledger = next.get(Ledger);
        try {
          await until('all but the poison', async () => (await ledger.counts()).subjects === 58, 150_000);
          await until('no lag', async () => (await next.get(ConsumerStatus).topics())[0]?.lag === 0);
          expect(await ledger.counts()).toEqual({ subjects: 58, most: 1 });
          expect(await next.get(DeadLetters).count()).toBe(2);
          const letters = await readTopic(`${namespace}.dead-letters.v1`, 2);
          expect(new Set(letters.map(({ key }) => key))).toEqual(new Set(poison));
          expect(letters.every(({ headers }) => text(headers, 'landbridge-error') === 'TypeError')).toBe(true);
          expect(letters.every(({ headers }) => text(headers, 'landbridge-topic') === `${namespace}.reports.v1`)).toBe(true);

          ledger.poison.clear();
          await next.get(DeadLetters).replay({ error: 'TypeError' });
          await until('the poison too', async () => (await ledger.counts()).subjects === 60);
          expect(await ledger.counts()).toEqual({ subjects: 60, most: 1 });
          await until('remembered', async () => (await next.get(DeadLetters).count()) === 0);
        } finally {
          await next.stop();
        }
      }),
    400_000,
  );
});

const text = (headers: IHeaders | undefined, name: string) => String(headers?.[name]);
