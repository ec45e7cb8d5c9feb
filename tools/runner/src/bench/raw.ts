import { loginOf, type Engines, type KafkaAccess } from '@landbridge/engines';
import { Kafka, logLevel } from 'kafkajs';
import { mongo } from 'mongoose';

const BATCH = 1_000;

/** What the engines do alone with the same reports: the ceilings. */
export interface RawFigures {
  insertPerSecond: number;
  producePerSecond: number;
}

/** Stores and sends the lines once, in batches of 1,000, as durably as the services do. */
export async function measureRaw(
  { mongodbUri, kafkaBrokers, kafkaAccess }: Engines,
  name: string,
  lines: readonly Buffer[],
): Promise<RawFigures> {
  return {
    insertPerSecond: await measureInsert(mongodbUri, name, lines),
    producePerSecond: await measureProduce(kafkaBrokers, kafkaAccess, name, lines),
  };
}

async function measureInsert(uri: string, name: string, lines: readonly Buffer[]): Promise<number> {
  const client = await new mongo.MongoClient(uri, { writeConcern: { w: 'majority', journal: true } }).connect();
  try {
    const database = client.db(name);
    const batches = batchesOf(lines).map((batch) => batch.map((line) => JSON.parse(line.toString('utf8')) as mongo.Document));
    const collection = await database.createCollection('reports');
    const seconds = await secondsOf(async () => {
      for (const batch of batches) await collection.insertMany(batch, { ordered: false });
    });
    await database.dropDatabase();
    return Math.round(lines.length / seconds);
  } finally {
    await client.close();
  }
}

async function measureProduce(
  brokers: string[],
  access: KafkaAccess | undefined,
  topic: string,
  lines: readonly Buffer[],
): Promise<number> {
  const login = access && loginOf(access, 'kafka_operator');
  const kafka = new Kafka({
    clientId: 'landbridge-bench',
    brokers,
    logLevel: logLevel.ERROR,
    ...(login && { sasl: { mechanism: 'plain', ...login } }),
  });
  const admin = kafka.admin();
  const producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1 });
  await Promise.all([admin.connect(), producer.connect()]);
  try {
    await admin.createTopics({ topics: [{ topic, numPartitions: 16 }], waitForLeaders: true });
    const batches = batchesOf(lines).map((batch) => batch.map((value, i) => ({ key: String(i), value })));
    const seconds = await secondsOf(async () => {
      for (const messages of batches) await producer.send({ topic, messages, acks: -1 });
    });
    await admin.deleteTopics({ topics: [topic] });
    return Math.round(lines.length / seconds);
  } finally {
    await Promise.all([admin.disconnect(), producer.disconnect()]);
  }
}

export async function secondsOf(work: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
}

function batchesOf<T>(list: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(list.length / BATCH) }, (_, i) => list.slice(i * BATCH, (i + 1) * BATCH));
}
