import { describe, expect, it } from '@jest/globals';
import { compileCheck, TrendSeries } from '@landbridge/contracts';
import { structuredReport } from '@landbridge/contracts/testing';
import { partsOf, seriesOf, TOTAL, widerThan } from './series.ts';

describe('seriesOf', () => {
  it('names every series of a report, each once', () => {
    const report = structuredReport({
      purposes: ['forced-labour', 'servitude'],
      sectors: [{ section: 'F', subsector: 'construction-and-roads' }, { section: 'F' }],
      means: ['deception'],
      recruitment: { method: 'online-advertisement', platformType: 'job-portal', lure: 'job', strategy: 'fishing' },
      modusOperandi: ['passport-taken'],
      financialIndicators: ['funnel-account'],
      where: { citizenships: ['RO', 'MD'], origin: 'RO', transit: ['HU'], exploitation: 'SE' },
    });
    expect(seriesOf(report)).toEqual([
      'total:all',
      'purpose:forced-labour',
      'purpose:servitude',
      'sector:F',
      'subsector:construction-and-roads',
      'means:deception',
      'recruitment-method:online-advertisement',
      'platform:job-portal',
      'lure:job',
      'modus-operandi:passport-taken',
      'financial-indicator:funnel-account',
      'citizenship:RO',
      'citizenship:MD',
      'origin:RO',
      'transit:HU',
      'exploitation:SE',
      'corridor:RO>SE',
      'corridor-purpose:RO>SE:forced-labour',
      'corridor-purpose:RO>SE:servitude',
    ]);
  });

  it('counts a domestic case in a corridor, and an unknown place in none', () => {
    expect(seriesOf(structuredReport({ where: { origin: 'FR', exploitation: 'FR' } }))).toContain('corridor:FR>FR');
    const unknown = seriesOf(structuredReport({ where: { exploitation: 'FR' } }));
    expect(unknown.filter((series) => series.startsWith('corridor'))).toEqual([]);
  });

  it('makes only names that the contract of trends knows and that are safe in a key', () => {
    const check = compileCheck(TrendSeries);
    for (const series of seriesOf(structuredReport())) {
      expect(check.explain({ ...partsOf(series), measure: 'reports' })).toEqual([]);
      expect(series).not.toContain('|');
    }
  });

  it('counts a bare report in the total', () => {
    const { observed, basis, usePurposes, marking, attribution, ...rest } = structuredReport();
    const { id, revision, contributor, recordedAt, acceptedAt, palermoComplete, concernsMinors, hasNarrative } = rest;
    const bare = { observed, basis, usePurposes, marking, attribution, id, revision, contributor, recordedAt, acceptedAt, palermoComplete };
    expect(seriesOf({ ...bare, concernsMinors, hasNarrative })).toEqual([TOTAL]);
  });
});

describe('widerThan', () => {
  it.each([
    ['corridor-purpose:RO>SE:forced-labour', ['corridor:RO>SE', TOTAL]],
    ['citizenship:RO', ['origin:RO', TOTAL]],
    ['corridor:RO>SE', [TOTAL]],
    [TOTAL, []],
  ] as const)('of %s is %j', (series, wider) => {
    expect(widerThan(series)).toEqual(wider);
  });
});
