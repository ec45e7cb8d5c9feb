import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Lease, type LeaseDocument } from '@landbridge/messaging';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { ReleaseMaker } from './release-maker.ts';

const PAUSE = 2_000;

/** Thrown into the work where the service ends, or another instance has the lease by now. */
class Stopped extends Error {
  override readonly name = 'Stopped';
}

/** Makes releases as they are asked for, in one instance at a time, as long as the service lives. */
@Injectable()
export class ReleaseLoop implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(ReleaseLoop.name);
  private readonly stop = new AbortController();
  private running: Promise<void> | undefined;

  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly maker: ReleaseMaker,
  ) {}

  onApplicationBootstrap(): void {
    this.running = this.run(this.stop.signal);
  }

  async onModuleDestroy(): Promise<void> {
    this.stop.abort();
    await this.running;
  }

  private async run(signal: AbortSignal): Promise<void> {
    await this.connection.asPromise();
    const lease = new Lease(this.connection.collection<LeaseDocument>('statistics-leases'), 'releases', randomUUID());
    while (!signal.aborted) {
      try {
        if (await lease.hold()) await this.makeAll(lease, signal);
      } catch (error) {
        if (!(error instanceof Stopped))
          this.logger.warn({ kind: error instanceof Error ? error.name : typeof error }, 'A release was not finished; it is tried again.');
      }
      await sleep(PAUSE, undefined, { signal }).catch(() => undefined);
    }
    await lease.release().catch(() => undefined);
  }

  private async makeAll(lease: Lease, signal: AbortSignal): Promise<void> {
    const alive = async () => {
      if (signal.aborted || !(await lease.hold())) throw new Stopped();
    };
    for (let made = await this.maker.makeNext(alive); made !== undefined; made = await this.maker.makeNext(alive))
      this.logger.log({ release: made }, 'A release of public figures is published.');
  }
}
