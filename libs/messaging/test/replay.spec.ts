import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ConsumerStatus, OutboxStatus, ReplaySource } from '../src/index.ts';
import { AskOwner, NextReadModel, ReadModel, Truth } from './rebuilt.ts';
import { bareKafka, fillOutbox, newNamespace, startService, until, type RunningService } from './service.ts';

describe('a read model', () => {
  let namespace: string;
  let truth: Truth;
  let owner: RunningService;
  let reader: RunningService;

  const startReader = async (model = ReadModel) => {
    reader = await startService({ namespace, service: 'trend-detection' }, { controllers: [model], providers: [AskOwner] });
    reader.get(AskOwner).ask = (generation) => owner.get(ReplaySource).start('replay.trend-detection', generation);
  };
  const send = async (ids: readonly string[]) => {
    await fillOutbox(namespace, [{ organisation: 'org', acceptedAt: new Date(), events: ids.map((id) => truth.next(id)) }]);
    await until('all is sent', async () => (await owner.get(OutboxStatus).pending()) === 0);
  };
  const status = async () => (await reader.get(ConsumerStatus).topics())[0];
  const rebuilt = async (number: number, model = ReadModel) => {
    await until(`generation ${number} is live and all is handled`, async () => {
      const now = await status();
      return now?.state === 'live' && now.lag === 0 && now.generation?.startsWith(`reports:${number}:`);
    }, 60_000); // prettier-ignore
    return reader.get(model).revisions((await status())?.generation ?? '');
  };
  const admin = async <T>(work: (admin: ReturnType<Awaited<ReturnType<typeof bareKafka>>['admin']>) => Promise<T>) => {
    const client = (await bareKafka()).admin();
    await client.connect();
    return work(client).finally(() => client.disconnect());
  };

  beforeEach(async () => {
    namespace = newNamespace();
    truth = new Truth();
    owner = await startService({ namespace });
    owner.get(ReplaySource).offer(truth);
    await startReader();
  });
  afterEach(async () => {
    await reader.stop();
    await owner.stop();
  });

  const replayed = async () => {
    const ends = await admin((client) => client.fetchTopicOffsets(`${namespace}.replay.trend-detection.v1`));
    return ends.reduce((sum, { high }) => sum + Number(high), 0);
  };

  const ids = Array.from({ length: 1_200 }, () => randomUUID());
  const all = () => Object.fromEntries(truth.latest);

  it('starts from the owner’s replay and goes on live, by revision', async () => {
    await send(ids);
    await send(ids.slice(0, 300));
    expect(await rebuilt(1)).toEqual(all());
    await send(ids.slice(200, 400));
    expect(await rebuilt(1)).toEqual(all());
  });

  it('goes live although whoever handled the end of the replay was killed before it could tell', async () => {
    await send(ids);
    expect(await rebuilt(1)).toEqual(all());
    await reader.stop();
    await owner.connection
      .useDb(`${namespace}-trend-detection`)
      .collection('generations')
      .updateMany({}, { $set: { state: 'replaying' } });
    await startReader();
    await send(ids.slice(0, 100));
    expect(await rebuilt(1)).toEqual(all());
  });

  it('is rebuilt when its topic was deleted and made anew in the same cluster', async () => {
    await send(ids);
    expect(await rebuilt(1)).toEqual(all());
    await admin((client) => client.deleteTopics({ topics: [`${namespace}.reports.v1`] }));
    await until('the topic is made anew', () => admin(async (client) => (await client.listTopics()).includes(`${namespace}.reports.v1`)));
    await send(ids.slice(0, 500));
    expect(await rebuilt(2)).toEqual(all());
  });

  it('is rebuilt when its scheme has another number, also where it ended in the middle of that', async () => {
    await send(ids);
    expect(await rebuilt(1)).toEqual(all());
    await reader.stop();
    await startReader(NextReadModel);
    await until('some of it is replayed', async () => ((await status())?.replay?.handled ?? 0) > 0);
    await reader.stop();
    await startReader(NextReadModel);
    await send(ids.slice(0, 100));
    expect(await rebuilt(2, NextReadModel)).toEqual(all());
  });

  it('is rebuilt when Kafka no longer has the events after its position', async () => {
    await send(ids.slice(0, 100));
    expect(await rebuilt(1)).toEqual(Object.fromEntries(truth.latest));
    await reader.stop();
    await send(ids);
    const topic = `${namespace}.reports.v1`;
    await admin(async (client) => {
      await client.fetchTopicMetadata({ topics: [topic] });
      await client.deleteTopicRecords({ topic, partitions: await client.fetchTopicOffsets(topic) });
    });
    await startReader();
    await send(ids.slice(0, 10));
    expect(await rebuilt(2)).toEqual(all());
  });

  it('waits for an owner that is away, and its live partitions wait with it', async () => {
    await Promise.all([reader.stop(), owner.stop()]);
    namespace = newNamespace();
    owner = await startService({ namespace });
    owner.get(ReplaySource).offer(truth);
    await send(ids);
    reader = await startService({ namespace, service: 'trend-detection' }, { controllers: [ReadModel], providers: [AskOwner] });
    await until('it replays', async () => (await status())?.state === 'replaying');
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(await status()).toMatchObject({ state: 'replaying', replay: { handled: 0, waiting: 0 } });
    reader.get(AskOwner).ask = (generation) => owner.get(ReplaySource).start('replay.trend-detection', generation);
    expect(await rebuilt(1)).toEqual(all());
  });

  it('is filled from where the owner was when it ended', async () => {
    await send(ids);
    await rebuilt(1);
    const before = await replayed();
    const generation = 'reports:99:test';
    const topic = 'replay.trend-detection';
    const _id = `${topic}/${generation}`;
    const cursor = [...ids].sort()[1_150]!;
    await owner.store.replays.insertOne({ _id, topic, generation, state: 'running', cursor, askedAt: new Date() });
    await until('done', async () => (await owner.store.replays.findOne({ _id }))?.state === 'done');
    // what is after the cursor, and a marker on each of four partitions
    expect((await replayed()) - before).toBe(49 + 4);
    expect((await owner.get(ReplaySource).progress())[0]).toEqual({ topic, state: 'done', sent: 49, total: ids.length });
  });
});
