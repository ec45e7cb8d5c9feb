import { Inject, Injectable } from '@nestjs/common';
import type { Heartbeat } from '@landbridge/contracts';
import type { Producer } from 'kafkajs';
import { KafkaClients } from '../kafka.ts';
import { MessagingMetrics } from '../messaging-metrics.ts';
import { MESSAGING_OPTIONS, type MessagingOptions } from '../messaging.options.ts';
import { OutboxStatus } from '../outbox/outbox-status.ts';
import { repeat } from '../timing.ts';
import { toWire } from '../wire.ts';
import { FRESH_MS } from './freshness.ts';

/** What was last heard of a service's outbox. */
export interface OldestUnsent {
  /** When; undefined if never, or not for three seconds: then nothing is known. */
  readonly heardAt: Date | undefined;
  /** `acceptedAt` of the oldest chunk that is not yet in Kafka; undefined when all is sent. */
  readonly oldest: Date | undefined;
}

const BEAT_MS = 1_000;
/** Counting goes through all that is pending, so it is done less often. */
const COUNT_EVERY = 5;

/** Says each second how far this service's outbox is, and hears the others. */
@Injectable()
export class Heartbeats {
  private readonly heard = new Map<string, { readonly at: number; readonly status: OldestUnsent }>();
  private readonly producer: Producer;
  private readSequence: (() => Promise<number>) | undefined;
  private end: (() => Promise<void>) | undefined;
  private beats = 0;

  constructor(
    private readonly outbox: OutboxStatus,
    private readonly clients: KafkaClients,
    private readonly metrics: MessagingMetrics,
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
  ) {
    this.producer = clients.producer({ retry: { retries: 1 } });
  }

  /** For directory: the number of the last change of the policy context, in Kafka or not yet. */
  publishSequence(read: () => Promise<number>): void {
    this.readSequence = read;
  }

  oldestUnsent(service: string): OldestUnsent {
    const last = this.heard.get(service);
    return last && performance.now() - last.at <= FRESH_MS ? last.status : { heardAt: undefined, oldest: undefined };
  }

  start(): void {
    this.end ??= repeat(() => this.beat(), BEAT_MS);
  }

  async stop(): Promise<void> {
    await this.end?.();
    await this.producer.disconnect().catch(() => undefined);
  }

  /** From the topic. @param at when it was sent, by our monotonic clock */
  hear({ sender, lanes = [] }: Heartbeat, at: number): void {
    const unsent = lanes.flatMap(({ oldestUnsent }) => (oldestUnsent === undefined ? [] : [Date.parse(oldestUnsent)]));
    const oldest = unsent.length > 0 ? new Date(Math.min(...unsent)) : undefined;
    const heardAt = new Date(Date.now() - (performance.now() - at));
    this.heard.set(sender, { at, status: { heardAt, oldest } });
  }

  private async beat(): Promise<void> {
    if (this.beats++ % COUNT_EVERY === 0) this.metrics.pending.set(await this.outbox.pending());
    const { topic, key, headers, value } = toWire(await this.heartbeat(), this.options.service);
    await this.producer.connect();
    await this.producer.send({ topic: this.clients.topic(topic), messages: [{ key, headers, value }] });
  }

  private async heartbeat() {
    const { service } = this.options;
    const sequence = await this.readSequence?.();
    const oldest = await this.outbox.oldestByLane();
    const now = new Date();
    const data: Heartbeat = {
      sender: service,
      at: now.toISOString(),
      ...(sequence === undefined ? {} : { sequence }),
      lanes: oldest.map((date, lane) => (date ? { lane, oldestUnsent: date.toISOString() } : { lane })),
    };
    return { topic: 'heartbeats', name: 'heartbeat', key: service, subject: service, revision: now.getTime(), time: now, data } as const;
  }
}
