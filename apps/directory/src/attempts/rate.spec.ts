import { describe, expect, it } from '@jest/globals';
import { Rate } from './rate.ts';

const MOST = 300;
const WINDOW_MS = 60_000;

describe('a rate', () => {
  const now = new Date('2026-03-01T10:00:30Z');
  const happen = (rate: Rate, key: string, times: number, at = now) =>
    Array.from({ length: times }, () => rate.admit(key, at)).filter((admitted) => admitted).length;

  it('admits so many in a window and no more, whatever others do', () => {
    const rate = new Rate(MOST, WINDOW_MS);
    expect(happen(rate, '198.51.100.7', MOST + 50)).toBe(MOST);
    expect(happen(rate, '203.0.113.9', 10)).toBe(10);
  });

  it('admits again in the next window', () => {
    const rate = new Rate(MOST, WINDOW_MS);
    happen(rate, '198.51.100.7', MOST + 1);
    expect(happen(rate, '198.51.100.7', 5, new Date(now.getTime() + WINDOW_MS))).toBe(5);
  });
});
