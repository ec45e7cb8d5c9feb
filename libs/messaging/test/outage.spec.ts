import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startEngines, type Engines } from '@landbridge/engines';
import { ConsumerStatus, DeadLetters, MessagingHealth, Outbox, OutboxStatus, ReplaySource, type MessagingOptions } from '../src/index.ts';
import { InTransaction, Ledger } from './ledger.ts';
import { AskOwner, ReadModel, Truth } from './rebuilt.ts';
import { accepted } from './reports.ts';
import { administrator, newNamespace, startService, until, type RunningService } from './service.ts';

jest.setTimeout(300_000);

describe('an outage', () => {
  const directory = join(tmpdir(), `landbridge-${randomUUID()}`);
  let engines: Engines;
  let at: Pick<MessagingOptions, 'kafkaBrokers' | 'kafkaIdentity'> & { mongodbUri: string };

  beforeAll(async () => {
    engines = await startEngines({ directory, ownOnly: true });
    const { kafkaBrokers, kafkaAccess, mongodbUri } = engines;
    at = { kafkaBrokers, kafkaIdentity: administrator(kafkaAccess?.credentials), mongodbUri };
  });
  afterAll(async () => {
    await engines.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  const add = async (service: RunningService, events: ReturnType<typeof accepted>[]) => {
    await service.store.transaction((session) => service.get(Outbox).add(session, { organisation: 'org', acceptedAt: new Date(), events }));
    service.get(Outbox).wake();
  };
  const many = (count: number) => Array.from({ length: count }, () => accepted());
  const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

  it('of Kafka loses nothing and condemns nothing, even if the sender is started anew in it', async () => {
    const namespace = newNamespace();
    let sender = await startService({ namespace, ...at });
    const reader = await startService(
      { namespace, service: 'trend-detection', ...at },
      { controllers: [InTransaction], providers: [Ledger] },
    );
    const ledger = reader.get(Ledger);
    await add(sender, many(100));
    await until('handled', async () => (await ledger.counts()).subjects === 100);

    await engines.kafka.kill();
    await add(sender, many(100));
    await pause(4_000);
    await sender.stop();
    sender = await startService({ namespace, ...at });
    await add(sender, many(100));
    await pause(4_000);
    expect(await sender.get(OutboxStatus).pending()).toBe(2);
    for (const service of [sender, reader]) expect(service.get(MessagingHealth).reasons()).toEqual([]);
    await engines.kafka.start();

    await until('all is handled', async () => (await ledger.counts()).subjects === 300, 90_000);
    await until('marked', async () => (await sender.get(OutboxStatus).pending()) === 0);
    expect(await ledger.counts()).toEqual({ subjects: 300, most: 1 });
    expect(await reader.get(DeadLetters).count()).toBe(0);
    await Promise.all([sender.stop(), reader.stop()]);
  });

  it('in which Kafka takes connections and answers nothing does not keep a service from ending', async () => {
    const namespace = newNamespace();
    const sender = await startService({ namespace, ...at });
    await add(sender, many(10));
    await until('sent', async () => (await sender.get(OutboxStatus).pending()) === 0);
    await engines.kafka.kill();
    const silence = await listenInSilence(String(at.kafkaBrokers[0]));
    await add(sender, many(10));
    await until('it asks', () => silence.connections() > 0);
    await pause(2_000);
    const begun = performance.now();
    await sender.stop();
    // a container is killed after 40 s
    expect(performance.now() - begun).toBeLessThan(30_000);
    silence.end();
    await engines.kafka.start();
    const next = await startService({ namespace, ...at });
    await until('what waited is sent', async () => (await next.get(OutboxStatus).pending()) === 0);
    await next.stop();
  });

  it('of the store pauses the partitions, and condemns nothing', async () => {
    const namespace = newNamespace();
    const sender = await startService({ namespace, ...at });
    const reader = await startService(
      { namespace, service: 'trend-detection', ...at },
      { controllers: [InTransaction], providers: [Ledger] },
    );
    const ledger = reader.get(Ledger);
    ledger.delay = 200;
    await add(sender, many(1_000));
    await until('it has begun', () => ledger.calls > 0);
    await engines.mongodb.kill();
    await pause(8_000);
    await engines.mongodb.start();
    await until('all is handled', async () => (await ledger.counts()).subjects === 1_000, 90_000);
    await until('no lag', async () => (await reader.get(ConsumerStatus).topics())[0]?.lag === 0);
    expect(await ledger.counts()).toEqual({ subjects: 1_000, most: 1 });
    expect(await reader.get(DeadLetters).count()).toBe(0);
    expect(reader.get(MessagingHealth).ready()).toBe(true);
    await Promise.all([sender.stop(), reader.stop()]);
  });

  it('after which Kafka is empty begins a new generation, which is rebuilt by replay', async () => {
    const namespace = newNamespace();
    const owner = await startService({ namespace, ...at });
    const truth = new Truth();
    owner.get(ReplaySource).offer(truth);
    const reader = await startService(
      { namespace, service: 'trend-detection', ...at },
      { controllers: [ReadModel], providers: [AskOwner] },
    );
    reader.get(AskOwner).ask = (generation) => owner.get(ReplaySource).start('replay.trend-detection', generation);
    const ids = Array.from({ length: 500 }, () => randomUUID());
    await add(
      owner,
      ids.map((id) => truth.next(id)),
    );
    const rebuilt = (number: number) =>
      until(`generation ${number}`, async () => {
        const [now] = await reader.get(ConsumerStatus).topics();
        const done = now?.state === 'live' && now.lag === 0 && now.generation?.startsWith(`reports:${number}:`);
        return done && (await owner.get(OutboxStatus).pending()) === 0 && reader.get(ReadModel).revisions(now.generation ?? '');
      }, 90_000); // prettier-ignore
    expect(await rebuilt(1)).toEqual(Object.fromEntries(truth.latest));

    await engines.kafka.wipe();
    await add(
      owner,
      ids.slice(0, 100).map((id) => truth.next(id)),
    );
    await engines.kafka.start();
    await add(
      owner,
      ids.slice(50, 200).map((id) => truth.next(id)),
    );
    expect(await rebuilt(2)).toEqual(Object.fromEntries(truth.latest));
    for (const service of [owner, reader]) expect(service.get(MessagingHealth).reasons()).toEqual([]);
    await Promise.all([owner.stop(), reader.stop()]);
  });
});

/** In the place of a broker that hangs. */
async function listenInSilence(broker: string): Promise<{ connections: () => number; end: () => void }> {
  const open: Socket[] = [];
  const server = createServer((socket) => void open.push(socket.on('error', () => undefined)));
  const { hostname, port } = new URL(`kafka://${broker}`);
  await new Promise<void>((resolve) => server.listen(Number(port), hostname, resolve));
  const end = () => {
    server.close();
    for (const socket of open) socket.destroy();
  };
  return { connections: () => open.length, end };
}
