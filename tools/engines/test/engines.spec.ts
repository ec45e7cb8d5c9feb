import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Kafka } from 'kafkajs';
import { createConnection, type ClientSession, type Connection } from 'mongoose';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isFree, removeEngines, silentProgress, startEngines, stopEngines, type Engines, type StartOptions } from '../src/index.ts';
import { testKafka } from '../src/testing.ts';

// Engines of its own, because it kills them; the path has spaces and a comma, as a checkout's may.
const directory = mkdtempSync(join(tmpdir(), 'landbridge engines, '));
const start = (options: Partial<StartOptions> = {}) => startEngines({ directory, progress: silentProgress, ownOnly: true, ...options });
let engines: Engines;

beforeAll(async () => {
  engines = await start();
});

afterAll(async () => {
  await engines.stop();
  await removeEngines(directory, console.error);
});

describe('engines', () => {
  it('take a Kafka message and a MongoDB transaction, and hold both through kill -9', async () => {
    await createTopic('kept');
    await produce('kept', ['before']);
    await inTransaction((session, connection) => connection.collection('kept').insertOne({ name: 'before' }, { session }).then());

    await Promise.all([engines.kafka.kill(), engines.mongodb.kill()]);
    await Promise.all([engines.kafka.start(), engines.mongodb.start()]);

    expect(await consume('kept', 1)).toEqual(['before']);
    expect(await names('kept')).toEqual(['before']);
    await produce('kept', ['after']);
    expect(await consume('kept', 2)).toEqual(['before', 'after']);
  });

  it('undo a transaction that fails', async () => {
    const failing = inTransaction(async (session, connection) => {
      await connection.collection('undone').insertOne({ name: 'half' }, { session });
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await names('undone')).toEqual([]);
  });

  it('come back on the same data and the same ports after a clean stop', async () => {
    await createTopic('stopped');
    await produce('stopped', ['one']);
    const before = { kafka: engines.kafka.address, mongodb: engines.mongodb.address };
    await engines.stop();
    engines = await start();
    expect({ kafka: engines.kafka.address, mongodb: engines.mongodb.address }).toEqual(before);
    expect(await consume('stopped', 1)).toEqual(['one']);
  });

  it('that outlive their starter are found and stopped in their directory', async () => {
    await engines.stop();
    engines = await start({ outlives: true });
    const again = await start({ outlives: true });
    expect(again.kafka.address).toBe(engines.kafka.address);
    const warnings: string[] = [];
    await stopEngines(directory, (text) => warnings.push(text));
    expect(await isFree(portOf(engines.kafka.address))).toBe(true);
    expect(await isFree(portOf(engines.mongodb.address))).toBe(true);
    engines = await start();
    expect(warnings).toEqual([]);
  });

  it('take new ports when the old ones are held by others', async () => {
    await createTopic('moved');
    await produce('moved', ['one']);
    const before = { kafka: engines.kafka.address, mongodb: engines.mongodb.address };
    await engines.stop();
    const { createServer } = await import('node:net');
    const taken = [portOf(before.kafka), portOf(before.mongodb)].map((port) => createServer().listen(port, '127.0.0.1'));
    try {
      engines = await start();
      expect(engines.kafka.address).not.toBe(before.kafka);
      expect(engines.mongodb.address).not.toBe(before.mongodb);
      expect(await consume('moved', 1)).toEqual(['one']);
    } finally {
      for (const server of taken) server.close();
    }
  });

  it('start empty, at the same address, after a wipe', async () => {
    await createTopic('wiped');
    const before = await describeCluster();
    await engines.kafka.wipe();
    await engines.kafka.start();
    const after = await describeCluster();
    expect(after.clusterId).not.toBe(before.clusterId);
    expect(after.topics).toEqual([]);
    await inTransaction((session, connection) => connection.collection('wiped').insertOne({ name: 'gone' }, { session }).then());
    await engines.mongodb.wipe();
    await engines.mongodb.start();
    expect(await names('wiped')).toEqual([]);
  });

  it('refuse a broker of another cluster at our address', async () => {
    const { clusterId } = await describeCluster();
    const file = join(directory, engines.kafka.origin === 'docker' ? 'kafka/cluster-id' : 'kafka/data/meta.properties');
    const whole = readFileSync(file, 'utf8');
    writeFileSync(file, whole.replace(clusterId, 'AAAAAAAAAAAAAAAAAAAAAA'));
    await expect(engines.kafka.start()).rejects.toThrow(/is of cluster .*, ours is AAAAAAAAAAAAAAAAAAAAAA/);
    writeFileSync(file, whole);
    await engines.kafka.start();
  });
});

describe('startEngines', () => {
  const other = join(directory, 'other');

  it('names the three ways when nothing can be had', () => {
    // a process of its own, because this one may know a Docker engine already
    const main = join(import.meta.dirname, '../src/main.ts');
    const { status, stderr } = spawnSync(process.execPath, ['--conditions=@landbridge/source', main, 'start', '--dir', other], {
      env: { PATH: '/nowhere', HOME: '/nowhere', DOCKER_HOST: 'unix:///nowhere.sock' },
      encoding: 'utf8',
    });
    expect(stderr).toMatch(/No Kafka can be had.*KAFKA_BROKERS.*Embedded: install Java 17.*Docker/s);
    expect(status).toBe(1);
  });

  it('says that a choice excludes the other way', async () => {
    await withEnvironment({ PATH: '/nowhere', LANDBRIDGE_ENGINES: 'embedded' }, async () => {
      await expect(startEngines({ directory: other, progress: silentProgress, ownOnly: true })).rejects.toThrow(
        /LANDBRIDGE_ENGINES=embedded excludes it/,
      );
    });
  });

  it('does not guess what an unknown choice means', async () => {
    await withEnvironment({ LANDBRIDGE_ENGINES: 'podman' }, async () => {
      await expect(startEngines({ directory: other, progress: silentProgress, ownOnly: true })).rejects.toThrow(
        'It may be embedded or docker, or not be set.',
      );
    });
  });

  it('uses given addresses and never stops what they name', async () => {
    const given = { KAFKA_BROKERS: engines.kafka.address, MONGODB_URI: engines.mongodb.address };
    await withEnvironment(given, async () => {
      const borrowed = await startEngines({ directory: other, progress: silentProgress });
      expect(borrowed.kafkaBrokers).toEqual([engines.kafka.address]);
      await expect(borrowed.kafka.wipe()).rejects.toThrow('Unset KAFKA_BROKERS');
      await borrowed.stop();
      expect((await describeCluster()).clusterId).toEqual(expect.any(String));
    });
  });
});

function kafka(): Kafka {
  return testKafka(engines.kafkaBrokers, engines.kafkaAccess?.credentials);
}

async function createTopic(topic: string): Promise<void> {
  const admin = kafka().admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic, numPartitions: 1 }] });
  await admin.disconnect();
}

async function describeCluster() {
  const admin = kafka().admin();
  await admin.connect();
  const { clusterId } = await admin.describeCluster();
  const topics = await admin.listTopics();
  await admin.disconnect();
  return { clusterId, topics };
}

async function produce(topic: string, values: string[]): Promise<void> {
  const producer = kafka().producer({ idempotent: true });
  await producer.connect();
  await producer.send({ topic, acks: -1, messages: values.map((value) => ({ value })) });
  await producer.disconnect();
}

async function consume(topic: string, count: number): Promise<string[]> {
  const consumer = kafka().consumer({ groupId: `test-${Math.random()}` });
  const values: string[] = [];
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await new Promise<void>((resolve, reject) => {
    consumer
      .run({
        eachMessage: ({ message }) => {
          values.push(String(message.value));
          if (values.length === count) resolve();
          return Promise.resolve();
        },
      })
      .catch(reject);
  });
  await consumer.disconnect();
  return values;
}

async function inTransaction(work: (session: ClientSession, connection: Connection) => Promise<void>): Promise<void> {
  const connection = await createConnection(engines.mongodbUri, { dbName: 'engines-test' }).asPromise();
  try {
    await connection.transaction((session) => work(session, connection));
  } finally {
    await connection.close();
  }
}

async function names(collection: string): Promise<unknown[]> {
  const connection = await createConnection(engines.mongodbUri, { dbName: 'engines-test' }).asPromise();
  const documents = await connection.collection(collection).find().toArray();
  await connection.close();
  return documents.map((document): unknown => document['name']);
}

function portOf(address: string): number {
  return Number(/:(\d+)/.exec(address)?.[1]);
}

async function withEnvironment(changes: Record<string, string>, work: () => Promise<void>): Promise<void> {
  const before = { ...process.env };
  Object.assign(process.env, changes);
  try {
    await work();
  } finally {
    process.env = before;
  }
}
