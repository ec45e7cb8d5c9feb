import { Injectable } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { DeliveriesRepository } from './deliveries.repository.ts';

/** Counts, whenever Prometheus asks, what must arrive and does not. While the store does not answer, what was counted last stands. */
@Injectable()
export class OverdueGauge {
  private readonly overdue = new Gauge({
    name: 'webhook_overdue_deliveries',
    help: 'Withdrawals and narrowed reports that receivers did not take in all attempts of the schedule.',
    collect: () => this.count(),
  });

  constructor(private readonly deliveries: DeliveriesRepository) {}

  private async count(): Promise<void> {
    const count = await this.deliveries.countOverdue().catch(() => undefined);
    if (count !== undefined) this.overdue.set(count);
  }
}
