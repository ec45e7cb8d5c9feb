import { readFileSync, statSync } from 'node:fs';
import { Inject, Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { SERVICE_CONFIG } from './tokens.ts';
import type { ServiceConfig } from './config.ts';

/** The present. All code that asks for the time asks here, so that tests and the demo can move it. */
@Injectable()
export class Clock {
  private offset = 0;
  private readAt = -1;

  constructor(@Inject(SERVICE_CONFIG) private readonly config: Pick<ServiceConfig, 'CLOCK_FILE'>) {}

  now(): Date {
    return new Date(Date.now() + this.offsetMs());
  }

  /** Milliseconds that the clock is moved; 0 outside tests and the demo. */
  offsetMs(): number {
    if (this.config.CLOCK_FILE !== undefined) this.readOffset(this.config.CLOCK_FILE);
    return this.offset;
  }

  private readOffset(file: string): void {
    const { mtimeMs } = statSync(file);
    if (mtimeMs === this.readAt) return;
    this.readAt = mtimeMs;
    this.offset = Number(readFileSync(file, 'utf8')) || 0;
  }
}

/** The clock of this service's MongoDB, one for all instances. */
@Injectable()
export class StoreClock {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly clock: Clock,
  ) {}

  async now(): Promise<Date> {
    const hello = await this.connection.asPromise().then((connected) => connected.db?.admin().command({ hello: 1 }));
    const localTime: unknown = hello?.['localTime'];
    if (!(localTime instanceof Date)) throw new Error('MongoDB did not tell its time.');
    return new Date(localTime.getTime() + this.clock.offsetMs());
  }
}
