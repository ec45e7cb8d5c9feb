import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readRetryAfter, RETRY_DELAYS, retryDelay } from './retry-schedule.ts';

const SECOND = 1000;
const HOUR = 3600 * SECOND;

describe('retryDelay', () => {
  it.each([
    [1, 5 * SECOND],
    [2, 300 * SECOND],
    [3, 1800 * SECOND],
    [4, 2 * HOUR],
    [5, 5 * HOUR],
    [6, 10 * HOUR],
    [7, 10 * HOUR],
    [8, undefined],
  ])('after %s failed attempts waits as Standard Webhooks says', (attempts, expected) => {
    expect(retryDelay(attempts, false, undefined, 0)).toBe(expected);
  });

  it('goes on each day with what must arrive', () => {
    for (const attempts of [8, 9, 1_000]) expect(retryDelay(attempts, true, undefined, 0)).toBe(24 * HOUR);
    expect(retryDelay(1, true, undefined, 0)).toBe(5 * SECOND);
  });

  it('adds at most a fifth, and never comes earlier than the receiver asked, within a day', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 7 }),
        fc.option(fc.nat(1e9), { nil: undefined }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (attempts, askedFor, random) => {
          const delay = retryDelay(attempts, false, askedFor, random) ?? 0;
          const planned = RETRY_DELAYS[attempts - 1] ?? 0;
          expect(delay).toBeGreaterThanOrEqual(Math.max(planned, Math.min(askedFor ?? 0, 24 * HOUR)));
          expect(delay).toBeLessThanOrEqual(Math.max(Math.round(planned * 1.2), 24 * HOUR));
        },
      ),
    );
  });
});

describe('readRetryAfter', () => {
  const now = new Date('2026-03-01T10:00:00Z');
  it.each([
    [undefined, undefined],
    ['120', 120 * SECOND],
    ['Sun, 01 Mar 2026 10:02:00 GMT', 120 * SECOND],
    ['Sun, 01 Mar 2026 09:00:00 GMT', 0],
    ['soon', undefined],
    ['-5', undefined],
  ])('reads %s', (header, expected) => {
    expect(readRetryAfter(header, now)).toBe(expected);
  });
});
