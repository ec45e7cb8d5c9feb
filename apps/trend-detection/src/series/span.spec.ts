import { describe, expect, it } from '@jest/globals';
import { dayText } from '../counting/calendar.ts';
import { spanOf } from './span.ts';

const NOW = new Date('2026-03-09T02:00:00Z');
const span = (from?: string, to?: string) => {
  const found = spanOf({ from, to }, NOW);
  return [dayText(found.from), dayText(found.to)];
};

describe('spanOf', () => {
  it.each([
    [undefined, undefined, '2025-03-10', '2026-03-09'],
    ['2026-01-01', undefined, '2026-01-01', '2026-03-09'],
    [undefined, '2024-12-31', '2024-01-02', '2024-12-31'],
    ['2024-02-29', '2024-02-29', '2024-02-29', '2024-02-29'],
    ['2019-01-01', '2023-12-31', '2019-01-01', '2023-12-31'],
    ['2020-01-01', '2024-12-31', '2020-01-01', '2024-12-31'],
  ])('from %s to %s is from %s to %s', (from, to, first, last) => {
    expect(span(from, to)).toEqual([first, last]);
  });

  it.each([
    ['2026-03-02', '2026-03-01', 'span-backwards'],
    ['2020-01-01', '2025-01-01', 'span-too-long'],
    ['2019-01-01', undefined, 'span-too-long'],
  ])('refuses from %s to %s as %s', (from, to, type) => {
    expect(() => span(from, to)).toThrow(type);
  });
});
