import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { KeyRing } from '@landbridge/platform';
import fc from 'fast-check';
import type { Attempt } from './attempt.schema.ts';
import type { AttemptsRepository } from './attempts.repository.ts';
import { Attempts, BY_ADDRESS, BY_NAME, type Counted, waitAfter } from './attempts.ts';

describe('the wait after failed attempts', () => {
  it('is none for who mistypes, and then doubles up to an hour', () => {
    expect([1, 4, 5, 6, 7, 11, 12, 13, 1000].map((failures) => waitAfter(failures, BY_NAME) / 1000)).toEqual([
      0, 0, 30, 60, 120, 1920, 3600, 3600, 3600,
    ]);
  });

  it('never gets shorter', () => {
    fc.assert(
      fc.property(fc.nat(5000), fc.constantFrom(BY_NAME, BY_ADDRESS), (failures, backOff) => {
        expect(waitAfter(failures + 1, backOff)).toBeGreaterThanOrEqual(waitAfter(failures, backOff));
        expect(waitAfter(failures, backOff)).toBeLessThanOrEqual(backOff.longestMs);
      }),
    );
  });
});

describe('failed attempts', () => {
  const HOUR_MS = 3600_000;
  let kept: Attempt | undefined;
  const attempts = new Attempts(
    {
      find: () => Promise.resolve(kept),
      replace: (next: Attempt, before: number) => Promise.resolve((kept?.failures ?? 0) === before && ((kept = next), true)),
    } as unknown as AttemptsRepository,
    new KeyRing(randomBytes(32)),
  );
  beforeEach(() => {
    kept = undefined;
    jest.useFakeTimers({ now: new Date('2026-03-01T10:00:00Z') });
  });
  afterEach(() => void jest.useRealTimers());

  it.each<[string, Counted, number]>([
    ['an address are forgotten a day after the first, however it goes on', 'address', 1],
    ['a name are forgotten after a quiet day', 'name', 3],
  ])('of %s', async (_title, kind, expected) => {
    for (const hours of [0, 23, 2]) {
      jest.advanceTimersByTime(hours * HOUR_MS);
      expect(await attempts.begin(kind, 'x')).toBe(true);
    }
    expect(kept?.failures).toBe(expected);
  });
});
