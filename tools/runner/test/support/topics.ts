import { testKafka } from '@landbridge/engines/testing';
import type { Consumer, IHeaders, Kafka } from 'kafkajs';
import type { Engines } from '@landbridge/engines';
import { randomUUID } from 'node:crypto';
import { until } from './until.ts';

/** A record as it lies in Kafka, whoever wrote it. */
export interface RawRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly key: Buffer | null;
  readonly headers: ReadonlyMap<string, string>;
  readonly value: Buffer | null;
}

export interface NewRecord {
  readonly topic: string;
  /** Left out: where the key belongs. */
  readonly partition?: number;
  readonly key: string | null;
  readonly headers?: IHeaders;
  readonly value: Buffer | string | null;
}

/** What a test does to Kafka behind the services' backs. */
export class Topics {
  private readonly kafka: Kafka;

  constructor({ kafkaBrokers, kafkaAccess }: Engines) {
    this.kafka = testKafka(kafkaBrokers, kafkaAccess?.credentials);
  }

  /** @returns where they lie, as `partition/offset`, in the order of the records */
  async write(records: readonly NewRecord[]): Promise<string[]> {
    const producer = this.kafka.producer();
    await producer.connect();
    try {
      const places: string[] = [];
      for (const { topic, partition, key, headers = {}, value } of records) {
        const message = { key, headers, value, ...(partition !== undefined && { partition }) };
        const [written] = await producer.send({ topic, messages: [message] });
        places.push(`${written?.partition}/${written?.baseOffset}`);
      }
      return places;
    } finally {
      await producer.disconnect();
    }
  }

  /** Every record that topics of this name hold now, those of transactions that were rolled back too. */
  async readAll(isWanted: (topic: string) => boolean): Promise<RawRecord[]> {
    const ends = await this.ends(isWanted);
    const records: RawRecord[] = [];
    const consumer = this.kafka.consumer({ groupId: `test.${randomUUID()}`, maxWaitTimeInMs: 200, readUncommitted: true });
    await consumer.connect();
    try {
      const reached = await read(consumer, new Set([...ends.keys()].map((place) => place.slice(0, place.lastIndexOf('/')))), records);
      await until('all records are read', () => [...ends].every(([place, end]) => (reached.get(place) ?? 0) >= end), 120_000);
    } finally {
      await consumer.disconnect();
    }
    return records;
  }

  /** Offset after the last record, by `topic/partition`, of partitions that hold anything. */
  private async ends(isWanted: (topic: string) => boolean): Promise<Map<string, number>> {
    const admin = this.kafka.admin();
    await admin.connect();
    try {
      const topics = (await admin.listTopics()).filter((topic) => !topic.startsWith('__') && isWanted(topic));
      const ends = new Map<string, number>();
      for (const topic of topics)
        for (const { partition, high, low } of await admin.fetchTopicOffsets(topic))
          if (Number(high) > Number(low)) ends.set(`${topic}/${partition}`, Number(high));
      return ends;
    } finally {
      await admin.disconnect();
    }
  }
}

/** @returns how far each partition has been read, by `topic/partition`; it grows */
async function read(consumer: Consumer, topics: ReadonlySet<string>, into: RawRecord[]): Promise<Map<string, number>> {
  const reached = new Map<string, number>();
  for (const topic of topics) await consumer.subscribe({ topic, fromBeginning: true });
  // markers of transactions are no messages, and what ends in them is known from here only
  consumer.on(consumer.events.END_BATCH_PROCESS, ({ payload: { topic, partition, lastOffset } }) => {
    reached.set(`${topic}/${partition}`, Number(lastOffset) + 1);
  });
  await consumer.run({
    eachBatch: ({ batch: { topic, partition, messages } }) => {
      for (const { offset, key, headers = {}, value } of messages)
        into.push({ topic, partition, offset: Number(offset), key, headers: textsOf(headers), value });
      return Promise.resolve();
    },
  });
  return reached;
}

function textsOf(headers: IHeaders): Map<string, string> {
  return new Map(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}
