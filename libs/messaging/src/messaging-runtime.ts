import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DeadLetters } from './consumer/dead-letters.ts';
import { EventConsumer } from './consumer/event-consumer.ts';
import { TopicMismatch } from './errors.ts';
import { MessagingHealth } from './messaging-health.ts';
import { OutboxPublisher } from './outbox/outbox-publisher.ts';
import { BroadcastReader } from './policy/broadcast-reader.ts';
import { Heartbeats } from './policy/heartbeats.ts';
import { PolicyContext } from './policy/policy-context.ts';
import { ReplayRequests } from './replay/replay-requests.ts';
import { ReplaySource } from './replay/replay-source.ts';
import { MessagingStore } from './store.ts';
import { orLate, repeat } from './timing.ts';
import { Topics } from './topics.ts';

/** So long a start waits for Kafka; then it goes on without, and what needs Kafka begins when it is there. */
const KAFKA_WAIT_MS = 10_000;
const TOPIC_CHECK_MS = 15_000;
/** So long an end waits for what is under way. Where Kafka is away that is only tried again, and stays to be done as after a crash. */
const END_WAIT_MS = 20_000;

/** Starts and ends the parts in their order. */
@Injectable()
export class MessagingRuntime implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private begun = false;
  private endChecks: (() => Promise<void>) | undefined;

  constructor(
    private readonly store: MessagingStore,
    private readonly setup: Topics,
    private readonly health: MessagingHealth,
    private readonly publisher: OutboxPublisher,
    private readonly letters: DeadLetters,
    private readonly replays: ReplaySource,
    private readonly requests: ReplayRequests,
    private readonly policy: PolicyContext,
    private readonly heartbeats: Heartbeats,
    private readonly broadcasts: BroadcastReader,
    private readonly consumer: EventConsumer,
  ) {}

  /** @throws TopicMismatch, which stops the start */
  async onApplicationBootstrap(): Promise<void> {
    await this.store.prepare();
    await this.policy.start();
    const first = Promise.withResolvers<true>();
    const check = async () => {
      await this.setup.ensure().catch((error: unknown) => this.orMismatch(error, first.reject));
      this.begin();
      first.resolve(true);
    };
    // again and again, because a Kafka may be replaced by an empty one
    this.endChecks = repeat(check, TOPIC_CHECK_MS);
    await orLate(KAFKA_WAIT_MS, first.promise, true);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await orLate(END_WAIT_MS, this.end(), undefined);
  }

  private async end(): Promise<void> {
    await this.endChecks?.();
    await this.consumer.stop();
    const parts = [this.publisher, this.letters, this.replays, this.requests, this.heartbeats, this.broadcasts];
    await Promise.all(parts.map((part) => part.stop()));
    await this.policy.stop();
  }

  private orMismatch(error: unknown, stopStart: (reason: Error) => void): never {
    if (error instanceof TopicMismatch) {
      stopStart(error);
      // seen too late to stop the start, it must still stop the service
      this.health.fails('topics', error.message);
    }
    throw error;
  }

  private begin(): void {
    if (this.begun) return;
    this.begun = true;
    this.publisher.start();
    this.letters.start();
    this.replays.run();
    this.heartbeats.start();
    this.broadcasts.start();
    this.consumer.topicsAreThere();
  }
}
