import { Injectable, Logger } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { Generations } from '../consumer/generations.ts';
import type { Subscription } from '../consumer/subscription.ts';
import { repeat } from '../timing.ts';
import type { ReplayRequester } from './replay-requester.ts';

const ASK_AGAIN_MS = 60_000;

/** Asks the owner for a generation's past until it is there. The owner takes a generation once, however often it is asked. */
@Injectable()
export class ReplayRequests {
  private readonly logger = new Logger('Replay');
  private readonly asking = new Map<string, () => Promise<void>>();

  constructor(
    private readonly modules: ModuleRef,
    private readonly generations: Generations,
  ) {}

  ask({ topic, options }: Subscription, generation: string): void {
    if (!options.replay || this.asking.has(generation)) return;
    const requester = this.modules.get<ReplayRequester>(options.replay.requester, { strict: false });
    const askWhileNeeded = async () => {
      const present = await this.generations.current(topic);
      if (present?._id !== generation || present.state === 'live') void this.asking.get(generation)?.();
      else await this.request(requester, generation);
    };
    this.asking.set(generation, repeat(askWhileNeeded, ASK_AGAIN_MS));
  }

  async stop(): Promise<void> {
    await Promise.all([...this.asking.values()].map((end) => end()));
  }

  private async request(requester: ReplayRequester, generation: string): Promise<void> {
    try {
      await requester.requestReplay(generation);
    } catch (error) {
      this.logger.warn(`The owner could not be asked for the replay of ${generation}; trying again.`);
      throw error;
    }
  }
}
