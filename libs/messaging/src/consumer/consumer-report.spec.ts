import { describe, expect, it } from '@jest/globals';
import { register } from 'prom-client';
import { MessagingHealth } from '../messaging-health.ts';
import { MessagingMetrics } from '../messaging-metrics.ts';
import { ConsumerReport } from './consumer-report.ts';

describe('what is measured of a partition', () => {
  const report = new ConsumerReport(new MessagingHealth(), new MessagingMetrics());
  const shown = () => register.getSingleMetricAsString('landbridge_consumer_lag_events');

  it('is told as long as this instance has it', async () => {
    report.handled({ topic: 'reports', partition: 3 }, 17);
    report.handled({ topic: 'reports', partition: 4 }, 5);
    report.gone({ topic: 'reports', partition: 3 });
    expect(await shown()).toContain('{topic="reports",partition="4"} 5');
    expect(await shown()).not.toContain('partition="3"');
  });
});
