import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dayText, epochDay, weekOf } from '../counting/calendar.ts';
import { GRAINS, grainNamed } from './grain.ts';

const day = fc.integer({ min: -20_000, max: 40_000 });
const grain = fc.constantFrom(...GRAINS);

describe('a grain', () => {
  it.each([
    ['week', '2026-02-23', '2026-03-01'],
    ['month', '2026-03-01', '2026-03-31'],
    ['quarter', '2026-01-01', '2026-03-31'],
    ['year', '2026-01-01', '2026-12-31'],
  ] as const)('has for 1 March 2026 the %s from %s to %s', (name, first, last) => {
    const found = grainNamed(name);
    const bucket = found.bucketOf(epochDay('2026-03-01'));
    expect([dayText(bucket), dayText(found.lastDayOf(bucket))]).toEqual([first, last]);
  });

  it('has each day in one bucket, and buckets that follow each other', () => {
    fc.assert(
      fc.property(grain, day, (cut, one) => {
        const bucket = cut.bucketOf(one);
        expect(bucket <= one && one <= cut.lastDayOf(bucket)).toBe(true);
        expect(cut.bucketOf(cut.lastDayOf(bucket))).toBe(bucket);
        expect(cut.numberOf(cut.later(bucket, 1)) - cut.numberOf(bucket)).toBe(1);
      }),
      { seed: 1 },
    );
  });

  it('counts forwards and backwards alike', () => {
    fc.assert(
      fc.property(grain, day, fc.integer({ min: 0, max: 700 }), (cut, one, buckets) => {
        const bucket = cut.bucketOf(one);
        expect(cut.later(cut.later(bucket, buckets), -buckets)).toBe(bucket);
        expect(cut.between(bucket, cut.later(bucket, buckets))).toBe(buckets + 1);
        expect(cut.between(cut.later(bucket, buckets + 1), bucket)).toBe(0);
      }),
      { seed: 2 },
    );
  });

  it('is closed with the week that its last day lies in, and not before', () => {
    fc.assert(
      fc.property(grain, day, (cut, one) => {
        const week = weekOf(one);
        const closed = cut.closedWith(week);
        expect(cut.lastDayOf(closed)).toBeLessThan(week + 7);
        expect(cut.lastDayOf(cut.later(closed, 1))).toBeGreaterThanOrEqual(week + 7);
      }),
      { seed: 3 },
    );
  });

  it('counts each precision in one of them only', () => {
    for (const precision of ['day', 'week', 'month', 'quarter', 'year'])
      expect(GRAINS.filter(({ counts }) => counts(precision))).toHaveLength(1);
  });
});
