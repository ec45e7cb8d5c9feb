import { describe, expect, it } from '@jest/globals';
import { epochDay } from '../counting/calendar.ts';
import { grainNamed, WEEK } from '../evaluation/grain.ts';
import { expectationsOf } from './expectations.ts';

const MONDAY = epochDay('2026-01-05');
const weeks = (number: number) => ({ from: MONDAY, counts: Array.from({ length: number }, (_, i) => 4 + (i % 3)) });

describe('expectationsOf', () => {
  it('expects nothing before there is a history', () => {
    expect(expectationsOf(weeks(8), WEEK, MONDAY).size).toBe(0);
  });

  it('expects of a week what the weeks before it were like', () => {
    const found = expectationsOf(weeks(12), WEEK, MONDAY);
    expect([...found.keys()]).toEqual([8, 9, 10, 11].map((i) => MONDAY + 7 * i));
    for (const { expected, upper, lower } of found.values()) {
      expect(expected).toBeGreaterThan(4);
      expect(expected).toBeLessThan(6);
      expect(upper).toBeGreaterThan(expected);
      expect(lower).toBeLessThan(expected);
    }
  });

  it('goes by the method that such a series is evaluated by', () => {
    const last = [...expectationsOf(weeks(12), WEEK, MONDAY, 'ears-c1').values()].at(-1)!;
    // of 5, 6, 4, 5, 6, 4 and 5: mean 5, standard deviation √(4/6)
    expect(last).toMatchObject({ expected: 5, upper: expect.closeTo(5 + 3.090232 * Math.sqrt(4 / 6), 3) });
  });

  it('looks at what is asked for, and at five years at most', () => {
    expect([...expectationsOf(weeks(12), WEEK, MONDAY + 70).keys()]).toEqual([MONDAY + 70, MONDAY + 77]);
    expect(expectationsOf(weeks(300), WEEK, MONDAY).size).toBe(260);
  });

  it('expects of a month what the months before it were like', () => {
    const from = epochDay('2025-01-01');
    const found = expectationsOf({ from, counts: weeks(13).counts }, grainNamed('month'), epochDay('2025-12-01'));
    expect([...found.keys()]).toEqual([epochDay('2025-12-01'), epochDay('2026-01-01')]);
  });

  it('takes a week below nothing for an empty one', () => {
    expect(expectationsOf({ from: MONDAY, counts: [...weeks(9).counts, -1] }, WEEK, MONDAY).size).toBe(2);
  });
});
