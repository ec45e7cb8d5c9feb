import type { AuditRoot } from '@landbridge/contracts';
import { topicName } from '@landbridge/contracts/topics';
import { isRecord } from '@landbridge/deployment';
import { loginOf, type Engines } from '@landbridge/engines';
import { Kafka, logLevel, type Consumer } from 'kafkajs';
import { randomUUID } from 'node:crypto';
import { rootOf } from './parse.ts';

const WAIT_MS = 30_000;

export interface KafkaPlace {
  readonly brokers: readonly string[];
  /** Undefined for a Kafka that asks nobody. */
  readonly access: Pick<NonNullable<Engines['kafkaAccess']>, 'credentials'> | undefined;
}

/**
 * Every root that services have told in Kafka, in the order in which they did.
 * @throws Error when Kafka cannot be read
 */
export async function toldRoots({ brokers, access }: KafkaPlace, namespace: string): Promise<AuditRoot[]> {
  const login = access && loginOf(access, 'kafka_operator');
  const kafka = new Kafka({
    clientId: 'landbridge-audit',
    brokers: [...brokers],
    logLevel: logLevel.NOTHING,
    retry: { retries: 3 },
    ...(login && { sasl: { mechanism: 'plain', ...login } }),
  });
  const topic = topicName(namespace, 'audit');
  const ends = await endsOf(kafka, topic);
  const consumer = kafka.consumer({ groupId: `landbridge-audit.${randomUUID()}`, maxWaitTimeInMs: 200 });
  await consumer.connect();
  try {
    return await readUntil(consumer, topic, ends);
  } finally {
    await consumer.disconnect();
  }
}

/** Offset after the last record of each partition that holds any. */
async function endsOf(kafka: Kafka, topic: string): Promise<Map<number, number>> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const offsets = await admin.fetchTopicOffsets(topic);
    return new Map(offsets.flatMap(({ partition, high, low }) => (Number(high) > Number(low) ? [[partition, Number(high)] as const] : [])));
  } finally {
    await admin.disconnect();
  }
}

async function readUntil(consumer: Consumer, topic: string, ends: ReadonlyMap<number, number>): Promise<AuditRoot[]> {
  const roots: AuditRoot[] = [];
  const open = new Map(ends);
  if (open.size === 0) return roots;
  await consumer.subscribe({ topic, fromBeginning: true });
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => reject(new Error('the topic of the roots could not be read to its end')), WAIT_MS);
  // markers of transactions are no messages, and what ends in them is known from here only
  consumer.on(consumer.events.END_BATCH_PROCESS, ({ payload: { partition, lastOffset } }) => {
    if (Number(lastOffset) + 1 >= (open.get(partition) ?? Infinity)) open.delete(partition);
    if (open.size === 0) resolve(undefined);
  });
  consumer.on(consumer.events.CRASH, ({ payload: { error } }) => reject(error));
  await consumer.run({
    autoCommit: false,
    eachBatch: ({ batch: { messages } }) => {
      for (const { value } of messages) roots.push(...rootIn(String(value)));
      return Promise.resolve();
    },
  });
  await promise.finally(() => clearTimeout(timer));
  return roots;
}

function rootIn(text: string): AuditRoot[] {
  const plain: unknown = JSON.parse(text);
  return isRecord(plain) ? [rootOf(plain)] : [];
}
