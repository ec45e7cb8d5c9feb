import { describe, expect, it } from '@jest/globals';
import { askedFor } from './asked-for.ts';

describe('askedFor', () => {
  it('asks for a series by all that is said of it, of one series at a time', () => {
    expect(askedFor({ dimension: 'origin', value: 'RO' })).toEqual({
      $or: [{ 'series.dimension': 'origin', 'series.value': 'RO' }, { shares: { $elemMatch: { dimension: 'origin', value: 'RO' } } }],
    });
  });

  it('asks for what is ordinary by its not being said', () => {
    expect(askedFor({ kind: 'rise', grain: 'week' })).toEqual({ kind: { $exists: false }, 'evidence.grain': { $exists: false } });
    expect(askedFor({ kind: 'fall', grain: 'year', method: 'sparse' })).toEqual({
      kind: 'fall',
      'evidence.grain': 'year',
      method: 'sparse',
    });
  });

  it('asks for all where nothing is said', () => {
    expect(askedFor({})).toEqual({});
  });
});
