import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Consumer, EachBatchPayload } from 'kafkajs';
import { KafkaClients } from '../kafka.ts';
import { MESSAGING_OPTIONS, type MessagingOptions } from '../messaging.options.ts';
import { MessagingHealth } from '../messaging-health.ts';
import { AssignedPartition, type Fetching, type PartitionListener, type Place } from './assigned-partition.ts';
import { BackgroundConsumer } from './background-consumer.ts';
import type { ClusterView } from './cluster-view.ts';
import { ConsumerReport } from './consumer-report.ts';
import { Openings } from './openings.ts';
import { PolicyGate } from './policy-gate.ts';
import { Positions, type Source } from './positions.ts';
import type { Subscription } from './subscription.ts';
import { WindowRunner } from './window-runner.ts';

const HEARTBEAT_MS = 1_000;
const TICK_MS = 1_000;
const GENERATION_CHECK_MS = 5_000;
const WINDOW_BYTES = 16 * 1024 * 1024;
const GATHER_MS = 2_000;

/** Fetches for all handlers of a service as one member of its group, and knows which partitions it has. */
@Injectable()
export class EventConsumer implements PartitionListener {
  private readonly logger = new Logger('Consumer');
  private readonly partitions = new Map<string, AssignedPartition>();
  private readonly subscriptions = new Map<string, { subscription: Subscription; source: Source }>();
  private topicsThere = false;
  private background: BackgroundConsumer | undefined;
  private checkedAt = 0;
  /** Set by a failed heartbeat: what is still queued belongs to the next owner. */
  private rebalancing = false;

  constructor(
    private readonly clients: KafkaClients,
    private readonly openings: Openings,
    private readonly positions: Positions,
    private readonly runner: WindowRunner,
    private readonly gate: PolicyGate,
    private readonly report: ConsumerReport,
    private readonly health: MessagingHealth,
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
  ) {}

  /** Takes the handlers of the service. It starts in the background, when the topics are there as well. */
  start(subscriptions: readonly Subscription[]): void {
    for (const subscription of subscriptions) {
      this.subscriptions.set(this.clients.topic(subscription.topic), { subscription, source: 'live' });
      const { replay } = subscription.options;
      if (replay) this.subscriptions.set(this.clients.topic(replay.topic), { subscription, source: 'replay' });
    }
    this.begin();
  }

  topicsAreThere(): void {
    this.topicsThere = true;
    this.begin();
  }

  /** Ends the windows under way, moves their positions and leaves the group. */
  async stop(): Promise<void> {
    await this.background?.stop();
    for (const partition of this.partitions.values()) partition.end();
  }

  /** What Kafka says besides records, once it was asked. */
  view(): ClusterView | undefined {
    return this.background?.view;
  }

  /** What this service handles. */
  subscribed(): Subscription[] {
    return [...this.subscriptions.values()].filter(({ source }) => source === 'live').map(({ subscription }) => subscription);
  }

  opened(place: Place): void {
    this.report.goesOn(place);
  }

  waits(place: Place, because: Error): void {
    this.report.waits(place, because);
  }

  handled(place: Place, lag: number): void {
    this.report.handled(place, lag);
  }

  replayEnded({ subscription, partition }: Place, generation: string): void {
    const wireTopic = this.clients.topic(subscription.topic);
    void this.openings
      .replayEnded(generation, this.options.partitions)
      .catch(() => undefined)
      .then(() => this.partitions.get(`${wireTopic}/${partition}`)?.open());
  }

  private begin(): void {
    if (!this.topicsThere || this.subscriptions.size === 0 || this.background) return;
    const bytes = this.options.windowBytes ?? WINDOW_BYTES;
    this.background = new BackgroundConsumer(this.clients, this.health, {
      part: 'consumer',
      config: {
        groupId: this.clients.name(),
        minBytes: Math.floor(bytes / 2),
        maxWaitTimeInMs: this.options.gatherMs ?? GATHER_MS,
        maxBytesPerPartition: bytes,
        maxBytes: 2 * bytes,
      },
      topics: [...this.subscriptions.keys()].map((topic) => ({ topic, fromBeginning: true })),
      run: {
        eachBatchAutoResolve: false,
        partitionsConsumedConcurrently: this.options.concurrency ?? 4,
        eachBatch: (payload) => this.take(payload),
      },
    });
    const { consumer } = this.background;
    const { GROUP_JOIN, START_BATCH_PROCESS, FETCH_START } = consumer.events;
    consumer.on(GROUP_JOIN, ({ payload }) => this.assign(payload.memberAssignment));
    consumer.on(FETCH_START, () => (this.rebalancing = false));
    consumer.on(START_BATCH_PROCESS, ({ payload: { topic, partition, batchSize, firstOffset, lastOffset } }) => {
      if (batchSize === 0) this.partitions.get(`${topic}/${partition}`)?.passed(firstOf(firstOffset, lastOffset), Number(lastOffset));
    });
    this.background.start(() => this.tick(), TICK_MS);
  }

  private async tick(): Promise<void> {
    await Promise.all([...this.partitions.values()].map((partition) => partition.settle()));
    if (performance.now() - this.checkedAt < GENERATION_CHECK_MS) return;
    this.checkedAt = performance.now();
    await this.checkGenerations();
  }

  /** Runs within the event, before anything is fetched: each partition is paused until its position was read. */
  private assign(assignment: Record<string, number[]>): void {
    this.rebalancing = false;
    for (const partition of this.partitions.values()) {
      partition.end();
      this.report.gone(partition.place);
    }
    this.partitions.clear();
    for (const [wireTopic, numbers] of Object.entries(assignment)) {
      for (const number of numbers) {
        const partition = this.partitionOf(wireTopic, number);
        if (!partition) continue;
        this.partitions.set(`${wireTopic}/${number}`, partition);
        void partition.open();
      }
    }
    this.logger.log(`The group gave us ${this.partitions.size} partitions.`);
  }

  private partitionOf(wireTopic: string, partition: number): AssignedPartition | undefined {
    const view = this.view();
    const subscribed = this.subscriptions.get(wireTopic);
    if (!subscribed || !view) return undefined;
    const { subscription, source } = subscribed;
    const topic = source === 'replay' ? (subscription.options.replay?.topic ?? subscription.topic) : subscription.topic;
    const { openings, positions, runner } = this;
    return new AssignedPartition({ subscription, source, partition, topic, wireTopic }, this.fetchingOf(wireTopic, partition), this, {
      view, openings, positions, runner,
    }); // prettier-ignore
  }

  private fetchingOf(topic: string, partition: number): Fetching {
    // between a crash and its restart KafkaJS has no group to pause or seek in; the next join opens all partitions again
    const ifJoined = (change: (consumer: Consumer) => void) => {
      try {
        if (this.background) change(this.background.consumer);
      } catch {
        return;
      }
    };
    return {
      pause: () => ifJoined((consumer) => consumer.pause([{ topic, partitions: [partition] }])),
      resumeAt: (offset) =>
        ifJoined((consumer) => {
          consumer.seek({ topic, partition, offset: String(offset) });
          consumer.resume([{ topic, partitions: [partition] }]);
        }),
      commit: (next) =>
        ifJoined((consumer) => void consumer.commitOffsets([{ topic, partition, offset: String(next) }]).catch(() => undefined)),
    };
  }

  private async take(payload: EachBatchPayload): Promise<void> {
    const { topic, partition, messages } = payload.batch;
    if (this.rebalancing) return;
    const beat = setInterval(() => {
      payload.heartbeat().catch(() => (this.rebalancing = true));
    }, HEARTBEAT_MS);
    try {
      await this.gate.pass(messages);
      await this.partitions.get(`${topic}/${partition}`)?.take(payload, () => this.rebalancing);
    } finally {
      clearInterval(beat);
    }
  }

  /** A topic made anew, or a generation that another instance began, is seen here if nothing else shows it. */
  private async checkGenerations(): Promise<void> {
    const view = this.view();
    if (!view || this.partitions.size === 0) return;
    for (const subscription of this.subscribed()) {
      const { _id } = await this.openings.present(view, subscription);
      for (const partition of this.partitions.values())
        if (partition.place.subscription === subscription && partition.generation !== undefined && partition.generation !== _id)
          void partition.open();
    }
  }
}

/** KafkaJS's types do not say that a batch without any record has no first offset. */
const firstOf = (first: string | null, last: string) => Number(first ?? last);
