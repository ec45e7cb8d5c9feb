import type { Cluster, Consumer, ConsumerConfig, ConsumerRunConfig } from 'kafkajs';
import { isRefused } from '../broker-error.ts';
import type { KafkaClients } from '../kafka.ts';
import type { MessagingHealth } from '../messaging-health.ts';
import { repeat } from '../timing.ts';
import { ClusterView } from './cluster-view.ts';
import { togetherAssigner } from './together-assigner.ts';

export interface BackgroundConsumerOptions {
  /** Name of the part, for its health. */
  readonly part: string;
  readonly config: Omit<ConsumerConfig, 'partitionAssigners' | 'allowAutoTopicCreation' | 'retry'>;
  readonly topics: readonly { readonly topic: string; readonly fromBeginning: boolean }[];
  readonly run: Omit<ConsumerRunConfig, 'autoCommit'>;
}

/** A KafkaJS consumer that starts when Kafka is there, comes back after outages, and says when it cannot. Positions are not its business. */
export class BackgroundConsumer {
  readonly consumer: Consumer;
  private cluster: Cluster | undefined;
  private end: (() => Promise<void>) | undefined;
  private stopping = false;
  private running = false;

  constructor(
    clients: KafkaClients,
    health: MessagingHealth,
    private readonly options: BackgroundConsumerOptions,
  ) {
    this.consumer = clients.kafka.consumer({
      sessionTimeout: 10_000,
      heartbeatInterval: 2_000,
      ...options.config,
      partitionAssigners: [togetherAssigner((cluster) => (this.cluster = cluster))],
      allowAutoTopicCreation: false,
      retry: { retries: 5, maxRetryTime: 3_000, restartOnFailure: () => Promise.resolve(!this.stopping) },
    });
    this.consumer.on(this.consumer.events.CRASH, ({ payload: { error, restart } }) => {
      if (restart || this.stopping) return;
      if (isRefused(error)) this.running = false;
      else health.fails(options.part, `The ${options.part} stopped for good: ${error.name}.`);
    });
  }

  /** What its cluster says besides records. */
  get view(): ClusterView {
    if (!this.cluster) throw new Error('KafkaJS made no assigner.');
    return new ClusterView(this.cluster);
  }

  /** @param tick runs again and again as soon as the consumer runs */
  start(tick: () => Promise<void>, milliseconds: number): void {
    this.end ??= repeat(async () => {
      if (!this.running) await this.run();
      await tick();
    }, milliseconds);
  }

  /** Ends what is being handled, and leaves the group. */
  async stop(): Promise<void> {
    this.stopping = true;
    // KafkaJS cannot be stopped while it starts
    await this.end?.();
    await this.consumer.disconnect();
  }

  private async run(): Promise<void> {
    await this.consumer.connect();
    for (const topic of this.options.topics) await this.consumer.subscribe(topic);
    // before it runs: it may crash before this call ends
    this.running = true;
    try {
      await this.consumer.run({ ...this.options.run, autoCommit: false });
    } catch (error) {
      this.running = false;
      throw error;
    }
  }
}
