import type { Dimension, TrendSeries } from '@landbridge/contracts';
import type { Explained } from './telling.ts';

export const reports = (dimension: Dimension, value: string): TrendSeries => ({ dimension, value, measure: 'reports' });

/** A trend for the tests of this folder: a rise in a corridor, found in March 2026. */
export const trend = (over: Partial<Explained> = {}): Explained => ({
  id: '00000000-0000-8000-8000-000000000000',
  revision: 1,
  state: 'candidate',
  audience: 'law-enforcement',
  series: { dimension: 'corridor-purpose', value: 'VN>GB:forced-labour', measure: 'victim' },
  shares: [reports('sector', 'F'), reports('platform', 'job-portal')],
  method: 'default',
  firstBucket: '2026-02-23',
  lastBucket: '2026-03-02',
  evidence: { bucket: '2026-03-02', observed: 14, expected: 4.29, upperBound: 9.12, p: 0.0034 },
  organisations: 2,
  countries: 3,
  survivesLeavingOneOut: true,
  artefacts: [],
  evaluatedAt: '2026-03-09T01:00:00Z',
  ...over,
});
