import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '@landbridge/platform';
import { IngestionConfig } from '../ingestion.config.ts';
import type { WithdrawnReport } from '../reports/report.documents.ts';
import { type Age, ReportsRepository } from '../reports/reports.repository.ts';
import { DESTROYS_KEY } from '../reports/withdrawal-event.ts';
import { PurgingService } from './purging.service.ts';
import { keptUntil, readPeriods } from './retention-periods.ts';

const PAGE = 1_000;
/** An instance that was just started has more urgent things to do. */
const FIRST_AFTER_MS = 3600 * 1000;
const EVERY_MS = 24 * 3600 * 1000;

export interface RetentionRun {
  readonly purged: number;
  /** Due, and under a legal hold. */
  readonly held: number;
}

/** Destroys what has been kept long enough, once a day. Several instances that do so at once do it once. */
@Injectable()
export class RetentionService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(RetentionService.name);
  private readonly stop = new AbortController();

  constructor(
    private readonly reports: ReportsRepository,
    private readonly purging: PurgingService,
    private readonly clock: Clock,
    private readonly config: IngestionConfig,
  ) {}

  onApplicationBootstrap(): void {
    void this.daily();
  }

  onModuleDestroy(): void {
    this.stop.abort();
  }

  async run(): Promise<RetentionRun> {
    const periods = readPeriods(this.config.RETENTION_DAYS);
    const now = this.clock.now().toISOString();
    let [purged, held] = [0, 0];
    for (let after: string | undefined; ;) {
      const page = await this.reports.readAges(after, PAGE);
      for (const report of page) {
        if (this.stop.signal.aborted) return { purged, held };
        if (owesForgetting(report)) await this.purging.forget(report);
        if (keptUntil(report, periods) > now) continue;
        const outcome = await this.purging.purge(report._id, 'retention');
        if (outcome === 'purged') purged += 1;
        if (outcome === 'held') held += 1;
      }
      after = page.at(-1)?._id;
      if (after === undefined || page.length < PAGE) return { purged, held };
    }
  }

  private async daily(): Promise<void> {
    const { signal } = this.stop;
    let wait = FIRST_AFTER_MS;
    while (await pause(wait, true, { signal, ref: false }).catch(() => false)) {
      wait = EVERY_MS;
      try {
        this.logger.log({ retention: await this.run() });
      } catch (error) {
        this.logger.error({ retention: 'stopped', kind: error instanceof Error ? error.name : typeof error });
      }
    }
  }
}

/** Its words were to go when consent was withdrawn, and are still there: a legal hold kept them then. */
const owesForgetting = (report: Age): report is Age & Pick<WithdrawnReport, 'reason'> =>
  report.key !== undefined && report.reason !== undefined && DESTROYS_KEY.includes(report.reason);
