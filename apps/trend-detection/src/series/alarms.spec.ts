import { describe, expect, it } from '@jest/globals';
import type { Rise, Told } from '../evaluation/rises.ts';
import { alarmsOf } from './alarms.ts';

describe('alarmsOf', () => {
  const told = (series: Told['series'], measure: Told['measure'] = 'reports'): Told => ({
    series,
    measure,
    method: 'default',
    buckets: 1,
    observed: 9,
    expected: 1,
    bound: 4,
  });
  const rise = (lead: Told, shares: Told[] = []): Rise => ({
    kind: 'rise',
    lead,
    shares,
    organisations: 2,
    countries: 1,
    survivesLeavingOneOut: true,
    artefacts: [],
  });

  it('are the weeks that a series leads or shares, in its measure', () => {
    const buckets = [
      { bucket: 4, rises: [rise(told('origin:RO'))] },
      { bucket: 11, rises: [rise(told('purpose:begging')), rise(told('corridor:RO>SE'), [told('origin:RO')])] },
      { bucket: 18, rises: [rise(told('origin:RO', 'victim'))] },
      { bucket: 25, rises: [rise(told('origin:BG'))] },
    ];
    expect(alarmsOf(buckets, { dimension: 'origin', value: 'RO', measure: 'reports' })).toEqual([4, 11]);
  });
});
