import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { AgreementsService } from './agreements.service.ts';

const HOUR = 3600_000;

/** At the start and once an hour, agreements that are over leave the policy context. Nobody read by them since their end. */
@Injectable()
export class AgreementExpiry implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(AgreementExpiry.name);
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly agreements: AgreementsService) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.check(), HOUR);
    void this.check();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  private async check(): Promise<void> {
    await this.agreements.expire().catch((error: unknown) => {
      const kind = error instanceof Error ? error.name : typeof error;
      this.logger.warn({ kind }, 'Agreements that are over could not be taken out; it is tried again in an hour.');
    });
  }
}
