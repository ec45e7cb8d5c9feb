import { TOPIC_EVENTS, TOPICS, toHeaders, topicName, type EventName, type TopicName } from '@landbridge/contracts';
import { randomBytes, randomUUID } from 'node:crypto';
import { apps, type App } from '../../src/root.ts';
import { isRecord } from '@landbridge/deployment';
import type { TestNetwork } from './test-network.ts';
import type { NewRecord } from './topics.ts';

/** Which services read a topic. */
export const READERS = {
  reports: ['trend-detection', 'notification'],
  trends: ['notification'],
  disclosures: ['ingestion', 'notification'],
  organisations: apps,
  heartbeats: apps,
  cooperation: ['notification'],
  'replay.trend-detection': ['trend-detection'],
} as const satisfies Partial<Record<TopicName, readonly App[]>>;

export type ReadTopic = keyof typeof READERS;

/** What no service can use, on each partition of the topic: no event at all, a body that is not what its headers say, and a type of tomorrow. */
export function poisonOn(topic: ReadTopic, namespace: string, partitions: number): NewRecord[] {
  const numbers = TOPICS[topic].partitions === 1 ? [0] : Array.from({ length: partitions }, (_, partition) => partition);
  const [name] = TOPIC_EVENTS[topic];
  return numbers.flatMap((partition) => {
    const place = { topic: topicName(namespace, topic), partition };
    return [
      { ...place, key: randomUUID(), value: randomBytes(64) },
      { ...place, key: randomUUID(), headers: envelope(name), value: JSON.stringify({ nothing: 'fits' }) },
      { ...place, key: randomUUID(), headers: { ...envelope(name), ce_type: 'org.landbridge.report.exploded.v1' }, value: '{}' },
    ];
  });
}

export function envelope(name: EventName, subject: string = randomUUID(), revision = 1) {
  return toHeaders({ id: randomUUID(), source: '/test', name, subject, revision, time: new Date().toISOString() });
}

/** Where the dead letters of a service on a topic came from, as `partition/offset`. */
export async function deadLettersOf(network: TestNetwork, app: App, topic: ReadTopic): Promise<string[]> {
  const { deadLetters } = await network.ask(app, `/v1/operator/dead-letters?topic=${topic}&limit=500`);
  const found = Array.isArray(deadLetters) ? deadLetters.filter(isRecord) : [];
  return found.map(({ partition, offset }) => `${String(partition)}/${String(offset)}`);
}
