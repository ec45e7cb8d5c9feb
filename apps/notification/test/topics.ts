import { randomBytes, randomUUID } from 'node:crypto';
import {
  toHeaders,
  topicName,
  type AccessDecided,
  type AccessRequested,
  type Disclosure,
  type StructuredReport,
  type TopicName,
  type Trend,
} from '@landbridge/contracts';
import { testKafka } from '@landbridge/engines/testing';
import type { FakeDirectory } from '@landbridge/platform/testing';
import type { Consumer, Kafka, Producer } from 'kafkajs';
import { accepted, MARKER, narrowed, withdrawn, type Sent } from './events.ts';

export const PARTITIONS = 4;

/** What the other services say in Kafka, and what this one says there. */
export class Topics {
  /** What the owner of the reports has, when it is asked. */
  past: Sent[] = [];
  /** Wraps the sending of it. */
  whileReplaying = (send: () => Promise<void>): Promise<void> => send();
  private readonly kafka: Kafka;
  private readonly producer: Producer;
  private readonly consumers: Consumer[] = [];

  private constructor(
    brokers: readonly string[],
    private readonly namespace: string,
    private readonly directory: FakeDirectory,
  ) {
    this.kafka = testKafka(brokers);
    this.producer = this.kafka.producer();
  }

  static async open(brokers: readonly string[], namespace: string, directory: FakeDirectory): Promise<Topics> {
    const topics = new Topics(brokers, namespace, directory);
    await topics.producer.connect();
    directory.onReplay = (generation) => topics.replay(generation);
    return topics;
  }

  async close(): Promise<void> {
    await Promise.all([...this.consumers, this.producer].map((client) => client.disconnect()));
  }

  accept(...reports: StructuredReport[]): Promise<void> {
    return this.send('reports', reports.map(accepted));
  }

  /** @param value instead of the withdrawal, for a body that cannot be read */
  withdraw(report: StructuredReport, value?: string): Promise<void> {
    return this.send('reports', [{ ...withdrawn(report), ...(value !== undefined && { value }) }]);
  }

  /** @param value instead of the report, for a body that cannot be read */
  narrow(report: StructuredReport, value?: string): Promise<void> {
    return this.send('reports', [{ ...narrowed(report), ...(value !== undefined && { value }) }]);
  }

  /** Somebody read a report in REST. */
  disclose(read: Disclosure): Promise<void> {
    const { report: subject, revision } = read;
    return this.send('disclosures', [{ name: 'disclosure.recorded', id: randomUUID(), subject, revision, data: read }]);
  }

  requestAccess(asked: AccessRequested): Promise<void> {
    return this.send('cooperation', [{ name: 'access.requested', subject: asked.request, revision: 1, data: asked }]);
  }

  decideAccess(revision: number, decided: AccessDecided): Promise<void> {
    return this.send('cooperation', [{ name: 'access.decided', subject: decided.request, revision, data: decided }]);
  }

  trend(name: 'trend.opened' | 'trend.revised' | 'trend.closed', trend: Trend): Promise<void> {
    return this.send('trends', [{ name, subject: trend.id, revision: trend.revision, data: trend }]);
  }

  /** What the service sends on a topic, as it comes. */
  async listen(topic: TopicName): Promise<{ id: string; data: Record<string, unknown> }[]> {
    const consumer = this.kafka.consumer({ groupId: `${this.namespace}.test.${randomBytes(4).toString('hex')}` });
    this.consumers.push(consumer);
    const events: { id: string; data: Record<string, unknown> }[] = [];
    await consumer.connect();
    await consumer.subscribe({ topic: topicName(this.namespace, topic), fromBeginning: true });
    await consumer.run({
      eachMessage: ({ message }) => {
        events.push({ id: String(message.headers?.['ce_id']), data: JSON.parse(String(message.value)) as Record<string, unknown> });
        return Promise.resolve();
      },
    });
    return events;
  }

  /** Deletes a topic, as a cluster that was lost loses it; the service makes it anew. */
  async lose(topic: TopicName): Promise<void> {
    const admin = this.kafka.admin();
    await admin.connect();
    await admin.deleteTopics({ topics: [topicName(this.namespace, topic)] });
    await admin.disconnect();
  }

  /** What the owners answer when they are asked for the past: their latest revisions, then that this was all. */
  private async replay(generation: string): Promise<void> {
    const topic = generation.startsWith('reports:') ? 'replay.notification.reports' : 'replay.notification.trends';
    await this.whileReplaying(() => this.send(topic, topic === 'replay.notification.reports' ? this.past : []));
    const data = { service: 'notification', generation };
    const markers = Array.from({ length: PARTITIONS }, (_, partition) => ({ ...MARKER, subject: generation, data, partition }));
    await this.send(topic, markers);
  }

  private async send(topic: TopicName, events: Sent[]): Promise<void> {
    const time = new Date().toISOString();
    const policySequence = this.directory.sequence;
    await this.producer.send({
      topic: topicName(this.namespace, topic),
      messages: events.map(({ name, subject, revision, data, id = `${subject} ${revision}`, value, partition }) => ({
        key: subject,
        ...(partition !== undefined && { partition }),
        value: value ?? JSON.stringify(data),
        headers: toHeaders({ id, source: '/test', name, subject, revision, time, policySequence }),
      })),
    });
  }
}
