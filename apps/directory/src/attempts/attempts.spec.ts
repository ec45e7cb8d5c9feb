import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BY_ADDRESS, BY_NAME, waitAfter } from './attempts.ts';

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
