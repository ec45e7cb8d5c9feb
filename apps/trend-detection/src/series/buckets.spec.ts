import { describe, expect, it } from '@jest/globals';
import { bucketOf, dayText, epochDay } from '../counting/calendar.ts';
import type { CounterDocument } from '../counting/counting.collections.ts';
import { type Bucket, bucketSums, layOut } from './buckets.ts';

function document(grain: string, cell: string, recorded: Record<string, number>, observed: Record<string, number> = {}): CounterDocument {
  const slots = (days: Record<string, number>) => Object.fromEntries(Object.entries(days).map(([day, sum]) => [epochDay(day), sum]));
  const sums = { reports: { r: slots(recorded), e: slots(observed) } };
  return { _id: `g|total:all|${grain}|2026|${cell}|0`, key: 'g|total:all', upTo: 0, sums };
}

const sumsOf = (documents: CounterDocument[], bucket: Bucket, clock: 'recorded' | 'observed' = 'recorded') =>
  Object.fromEntries(
    [...bucketSums(documents, { measure: 'reports', bucket, clock }, (cell) => cell !== 'hidden')].map(([day, sum]) => [dayText(day), sum]),
  );

describe('bucketSums', () => {
  const documents = [
    document('day', 'clear', { '2026-03-02': 1, '2026-03-08': 2, '2026-04-01': 3 }),
    document('week', 'clear', { '2026-03-30': 10 }),
    document('month', 'clear', { '2026-03-01': 100 }),
    document('quarter', 'clear', { '2026-01-01': 1_000 }),
    document('year', 'clear', { '2026-01-01': 10_000 }),
    document('day', 'hidden', { '2026-03-02': 7 }),
  ];

  it.each([
    ['week', { '2026-03-02': 3, '2026-03-30': 13 }],
    ['month', { '2026-03-01': 113, '2026-04-01': 3 }],
    ['quarter', { '2026-01-01': 1_113, '2026-04-01': 3 }],
    ['year', { '2026-01-01': 11_116 }],
  ] as const)('of a %s sums the grains no longer than itself, in the cells that count', (bucket, expected) => {
    expect(sumsOf(documents, bucket)).toEqual(expected);
  });

  it('counts by the one clock or the other', () => {
    const both = [document('day', 'clear', { '2026-03-02': 1 }, { '2025-06-03': 1 })];
    expect(sumsOf(both, 'month')).toEqual({ '2026-03-01': 1 });
    expect(sumsOf(both, 'month', 'observed')).toEqual({ '2025-06-01': 1 });
  });
});

describe('layOut', () => {
  it('fills what lies between with nothing', () => {
    const sums = new Map([[epochDay('2026-01-01'), 4]]);
    const buckets = layOut(sums, 'month', epochDay('2026-01-01'), epochDay('2026-03-31'));
    expect(buckets.map(({ from, count }) => [dayText(from), count])).toEqual([
      ['2026-01-01', 4],
      ['2026-02-01', 0],
      ['2026-03-01', 0],
    ]);
  });

  it.each([
    ['week', 53 + 52],
    ['month', 24],
    ['quarter', 8],
    ['year', 2],
  ] as const)('goes through two years by the %s, one of them a leap year', (bucket, number) => {
    const buckets = layOut(new Map(), bucket, bucketOf(epochDay('2020-01-01'), bucket), epochDay('2021-12-31'));
    expect(buckets).toHaveLength(number);
    for (const [i, one] of buckets.slice(1).entries()) expect(one.from).toBe(buckets[i]?.until);
  });
});
