import { randomUUID } from 'node:crypto';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { TopicName } from '@landbridge/contracts';
import type { Producer } from 'kafkajs';
import type { NewEvent } from '../events.ts';
import { KafkaClients } from '../kafka.ts';
import { Lease } from '../lease.ts';
import { MESSAGING_OPTIONS, type MessagingOptions } from '../messaging.options.ts';
import { MessagingStore } from '../store.ts';
import { Alarm, repeat } from '../timing.ts';
import { toWire } from '../wire.ts';

export type ReplayTopic = Extract<TopicName, `replay.${string}`>;

/** The owner's latest revision of everything, withdrawals included, for one topic of replay. */
export interface ReplayFeed<T extends ReplayTopic> {
  readonly topic: T;
  /** Everything after the cursor in an order that stays, one item per subject. Keys are those of the live topic. */
  read(after: string | undefined): AsyncIterable<{ readonly cursor: string; readonly event: NewEvent<T> }>;
  /** How much there is to read, for those who want to see how far it has come. */
  count(): Promise<number>;
}

/** A replay that was asked for, one for each topic and generation: two readers may number their generations alike. */
export interface ReplayDocument {
  readonly _id: string;
  readonly topic: ReplayTopic;
  readonly generation: string;
  readonly state: 'running' | 'done';
  /** Everything up to here is in Kafka. */
  readonly cursor?: string;
  readonly askedAt: Date;
  /** Events that are in Kafka, and that there were when it began. */
  readonly sent?: number;
  readonly total?: number;
}

/** How far a replay has come that this service fills. */
export type ReplayProgress = Pick<ReplayDocument, 'topic' | 'state'> & Required<Pick<ReplayDocument, 'sent' | 'total'>>;

const LOOK_MS = 1_000;
const AT_ONCE = 500;
/** Replays that are shown: of each reader the last ones. */
const SHOWN = 20;

/** The owner's side: fills a topic of replay for a generation that begins, and goes on where it was after a restart. */
@Injectable()
export class ReplaySource {
  private readonly logger = new Logger('Replay');
  private readonly feeds = new Map<ReplayTopic, ReplayFeed<ReplayTopic>>();
  private readonly alarm = new Alarm();
  private readonly lease: Lease;
  private readonly producer: Producer;
  private end: (() => Promise<void>) | undefined;
  private stopping = false;

  constructor(
    private readonly store: MessagingStore,
    private readonly clients: KafkaClients,
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
  ) {
    this.lease = new Lease(store.leases, 'replays', randomUUID());
    this.producer = clients.producer({ retry: { retries: 5 } });
  }

  /** What this service can replay. To be called once, when the service starts. */
  offer(feed: ReplayFeed<ReplayTopic>): void {
    this.feeds.set(feed.topic, feed);
  }

  /** What this service can replay to another one. */
  offeredTo(service: string): ReplayTopic | undefined {
    return [...this.feeds.keys()].find((topic) => `${topic}.`.startsWith(`replay.${service}.`));
  }

  /** The last replays, the newest first. */
  async progress(): Promise<ReplayProgress[]> {
    const found = await this.store.replays.find().sort({ askedAt: -1 }).limit(SHOWN).toArray();
    return found.map(({ topic, state, sent = 0, total = 0 }) => ({ topic, state, sent, total }));
  }

  /**
   * Begins the replay for a generation, once, however often it is asked for. It goes on in the background.
   * @throws RangeError when this service offers no such topic
   */
  async start(topic: ReplayTopic, generation: string): Promise<void> {
    if (!this.feeds.has(topic)) throw new RangeError(`This service does not offer ${topic}.`);
    const request = { $setOnInsert: { topic, generation, state: 'running', askedAt: new Date() } } as const;
    await this.store.replays.updateOne({ _id: `${topic}/${generation}` }, request, { upsert: true });
    this.alarm.wake();
  }

  run(): void {
    this.end ??= repeat(() => this.work(), LOOK_MS, this.alarm);
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await this.end?.();
    await this.producer.disconnect().catch(() => undefined);
    await this.lease.release().catch(() => undefined);
  }

  private async work(): Promise<void> {
    for (;;) {
      const replay = await this.store.replays.findOne({ state: 'running' }, { sort: { askedAt: 1 } });
      const feed = replay && this.feeds.get(replay.topic);
      if (!feed || this.stopping || !(await this.lease.hold())) return;
      await this.producer.connect();
      await this.fill(replay, feed);
    }
  }

  private async fill({ _id, topic, generation, cursor }: ReplayDocument, feed: ReplayFeed<ReplayTopic>): Promise<void> {
    await this.store.replays.updateOne({ _id }, { $set: { total: await feed.count() } });
    let part: NewEvent[] = [];
    let last = cursor;
    const flush = async () => {
      await this.send(topic, part);
      await this.store.replays.updateOne(
        { _id },
        { $set: { ...(last === undefined ? {} : { cursor: last }) }, $inc: { sent: part.length } },
      );
      part = [];
    };
    for await (const item of feed.read(cursor)) {
      part.push(item.event);
      last = item.cursor;
      if (part.length < AT_ONCE) continue;
      await flush();
      if (this.stopping || !(await this.lease.hold())) return;
    }
    if (part.length > 0) await flush();
    await this.sendMarkers(topic, generation);
    await this.store.replays.updateOne({ _id }, { $set: { state: 'done' } });
    this.logger.log(`The replay on ${topic} for ${generation} is complete.`);
  }

  private async send(topic: ReplayTopic, events: readonly NewEvent[]): Promise<void> {
    const messages = events.map((event) => toWire(event, this.options.service)).map(({ key, headers, value }) => ({ key, headers, value }));
    await this.producer.send({ topic: this.clients.topic(topic), messages });
  }

  /** One on each partition: who reads it there has all that was in it. */
  private async sendMarkers(topic: ReplayTopic, generation: string): Promise<void> {
    const { service, partitions } = this.options;
    const [, reader = ''] = topic.split('.');
    const data = { service: reader, generation };
    const marker = toWire(
      { topic, name: 'replay.completed', key: generation, subject: generation, revision: 1, time: new Date(), data },
      service,
    );
    const { key, headers, value } = marker;
    const messages = Array.from({ length: partitions }, (_, partition) => ({ partition, key, headers, value }));
    await this.producer.send({ topic: this.clients.topic(topic), messages });
  }
}
