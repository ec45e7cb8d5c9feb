import { describe, expect, it } from '@jest/globals';
import { epochDay } from '../counting/calendar.ts';
import { PERIOD, periodOf, periodsFrom } from './period.ts';

describe('periods', () => {
  it.each([
    ['2025-01-01', '2025', '2025-Q1'],
    ['2025-03-31', '2025', '2025-Q1'],
    ['2024-12-31', '2024', '2024-Q4'],
    ['2024-02-29', '2024', '2024-Q1'],
    ['1999-07-01', '1999', '1999-Q3'],
  ])('%s lies in %s and %s', (day, year, quarter) => {
    expect(periodOf(epochDay(day), 'year')).toBe(year);
    expect(periodOf(epochDay(day), 'quarter')).toBe(quarter);
  });

  it.each([
    ['2023', '2025', ['2023', '2024', '2025'], '2023-01-01', '2026-01-01'],
    ['2025', '2025', ['2025'], '2025-01-01', '2026-01-01'],
    ['2024-Q3', '2025-Q2', ['2024-Q3', '2024-Q4', '2025-Q1', '2025-Q2'], '2024-07-01', '2025-07-01'],
    ['2025-Q2', '2025-Q1', [], '2025-04-01', '2025-04-01'],
    ['2025', '2023', [], '2025-01-01', '2024-01-01'],
  ])('go from %s to %s', (first, last, names, from, until) => {
    expect(periodsFrom(first, last)).toMatchObject({ names, from: epochDay(from), until: epochDay(until) });
  });

  it('reach over leap years and every end of a quarter', () => {
    const quarters = periodsFrom('1996-Q1', '2005-Q4').names;
    expect(quarters).toHaveLength(40);
    expect(new Set(quarters).size).toBe(40);
    expect(periodsFrom('1900', '2099').names).toHaveLength(200);
  });

  it.each(['2025-Q5', '2025-Q0', '25', '2025-1', '2025-q1', '1899', '2025-Q1 ', ''])('are not %j', (name) => {
    expect(PERIOD.test(name)).toBe(false);
  });
});
