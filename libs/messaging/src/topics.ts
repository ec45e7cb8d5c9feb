import { Inject, Injectable } from '@nestjs/common';
import { SEGMENT, TOPIC_NAMES, TOPICS, topicsOf, type TopicName, type TopicShape } from '@landbridge/contracts';
import type { Admin, ITopicConfig } from 'kafkajs';
import { TopicMismatch, TopicsMissing } from './errors.ts';
import { KafkaClients } from './kafka.ts';
import { grantRights } from './kafka-rights.ts';
import { MESSAGING_OPTIONS, type MessagingOptions } from './messaging.options.ts';

/** Sees to it that this service's topics are as the contracts' table says. Who administers Kafka makes them all, and everybody's rights. */
@Injectable()
export class Topics {
  private readonly names: readonly TopicName[];

  constructor(
    private readonly clients: KafkaClients,
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
  ) {
    this.names = options.administers ? TOPIC_NAMES : topicsOf(options.service);
  }

  /**
   * @throws TopicMismatch when a topic has another number of partitions, TopicsMissing when it is not this service that makes them,
   * and whatever KafkaJS throws when Kafka cannot be asked
   */
  async ensure(): Promise<void> {
    const admin = this.clients.kafka.admin({ retry: { retries: 2 } });
    try {
      await admin.connect();
      if (this.options.administers) await this.make(admin);
      else if ((await this.missing(admin)).length > 0) throw new TopicsMissing();
      const { topics } = await admin.fetchTopicMetadata({ topics: this.names.map((topic) => this.clients.topic(topic)) });
      const found = new Map(topics.map(({ name, partitions }) => [name, partitions.length]));
      const wrong = this.names.flatMap((topic) => this.mismatch(topic, found.get(this.clients.topic(topic))));
      if (wrong.length > 0) throw new TopicMismatch(wrong.join('\n'));
    } finally {
      await admin.disconnect().catch(() => undefined);
    }
  }

  /** Rights first: whoever sees a topic may use it. */
  private async make(admin: Admin): Promise<void> {
    if (this.options.kafkaIdentity.by !== 'nothing') await grantRights(admin, this.options.namespace);
    const topics = (await this.missing(admin)).map((topic) => this.configOf(topic));
    if (topics.length > 0) await admin.createTopics({ topics, waitForLeaders: true });
  }

  /** Topics that are not there, or not yet for us. */
  private async missing(admin: Admin): Promise<TopicName[]> {
    const existing = new Set(await admin.listTopics());
    return this.names.filter((topic) => !existing.has(this.clients.topic(topic)));
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
          : [
              { name: 'retention.ms', value: String(retention) },
              { name: 'segment.ms', value: String(SEGMENT) },
            ]),
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
