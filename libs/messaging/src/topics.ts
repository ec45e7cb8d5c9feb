import { Inject, Injectable } from '@nestjs/common';
import { TOPIC_NAMES, TOPICS, type TopicName, type TopicShape } from '@landbridge/contracts';
import type { ITopicConfig } from 'kafkajs';
import { TopicMismatch } from './errors.ts';
import { KafkaClients } from './kafka.ts';
import { MESSAGING_OPTIONS, type MessagingOptions } from './messaging.options.ts';

/** Makes the topics of the contracts' table, and refuses those that are not as the table says. */
@Injectable()
export class Topics {
  constructor(
    private readonly clients: KafkaClients,
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
  ) {}

  /** @throws TopicMismatch when a topic has another number of partitions, and whatever KafkaJS throws when Kafka cannot be asked */
  async ensure(): Promise<void> {
    const admin = this.clients.kafka.admin({ retry: { retries: 2 } });
    try {
      await admin.connect();
      const existing = new Set(await admin.listTopics());
      const missing = TOPIC_NAMES.filter((topic) => !existing.has(this.clients.topic(topic)));
      if (missing.length > 0) await admin.createTopics({ topics: missing.map((topic) => this.configOf(topic)), waitForLeaders: true });
      const { topics } = await admin.fetchTopicMetadata({ topics: TOPIC_NAMES.map((topic) => this.clients.topic(topic)) });
      const found = new Map(topics.map(({ name, partitions }) => [name, partitions.length]));
      const wrong = TOPIC_NAMES.flatMap((topic) => this.mismatch(topic, found.get(this.clients.topic(topic))));
      if (wrong.length > 0) throw new TopicMismatch(wrong.join('\n'));
    } finally {
      await admin.disconnect().catch(() => undefined);
    }
  }

  private configOf(topic: TopicName): ITopicConfig {
    const { retention }: TopicShape = TOPICS[topic];
    const replication = this.options.replication ?? 1;
    return {
      topic: this.clients.topic(topic),
      numPartitions: this.partitionsOf(topic),
      replicationFactor: replication,
      configEntries: [
        ...(retention === 'compact'
          ? [{ name: 'cleanup.policy', value: 'compact' }]
          : [{ name: 'retention.ms', value: String(retention) }]),
        // their age must not depend on the clocks of those who send them
        ...(topic === 'heartbeats' ? [{ name: 'message.timestamp.type', value: 'LogAppendTime' }] : []),
        ...(replication < 3
          ? []
          : [
              { name: 'min.insync.replicas', value: '2' },
              { name: 'unclean.leader.election.enable', value: 'false' },
            ]),
      ],
    };
  }

  private mismatch(topic: TopicName, found: number | undefined): string[] {
    const wanted = this.partitionsOf(topic);
    if (found === wanted) return [];
    const name = this.clients.topic(topic);
    return [
      `The topic ${name} has ${found ?? 'no'} partitions, and this service is set to ${wanted}. Keys would change their partition and counts would be wrong: ` +
        (wanted === 1
          ? `delete the topic ${name}, and the service makes it anew with one partition.`
          : `set PARTITIONS=${found ?? wanted}, or start the network in a new NAMESPACE.`),
    ];
  }

  private partitionsOf(topic: TopicName): number {
    const { partitions }: TopicShape = TOPICS[topic];
    return partitions === 'network' ? this.options.partitions : partitions;
  }
}
