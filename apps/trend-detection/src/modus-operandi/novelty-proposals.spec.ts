import { describe, expect, it } from '@jest/globals';
import { SLUG, type Trend } from '@landbridge/contracts';
import fc from 'fast-check';
import { noveltyOf, tagOfCombination } from './novelty-proposals.ts';

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

describe('what a trend has that is new', () => {
  const trendOf = (kind: Trend['kind'], dimension: Trend['series']['dimension'], value: string, state: Trend['state'] = 'candidate') =>
    ({ id: 't', audience: 'practitioners', kind, state, series: { dimension, value, measure: 'reports' } }) as Trend;
  const told = { audience: 'practitioners', trend: 't' };
  const tag = 'b8f5c3de-0000-4000-8000-000000000000';

  it.each([
    ['a tag', trendOf('new-code', 'modus-operandi', 'gift-cards'), { tag: 'gift-cards', ...told }],
    ['a combination', trendOf('new-combination', 'combination', 'lure:job+means:debt'), { combination: 'lure:job+means:debt', ...told }],
    ['a script', trendOf('spreading-script', 'script', '0123456789abcdef'), { script: '0123456789abcdef', ...told }],
    [
      'a tag of what was over when it was found',
      trendOf('new-code', 'modus-operandi', 'gift-cards', 'closed'),
      { tag: 'gift-cards', ...told },
    ],
  ])('is %s', (_, trend, novelty) => {
    expect(noveltyOf(trend)).toEqual(novelty);
  });

  it.each([
    ['a rise', trendOf('rise', 'modus-operandi', 'gift-cards')],
    ['a code of a list', trendOf('new-code', 'platform', 'marketplace')],
    ['an entry named by its key', trendOf('new-code', 'modus-operandi', tag)],
    ['one that was dismissed', trendOf('new-code', 'modus-operandi', 'gift-cards', 'dismissed')],
    ['one that was taken back', trendOf('new-combination', 'combination', 'lure:job+means:debt', 'retracted')],
  ])('is nothing of %s', (_, trend) => {
    expect(noveltyOf(trend)).toBeUndefined();
  });
});
