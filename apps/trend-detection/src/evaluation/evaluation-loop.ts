import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { PolicyContext } from '@landbridge/messaging';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { EvaluationLease } from './evaluation-lease.ts';
import { EvaluationService } from './evaluation.service.ts';

const PAUSE = 1_000;

/** Runs rounds of evaluation one after the other, as long as the service lives. */
@Injectable()
export class EvaluationLoop implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(EvaluationLoop.name);
  private readonly stop = new AbortController();
  private running: Promise<void> | undefined;

  constructor(
    private readonly policy: PolicyContext,
    private readonly evaluation: EvaluationService,
    private readonly lease: EvaluationLease,
  ) {}

  onApplicationBootstrap(): void {
    this.running = this.run(this.stop.signal);
  }

  async onModuleDestroy(): Promise<void> {
    this.stop.abort();
    await this.running;
    await this.lease.release().catch(() => undefined);
  }

  private async run(signal: AbortSignal): Promise<void> {
    // without the communities it would evaluate for the public alone
    await Promise.race([this.policy.ready(), once(signal, 'abort')]);
    while (!signal.aborted) {
      try {
        await this.evaluation.round(signal);
      } catch (error) {
        this.logger.warn(
          { kind: error instanceof Error ? error.name : typeof error },
          'A round of evaluation failed; the next one goes on.',
        );
      }
      await sleep(PAUSE, undefined, { signal }).catch(() => undefined);
    }
  }
}
