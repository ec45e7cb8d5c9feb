import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { KafkaClients } from '../kafka.ts';
import { Lease } from '../lease.ts';
import { MessagingMetrics } from '../messaging-metrics.ts';
import { MessagingStore } from '../store.ts';
import { Alarm, repeat } from '../timing.ts';
import { LANES, PENDING } from './chunk.ts';
import { LaneSender } from './lane-sender.ts';
import { Lane } from './lane.ts';

/** How long a chunk waits at most for an instance that was not woken. */
const LOOK_MS = 500;
/** A lane sleeps until it is woken; this bound only limits what a lost wake-up costs. */
const SLEEP_MS = 30_000;

/** Brings what the outbox holds to Kafka, whenever Kafka is there. */
@Injectable()
export class OutboxPublisher {
  private readonly alarms: Alarm[] = [];
  private readonly stops: (() => Promise<void>)[] = [];
  private endLook: (() => Promise<void>) | undefined;

  constructor(
    private readonly store: MessagingStore,
    private readonly clients: KafkaClients,
    private readonly metrics: MessagingMetrics,
  ) {}

  start(): void {
    const owner = randomUUID();
    for (let number = 0; number < LANES; number += 1) {
      const lease = new Lease(this.store.leases, `lane-${number}`, owner);
      const lane = new Lane(number, this.store, lease, new LaneSender(this.clients, number), this.metrics);
      const alarm = new Alarm();
      const end = repeat(() => lane.drain(), SLEEP_MS, alarm);
      this.alarms.push(alarm);
      this.stops.push(() => lane.stop(end));
    }
    this.endLook = repeat(() => this.look(), LOOK_MS);
  }

  /** @param lane all of them when left out */
  wake(lane?: number): void {
    for (const alarm of lane === undefined ? this.alarms : this.alarms.slice(lane, lane + 1)) alarm.wake();
  }

  /** Ends after the transactions under way. */
  async stop(): Promise<void> {
    await this.endLook?.();
    await Promise.all(this.stops.splice(0).map((stop) => stop()));
  }

  /** One question for all lanes: a service that has nothing to send asks no more. */
  private async look(): Promise<void> {
    if (await this.store.outbox.findOne(PENDING, { projection: { _id: 1 } })) this.wake();
  }
}
