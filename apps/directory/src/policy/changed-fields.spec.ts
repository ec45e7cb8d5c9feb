import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { changedFields } from './changed-fields.ts';

describe('changedFields', () => {
  it.each([
    ['the first version is all of it', undefined, { name: 'A', list: [] }, { name: 'A', list: [] }],
    ['what is equal is no change', { name: 'A', list: [{ a: 1 }] }, { name: 'A', list: [{ a: 1 }] }, {}],
    ['a list that differs is told whole', { list: [1, 2] }, { list: [2] }, { list: [2] }],
    ['what went is null', { name: 'A', owner: 'B' }, { name: 'A' }, { owner: null }],
    ['undefined is as good as gone', { owner: 'B' }, { owner: undefined }, { owner: null }],
    ['and never was', { owner: undefined }, {}, {}],
  ])('%s', (_title, before, after, changed) => {
    expect(changedFields(before, after)).toEqual(changed);
  });

  it('is enough to make the second of the first', () => {
    const thing = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.oneof(fc.integer(), fc.array(fc.string()), fc.boolean()));
    fc.assert(
      fc.property(thing, thing, (before, after) => {
        const made = Object.fromEntries(
          Object.entries({ ...before, ...changedFields(before, after) }).filter(([, value]) => value !== null),
        );
        expect(made).toEqual({ ...after });
      }),
      { seed: 6 },
    );
  });
});
