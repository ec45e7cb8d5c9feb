import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { PolicyContext } from '@landbridge/messaging';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { ReviewsService } from './reviews.service.ts';

const REST = 500;
/** So often all subscribers are looked at, for agreements that ended and for what nobody heard. */
const LOOK_AT_ALL = 10_000;

/** Looks, as long as the service lives, for organisations whose standing has changed. */
@Injectable()
export class ReviewLoop implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(ReviewLoop.name);
  private readonly stop = new AbortController();
  private changed = new Set<string>();
  private lookedAt = -Infinity;
  private running: Promise<void> | undefined;
  private unhear: (() => void) | undefined;

  constructor(
    private readonly policy: PolicyContext,
    private readonly reviews: ReviewsService,
  ) {}

  onApplicationBootstrap(): void {
    this.unhear = this.policy.onChange((subject) => {
      if (this.policy.organisation(subject)) this.changed.add(subject);
      // a charter that changed may concern any of its members
      else this.lookedAt = -Infinity;
    });
    this.running = this.run(this.stop.signal);
  }

  async onModuleDestroy(): Promise<void> {
    this.unhear?.();
    this.stop.abort();
    await this.running;
  }

  private async run(signal: AbortSignal): Promise<void> {
    await Promise.race([this.policy.ready(), once(signal, 'abort')]);
    while (!signal.aborted) {
      const found = await this.round(signal).catch((error: unknown) => {
        this.lookedAt = -Infinity;
        this.logger.warn({ kind: error instanceof Error ? error.name : typeof error }, 'A review was broken off; it goes on.');
        return false;
      });
      if (!found) await sleep(REST, undefined, { signal }).catch(() => undefined);
    }
  }

  /** @returns whether there was something to review */
  private async round(signal: AbortSignal): Promise<boolean> {
    await this.look();
    return this.reviews.reviewNext(signal);
  }

  private async look(): Promise<void> {
    const { changed } = this;
    this.changed = new Set();
    const now = performance.now();
    if (now - this.lookedAt > LOOK_AT_ALL) {
      this.lookedAt = now;
      await this.reviews.notice();
    } else if (changed.size > 0) await this.reviews.notice([...changed]);
  }
}
