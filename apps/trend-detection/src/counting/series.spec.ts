import { describe, expect, it } from '@jest/globals';
import { compileCheck, isSeriesValue, TrendSeries, type StructuredReport } from '@landbridge/contracts';
import { structuredReport } from '@landbridge/contracts/testing';
import { COUNTED_DIMENSIONS } from '../evaluation/method-choice.ts';
import { partsOf, seriesOf, TOTAL } from './series.ts';

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
      'country-purpose-sector:SE:forced-labour:F',
      'country-purpose-sector:SE:servitude:F',
    ]);
  });

  it('counts a domestic case in a corridor, and an unknown place in none', () => {
    expect(seriesOf(structuredReport({ where: { origin: 'FR', exploitation: 'FR' } }))).toContain('corridor:FR>FR');
    const unknown = seriesOf(structuredReport({ where: { exploitation: 'FR' } }));
    expect(unknown.filter((series) => series.startsWith('corridor'))).toEqual([]);
  });

  it('counts what is exploited online on a corridor of its own, beside the country if one is known', () => {
    const corridors = (where: NonNullable<StructuredReport['where']>) =>
      seriesOf(structuredReport({ where })).filter((series) => series.startsWith('corridor:'));
    expect(corridors({ origin: 'RO', online: true })).toEqual(['corridor:RO>online']);
    expect(corridors({ origin: 'RO', exploitation: 'SE', online: true })).toEqual(['corridor:RO>SE', 'corridor:RO>online']);
  });

  it('makes only names that the contract of trends knows and that are safe in a key', () => {
    const check = compileCheck(TrendSeries);
    for (const series of seriesOf(structuredReport())) {
      expect(check.explain({ ...partsOf(series), measure: 'reports' })).toEqual([]);
      expect(series).not.toContain('|');
    }
  });

  it('makes only values that their dimension can have, so that each can be asked for', () => {
    const places = { citizenships: ['RO'], origin: 'RO', transit: ['HU'], exploitation: 'SE', online: true };
    const report = structuredReport({
      where: places,
      recruitment: { method: 'work', platformType: 'offline', lure: 'other' },
      modusOperandi: ['passport-taken'],
      financialIndicators: ['tickets-in-bulk'],
    });
    const made = seriesOf(report).map(partsOf);
    expect(new Set(made.map(({ dimension }) => dimension)).size).toBe(COUNTED_DIMENSIONS.length);
    expect(made.filter(({ dimension, value }) => !isSeriesValue(dimension, value))).toEqual([]);
  });

  it('counts a bare report in the total', () => {
    const { observed, basis, usePurposes, marking, attribution, ...rest } = structuredReport();
    const { id, revision, contributor, recordedAt, acceptedAt, palermoComplete, concernsMinors, hasNarrative } = rest;
    const bare = { observed, basis, usePurposes, marking, attribution, id, revision, contributor, recordedAt, acceptedAt, palermoComplete };
    expect(seriesOf({ ...bare, concernsMinors, hasNarrative })).toEqual([TOTAL]);
  });
});
