import { describe, expect, it } from '@jest/globals';
import { Reasons } from './reasons.ts';

describe('Reasons', () => {
  it('counts lines with the same reason together, the most frequent first', () => {
    const reasons = new Reasons();
    reasons.add([{ pointer: '/where/exploitation', detail: 'must be a country.' }]);
    reasons.add([{ pointer: '/quantities/0/value', detail: 'must be an integer.' }]);
    reasons.add([{ pointer: '/quantities/12/value', detail: 'must be an integer.' }]);
    expect(reasons.list()).toEqual([
      { reason: 'quantities.value: must be an integer.', lines: 2 },
      { reason: 'where.exploitation: must be a country.', lines: 1 },
    ]);
  });

  it('takes the first reason of a line with several', () => {
    const reasons = new Reasons();
    reasons.add([
      { pointer: '', detail: 'This is not a JSON document.' },
      { pointer: '/basis', detail: 'is missing.' },
    ]);
    reasons.add([]);
    expect(reasons.list().map(({ reason }) => reason)).toEqual(['No reason was given.', 'This is not a JSON document.']);
  });

  it('leaves out which report is meant', () => {
    const reasons = new Reasons();
    for (const id of ['0b0e8b3c-6a55-4d5c-9a5e-000000000001', '0b0e8b3c-6a55-4d5c-9a5e-000000000002'])
      reasons.add([{ pointer: '/externalIds', detail: `An external id stands for report ${id}.` }]);
    expect(reasons.list()).toEqual([{ reason: 'externalIds: An external id stands for report ….', lines: 2 }]);
  });

  it('joins what several loads were told', () => {
    const all = new Reasons();
    for (let load = 0; load < 3; load++) {
      const one = new Reasons();
      one.add([{ pointer: '/basis', detail: 'is missing.' }]);
      all.addAll(one);
    }
    expect(all.list()).toEqual([{ reason: 'basis: is missing.', lines: 3 }]);
  });
});
