import { PolicyContext } from '@landbridge/messaging';
import { StoreClock } from '@landbridge/platform';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { WebhookSecrets } from '../subscriptions/webhook-secrets.ts';
import { signedHeaders } from '../webhooks/signature.ts';
import { WebhookClient } from '../webhooks/webhook-client.ts';
import { Attempts } from './attempts.ts';
import type { LineDocument } from './line.schema.ts';
import { attemptsMade, answerSeconds } from './metrics.ts';
import { Pacing } from './pacing.ts';
import { QueueRepository } from './queue.repository.ts';
import { SendLimits } from './send-limits.ts';

/** How long to rest when nothing is due. */
const REST = 250;
/** How long a stopping instance waits for answers. */
const DRAIN = 5_000;
/** How long a line is left alone that somebody else has in hand. */
const LOST_PAUSE = 1_000;
/** How long a suspended organisation is left alone. */
const SUSPENDED_PAUSE = 5_000;

/** Takes what is due from the queue and sends it, many receivers at once, each in its own order. Several instances share the queue. */
@Injectable()
export class Sender implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(Sender.name);
  private readonly pacing = new Pacing();
  private readonly inHand = new Set<string>();
  private readonly underWay = new Set<Promise<void>>();
  private stopping = false;
  private running: Promise<void> | undefined;
  private wake: () => void = () => undefined;
  private after = '';
  private askedAt = -Infinity;
  private storeTime = new Date(0);

  constructor(
    private readonly queue: QueueRepository,
    private readonly attempts: Attempts,
    private readonly client: WebhookClient,
    private readonly secrets: WebhookSecrets,
    private readonly limits: SendLimits,
    private readonly policy: PolicyContext,
    private readonly clock: StoreClock,
  ) {}

  onApplicationBootstrap(): void {
    this.running = this.run();
  }

  /** Takes nothing more, and lets what is under way end. */
  async onModuleDestroy(): Promise<void> {
    this.stopping = true;
    this.wake();
    await this.running;
    const patience = setTimeout(() => this.client.abandon(), DRAIN);
    await Promise.allSettled(this.underWay);
    clearTimeout(patience);
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      const taken = await this.takeTurn().catch((error: unknown) => this.warn('The queue cannot be read; it is tried again.', error));
      if (!taken) await this.rest();
    }
  }

  private rest(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, REST);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Starts attempts for the subscription whose turn it is. @returns whether there was something to do */
  private async takeTurn(): Promise<boolean> {
    if (!this.pacing.hasRoom() || !this.policy.fresh()) return false;
    const lines = await this.queue.findDue({
      now: await this.now(),
      after: this.after,
      closed: this.pacing.closed(performance.now()),
      inHand: [...this.inHand],
    });
    // instances that see the same lines take different ones
    lines.sort(() => Math.random() - 0.5);
    for (const line of lines) {
      this.after = line.subscription;
      if (!this.pacing.hasRoomFor(line.subscription)) break;
      const wait = line.urgent ? 0 : this.limits.take(line.subscription, line.organisation, performance.now());
      if (wait === 0) this.start(line);
      else this.pacing.pause(line.subscription, performance.now() + wait, true);
    }
    return lines.length > 0;
  }

  private start({ _id, subscription }: LineDocument): void {
    this.inHand.add(_id);
    this.pacing.started(subscription);
    const work = this.serve(_id, subscription)
      .catch((error: unknown) => void this.warn('An attempt was not written down; its lease runs out and it is made again.', error))
      .finally(() => {
        this.pacing.ended(subscription);
        this.underWay.delete(work);
        this.wake();
      });
    this.underWay.add(work);
  }

  private async serve(line: string, of: string): Promise<void> {
    const begun = await this.attempts.begin(line).finally(() => this.inHand.delete(line));
    if (begun === 'wait') this.pacing.pause(of, performance.now() + SUSPENDED_PAUSE, false);
    if (begun === 'lost') this.leaveAlone(line);
    if (typeof begun === 'string') return;
    const { delivery, body, subscription, at } = begun;
    // the time of the signature is the real one: receivers compare it with their own clocks, which nobody moves
    const headers = signedHeaders(delivery, new Date(), body, this.secrets.valid(subscription, at));
    const measured = answerSeconds.startTimer();
    const receipt = await this.client.post(subscription.url, headers, body);
    measured();
    const outcome = await this.attempts.end(begun, receipt);
    attemptsMade.inc({ outcome });
    this.pacing.answered(of, outcome === 'delivered');
  }

  private leaveAlone(line: string): void {
    this.inHand.add(line);
    setTimeout(() => this.inHand.delete(line), LOST_PAUSE).unref();
  }

  /** The store's clock, asked once a second. */
  private async now(): Promise<Date> {
    if (performance.now() - this.askedAt > 1_000) {
      const askedAt = performance.now();
      this.storeTime = await this.clock.now();
      this.askedAt = askedAt;
    }
    return new Date(this.storeTime.getTime() + (performance.now() - this.askedAt));
  }

  private warn(text: string, error: unknown): false {
    this.logger.warn({ kind: error instanceof Error ? error.name : typeof error }, text);
    return false;
  }
}
