import { describe, expect, it } from '@jest/globals';
import { PRECISIONS } from '@landbridge/contracts';
import fc from 'fast-check';
import { bucketOf, dayText, epochDay, weekOf, yearOf } from './calendar.ts';

const days = fc.integer({ min: epochDay('1900-01-01'), max: epochDay('2199-12-31') });

describe('the calendar', () => {
  it.each([
    ['2026-03-04T23:59:59.999Z', 'day', '2026-03-04'],
    ['2026-03-04T00:00:00Z', 'week', '2026-03-02'],
    ['2027-01-01', 'week', '2026-12-28'],
    ['2026-03-31', 'month', '2026-03-01'],
    ['2026-03-31', 'quarter', '2026-01-01'],
    ['2024-12-31', 'quarter', '2024-10-01'],
    ['2026-12-31', 'year', '2026-01-01'],
    ['1969-12-31', 'week', '1969-12-29'],
  ] as const)('puts %s into the %s of %s', (instant, grain, first) => {
    expect(dayText(bucketOf(epochDay(instant), grain))).toBe(first);
  });

  it('begins every week on a Monday, at most six days before', () => {
    fc.assert(
      fc.property(days, (day) => {
        expect(new Date(dayText(weekOf(day))).getUTCDay()).toBe(1);
        expect(day - weekOf(day)).toBeGreaterThanOrEqual(0);
        expect(day - weekOf(day)).toBeLessThan(7);
      }),
    );
  });

  it('never puts a day into a later bucket, and a first day into itself', () => {
    fc.assert(
      fc.property(days, fc.constantFrom(...PRECISIONS), (day, grain) => {
        const first = bucketOf(day, grain);
        expect(first).toBeLessThanOrEqual(day);
        expect(bucketOf(first, grain)).toBe(first);
        if (grain !== 'week') expect(yearOf(first)).toBe(yearOf(day));
      }),
    );
  });
});
