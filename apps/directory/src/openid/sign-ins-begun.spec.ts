import { describe, expect, it } from '@jest/globals';
import { MOST_BEGUN, SignInsBegun } from './sign-ins-begun.ts';

describe('sign-ins that an address begins', () => {
  const now = new Date('2026-03-01T10:00:30Z');
  const begin = (begun: SignInsBegun, address: string, times: number, at = now) =>
    Array.from({ length: times }, () => begun.admit(address, at)).filter((admitted) => admitted).length;

  it('are so many in a minute and no more, whatever others begin', () => {
    const begun = new SignInsBegun();
    expect(begin(begun, '198.51.100.7', MOST_BEGUN + 50)).toBe(MOST_BEGUN);
    expect(begin(begun, '203.0.113.9', 10)).toBe(10);
  });

  it('are let in again in the next minute', () => {
    const begun = new SignInsBegun();
    begin(begun, '198.51.100.7', MOST_BEGUN + 1);
    expect(begin(begun, '198.51.100.7', 5, new Date(now.getTime() + 60_000))).toBe(5);
  });
});
