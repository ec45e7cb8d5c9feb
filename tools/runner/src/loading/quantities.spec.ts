import { describe, expect, it } from '@jest/globals';
import { addSums, sameSums, sumsOf } from './quantities.ts';

describe('sums of quantities', () => {
  it('never adds one unit to another', () => {
    const one = sumsOf({ quantities: [{ unit: 'victim', value: 2 }, { unit: 'victim', value: 3 }, { unit: 'event', value: 1 }] }); // prettier-ignore
    expect(one).toEqual({ victim: 5, event: 1 });
    expect(addSums([one, { victim: -1 }, {}])).toEqual({ victim: 4, event: 1 });
    expect(sumsOf({})).toEqual({});
  });

  it('takes a unit that sums to 0 for one that is left out', () => {
    expect(sameSums({ victim: 2, event: 0 }, { victim: 2 })).toBe(true);
    expect(sameSums({ victim: 2 }, { victim: 3 })).toBe(false);
    expect(sameSums({}, { victim: 3 })).toBe(false);
  });
});
