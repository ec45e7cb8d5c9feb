import { describe, expect, it } from '@jest/globals';
import type { Series } from '../counting/series.ts';
import { membershipOf } from './membership.ts';

const REPORT: { series: Series[] } = { series: ['total:all', 'platform:dating', 'purpose:begging', 'corridor:NP>NO'] };

describe('membershipOf', () => {
  it.each([
    ['combination', 'platform:dating+purpose:begging', true],
    ['combination', 'corridor:NP>NO+platform:dating', true],
    ['combination', 'platform:dating+purpose:organ-removal', false],
    ['corridor-region', 'NP>FI+NO+SE', true],
    ['corridor-region', 'BD+NP>NO', true],
    ['corridor-region', 'NP>FI+SE', false],
  ] as const)('of %s %s', (dimension, value, expected) => {
    expect(membershipOf(dimension, value)?.(REPORT)).toBe(expected);
  });

  it('leaves to the counters what they hold', () => {
    expect(membershipOf('corridor', 'NP>NO')).toBeUndefined();
  });

  it('refuses a script', () => {
    expect(() => membershipOf('script', '0123456789abcdef')).toThrow('404 no-series');
  });
});
