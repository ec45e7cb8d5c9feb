import { describe, expect, it } from '@jest/globals';
import { SLUG } from '@landbridge/contracts';
import fc from 'fast-check';
import { tagOfCombination } from './novelty-proposals.ts';

describe('the tag of a combination', () => {
  it.each([
    ['platform:marketplace+subsector:delivery', 'platform-marketplace-subsector-delivery'],
    ['corridor:NP>FI+sector:F', 'corridor-np-fi-sector-f'],
  ])('of %s is %s', (combination, tag) => {
    expect(tagOfCombination(combination)).toBe(tag);
  });

  it('is always one, and another one for long ones that begin alike', () => {
    fc.assert(fc.property(fc.string({ maxLength: 200 }), (text) => SLUG.test(tagOfCombination(`platform:${text}`))));
    const long = `platform:community-group+subsector:construction-and-roads+lure:`;
    expect(tagOfCombination(`${long}job`)).not.toBe(tagOfCombination(`${long}migration`));
  });
});
