import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { PolicyChanges } from './policy-changes.ts';
import { PolicyRecords } from './policy-records.ts';

const HOUR = 3600_000;

/** Once an hour directory says everything again, so that the compacted topic holds what directory holds, whatever was lost on the way. */
@Injectable()
export class PolicyAudit implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(PolicyAudit.name);
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly records: PolicyRecords,
    private readonly changes: PolicyChanges,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(
      () =>
        void this.republish().catch((error: unknown) =>
          this.logger.warn({ kind: kindOf(error) }, 'The policy context could not be published anew; it is tried again in an hour.'),
        ),
      HOUR,
    );
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** @returns how many records were published anew */
  republish(): Promise<number> {
    return this.changes.republish(async (session) => (await this.records.read(0, session)).map(({ state }) => state));
  }
}

const kindOf = (error: unknown) => (error instanceof Error ? error.name : typeof error);
