import { randomUUID } from 'node:crypto';
import type { Trend } from '@landbridge/contracts';
import type { Subscription } from './subscriptions/subscription.schema.ts';

/** Builders for this service's tests: a valid thing, with what the test is about laid over it. */

export function trend(over: Partial<Trend> = {}): Trend {
  return {
    id: randomUUID(),
    revision: 1,
    state: 'candidate',
    audience: 'practitioners',
    series: { dimension: 'corridor', value: 'RO>SE', measure: 'reports' },
    method: 'ears',
    firstBucket: '2026-03-02',
    lastBucket: '2026-03-02',
    evidence: { bucket: '2026-03-02', observed: 9, expected: 2.5, upperBound: 6.1 },
    organisations: 3,
    countries: 2,
    survivesLeavingOneOut: true,
    explanation: 'A change in reports received.',
    evaluatedAt: '2026-03-09T01:00:00.000Z',
    ...over,
  };
}

export function subscription(over: Partial<Subscription> = {}): Subscription {
  return {
    _id: randomUUID(),
    organisation: randomUUID(),
    url: 'https://receiver.example/hook',
    events: ['report.accepted', 'report.revised', 'trend.opened', 'trend.revised', 'trend.closed'],
    filters: {},
    purpose: 'prevention',
    secrets: [],
    madeBy: { kind: 'machine' },
    createdAt: new Date('2026-01-01T00:00:00Z'),
    ...over,
  };
}
