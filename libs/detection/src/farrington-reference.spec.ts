import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { referenceOf, type Reference, type ReferenceOptions } from './farrington-reference.ts';

const weekly = { b: 2, w: 3, bucketsPerYear: 52, noPeriods: 10, pastWeeksNotIncluded: 26 };

describe('What a bucket is compared with', () => {
  it('takes the season around the anniversaries last, without the newest buckets', () => {
    expect(periodsOf(referenceOf(weekly)).at(-1)).toEqual([107, 106, 105, 104, 103, 102, 101, 55, 54, 53, 52, 51, 50, 49]);
  });

  it('splits 45 weeks between two seasons into nine blocks of five, oldest first', () => {
    const [first, second] = periodsOf(referenceOf({ ...weekly, pastWeeksNotIncluded: 0 }));
    expect(first).toEqual([100, 99, 98, 97, 96, 48, 47, 46, 45, 44]);
    expect(second).toEqual([95, 94, 93, 92, 91, 43, 42, 41, 40, 39]);
  });

  it('lets the first blocks take what is left over', () => {
    const periods = periodsOf(referenceOf({ ...weekly, b: 1, noPeriods: 5, pastWeeksNotIncluded: 0 }));
    expect(periods.map(({ length }) => length)).toEqual([12, 11, 11, 11, 10]);
  });

  it('takes the seasons alone where there is one period', () => {
    const periods = periodsOf(referenceOf({ ...weekly, noPeriods: 1, pastWeeksNotIncluded: 3 }));
    expect(periods).toHaveLength(1);
    expect(periods[0]).toHaveLength(14);
  });

  it('leaves out a period whose every bucket is too new', () => {
    expect(periodsOf(referenceOf({ ...weekly, b: 1 }))).toHaveLength(6);
  });

  it('takes every bucket of the history once', () => {
    const options = fc
      .record({
        b: fc.integer({ min: 2, max: 6 }),
        w: fc.nat(5),
        pastWeeksNotIncluded: fc.nat(60),
        noPeriods: fc.integer({ min: 2, max: 30 }),
      })
      .map((some): ReferenceOptions => ({ ...weekly, ...some }));
    fc.assert(
      fc.property(options, (some) => {
        const { ages, oldest } = referenceOf(some);
        const newest = some.pastWeeksNotIncluded + 1;
        expect([...ages].sort((a, b) => a - b)).toEqual(Array.from({ length: oldest - newest + 1 }, (_, i) => newest + i));
      }),
    );
  });

  it('refuses what no regression can come of', () => {
    expect(() => referenceOf({ ...weekly, noPeriods: 47 })).toThrow('noPeriods must be a whole number from 1 to 46, and is 47.');
    expect(() => referenceOf({ ...weekly, pastWeeksNotIncluded: -1 })).toThrow(RangeError);
    expect(() => referenceOf({ ...weekly, b: 1, w: 0, noPeriods: 1 })).toThrow(
      'b = 1, w = 0 and pastWeeksNotIncluded = 26 leave too few buckets to compare with.',
    );
    expect(() => referenceOf({ ...weekly, pastWeeksNotIncluded: 200 })).toThrow(RangeError);
  });
});

function periodsOf({ ages, starts }: Reference): number[][] {
  return starts.slice(1).map((end, period) => [...ages.slice(starts[period], end)]);
}
