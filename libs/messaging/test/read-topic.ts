import { randomUUID } from 'node:crypto';
import type { IHeaders, KafkaMessage } from 'kafkajs';
import { bareKafka, until } from './service.ts';

export interface ReadRecord {
  readonly partition: number;
  readonly offset: number;
  readonly key: string;
  readonly headers: IHeaders | undefined;
  readonly value: string;
}

/** What a consumer of committed records finds, from the beginning; at least so many, or what is there after ten seconds. */
export async function readTopic(topic: string, count: number, enough: (read: ReadRecord[]) => boolean = () => true): Promise<ReadRecord[]> {
  const consumer = (await bareKafka()).consumer({ groupId: `reader-${randomUUID()}`, maxWaitTimeInMs: 100 });
  const read: ReadRecord[] = [];
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachBatch: ({ batch: { partition, messages } }) => {
      read.push(...messages.map((message) => recordOf(partition, message)));
      return Promise.resolve();
    },
  });
  await until('read', () => read.length >= count && enough(read), 10_000).catch(() => undefined);
  await consumer.disconnect();
  return read;
}

function recordOf(partition: number, { offset, key, headers, value }: KafkaMessage): ReadRecord {
  return { partition, offset: Number(offset), key: String(key), headers, value: String(value) };
}
