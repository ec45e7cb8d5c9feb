import { describe, expect, it } from '@jest/globals';
import { SLUG } from '@landbridge/contracts';
import fc from 'fast-check';
import { noveltyNamed, tagOfCombination } from './novelty-proposals.ts';

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

describe('a series that is new', () => {
  const of = { audience: 'practitioners', trend: 't' };

  it.each([
    ['modus-operandi', 'gift-cards', { tag: 'gift-cards', ...of }],
    ['combination', 'lure:job+means:debt', { combination: 'lure:job+means:debt', ...of }],
    ['script', '0123456789abcdef', { script: '0123456789abcdef', ...of }],
    // a code of a list has its name, and a key is that of an entry that there is
    ['platform', 'marketplace', undefined],
    ['modus-operandi', 'b8f5c3de-0000-4000-8000-000000000000', undefined],
  ] as const)('of %s, %s, would be an entry for %j', (dimension, value, novelty) => {
    expect(noveltyNamed({ dimension, value }, of)).toEqual(novelty);
  });
});
