import { describe, expect, it } from '@jest/globals';
import type { Trend } from '@landbridge/contracts';
import { structuredReport } from '@landbridge/contracts/testing';
import { trend } from '../testing.ts';
import { reportFits, trendFits } from './matching.ts';
import type { Filters } from './subscription.schema.ts';

describe('reportFits', () => {
  const report = structuredReport({
    where: { citizenships: ['MD'], origin: 'RO', transit: ['HU'], exploitation: 'SE' },
    purposes: ['forced-labour'],
  });
  it.each<[Filters, boolean]>([
    [{}, true],
    [{ countries: ['MD'] }, true],
    [{ countries: ['HU', 'XK'] }, true],
    [{ countries: ['SE'] }, true],
    [{ countries: ['DE'] }, false],
    [{ purposes: ['forced-labour', 'begging'] }, true],
    [{ purposes: ['begging'] }, false],
    [{ corridors: ['RO>SE'] }, true],
    [{ corridors: ['SE>RO'] }, false],
    [{ countries: ['SE'], purposes: ['begging'] }, false],
    [{ dimension: 'platform' }, true],
  ])('%j fits: %s', (filters, fits) => {
    expect(reportFits(filters, report)).toBe(fits);
  });

  it('does not fit a filter on what the report does not state', () => {
    const unknown = structuredReport({ where: {}, purposes: [] });
    expect(
      [{ countries: ['SE'] }, { purposes: ['begging' as const] }, { corridors: ['RO>SE'] }].map((filters) => reportFits(filters, unknown)),
    ).toEqual([false, false, false]);
  });
});

describe('trendFits', () => {
  it.each<[Partial<Trend['series']>, Filters, boolean]>([
    [{ dimension: 'corridor', value: 'RO>SE' }, { corridors: ['RO>SE'] }, true],
    [{ dimension: 'corridor', value: 'RO>SE' }, { countries: ['SE'] }, true],
    [{ dimension: 'corridor-purpose', value: 'RO>SE:forced-labour' }, { corridors: ['RO>SE'], purposes: ['forced-labour'] }, true],
    [{ dimension: 'corridor-purpose', value: 'RO>SE:forced-labour' }, { purposes: ['begging'] }, false],
    [{ dimension: 'purpose', value: 'begging' }, { purposes: ['begging'] }, true],
    [{ dimension: 'exploitation', value: 'SE' }, { countries: ['SE'] }, true],
    [{ dimension: 'platform', value: 'job-portal' }, { countries: ['SE'] }, false],
    [{ dimension: 'platform', value: 'job-portal' }, { dimension: 'platform' }, true],
    [{ dimension: 'platform', value: 'job-portal' }, { dimension: 'total' }, false],
    [{ dimension: 'total', value: 'all' }, {}, true],
  ])('%j and %j: %s', (series, filters, fits) => {
    expect(trendFits(filters, trend({ series: { measure: 'reports', dimension: 'total', value: 'all', ...series } }))).toBe(fits);
  });
});
