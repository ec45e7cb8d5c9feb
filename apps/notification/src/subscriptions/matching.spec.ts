import { describe, expect, it } from '@jest/globals';
import type { Dimension, StructuredReport, Trend, TrendSeries } from '@landbridge/contracts';
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

  it.each<[NonNullable<StructuredReport['where']>, string, boolean]>([
    [{ origin: 'RO', online: true }, 'RO>online', true],
    [{ origin: 'RO', exploitation: 'SE', online: true }, 'RO>online', true],
    [{ origin: 'RO', exploitation: 'SE', online: true }, 'RO>SE', true],
    [{ origin: 'RO', exploitation: 'SE', online: false }, 'RO>online', false],
    [{ origin: 'RO', exploitation: 'SE' }, 'RO>online', false],
    [{ origin: 'MD', online: true }, 'RO>online', false],
    [{ online: true }, 'RO>online', false],
  ])('has what is exploited online lead there: %j, asked for %s: %s', (where, corridor, fits) => {
    expect(reportFits({ corridors: [corridor] }, structuredReport({ where }))).toBe(fits);
  });

  it('does not fit a filter on what the report does not state', () => {
    const unknown = structuredReport({ where: {}, purposes: [] });
    expect(
      [{ countries: ['SE'] }, { purposes: ['begging' as const] }, { corridors: ['RO>SE'] }].map((filters) => reportFits(filters, unknown)),
    ).toEqual([false, false, false]);
  });
});

type Told = Pick<TrendSeries, 'dimension' | 'value'>;
const measured = (series: Told): TrendSeries => ({ ...series, measure: 'reports' });
const led = (series: Told, over: Partial<Trend> = {}): Trend => trend({ series: measured(series), ...over });

/** Filters on one thing each, by its name. */
const SINGLE = new Map<string, Filters>([
  ...['NP', 'RO', 'FI', 'NO', 'SE', 'DE'].map((country): [string, Filters] => [country, { countries: [country] }]),
  ...(['begging', 'forced-labour'] as const).map((purpose): [string, Filters] => [purpose, { purposes: [purpose] }]),
  ...['RO>SE', 'SE>RO', 'NP>FI', 'NP>SE', 'FI>NO', 'RO>online', 'NP>online'].map((corridor): [string, Filters] => [
    corridor,
    { corridors: [corridor] },
  ]),
]);

describe('trendFits', () => {
  it.each<[Dimension, string, readonly string[]]>([
    ['total', 'all', []],
    ['purpose', 'begging', ['begging']],
    ['sector', 'A', []],
    ['subsector', 'horticulture', []],
    ['means', 'deception', []],
    ['recruitment-method', 'online', []],
    ['platform', 'job-portal', []],
    ['lure', 'job', []],
    ['modus-operandi', 'loan-for-travel', []],
    ['financial-indicator', 'funnel-account', []],
    ['citizenship', 'RO', ['RO']],
    ['origin', 'RO', ['RO']],
    ['transit', 'SE', ['SE']],
    ['exploitation', 'SE', ['SE']],
    ['corridor', 'RO>SE', ['RO', 'SE', 'RO>SE']],
    ['corridor', 'RO>RO', ['RO']],
    ['corridor', 'RO>online', ['RO', 'RO>online']],
    ['corridor-purpose', 'RO>SE:begging', ['RO', 'SE', 'RO>SE', 'begging']],
    ['corridor-purpose', 'RO>online:begging', ['RO', 'RO>online', 'begging']],
    ['country-purpose-sector', 'SE:begging:A', ['SE', 'begging']],
    ['corridor-region', 'NP>FI+NO+SE', ['NP', 'FI', 'NO', 'SE', 'NP>FI', 'NP>SE']],
    ['corridor-region', 'NP+RO>SE+online', ['NP', 'RO', 'SE', 'NP>SE', 'RO>SE', 'NP>online', 'RO>online']],
    ['combination', 'corridor:RO>SE+purpose:forced-labour', ['RO', 'SE', 'RO>SE', 'forced-labour']],
    ['combination', 'platform:dating+purpose:begging', ['begging']],
    ['combination', 'means:deception+platform:dating', []],
    ['script', '0123456789abcdef', []],
  ])('knows what %s:%s is about', (dimension, value, about) => {
    const told = led({ dimension, value });
    const fitting = [...SINGLE].filter(([, filters]) => trendFits(filters, told)).map(([name]) => name);
    expect(fitting.sort()).toEqual([...about].sort());
    expect(trendFits({}, told)).toBe(true);
  });

  const RISE = led(
    { dimension: 'corridor-purpose', value: 'MD>SE:begging' },
    {
      shares: [
        measured({ dimension: 'total', value: 'all' }),
        measured({ dimension: 'origin', value: 'MD' }),
        measured({ dimension: 'corridor-region', value: 'MD+UA>FI+SE' }),
      ],
      awayFrom: measured({ dimension: 'corridor', value: 'RO>SE' }),
    },
  );
  it.each<[string, Filters, boolean]>([
    ['all that its series says', { countries: ['MD'], purposes: ['begging'], corridors: ['MD>SE'] }, true],
    ['what one of several values asks for', { countries: ['DE', 'MD'] }, true],
    ['what shares the change', { countries: ['UA'] }, true],
    ['what shares the change and what its series says, together', { countries: ['FI'], purposes: ['begging'] }, true],
    ['what it moves away from', { corridors: ['RO>SE'] }, true],
    ['a country, where the purpose is another', { countries: ['MD'], purposes: ['forced-labour'] }, false],
    ['a corridor in the other direction', { corridors: ['SE>MD'] }, false],
    ['the dimension of its series', { dimension: 'corridor-purpose' }, true],
    ['the dimension of what shares the change', { dimension: 'origin', countries: ['MD'] }, true],
    ['a country that no series of the dimension is about', { dimension: 'origin', countries: ['SE'] }, false],
    ['a dimension that nothing of it has', { dimension: 'platform' }, false],
  ])('fits by %s', (_what, filters, fits) => {
    expect(trendFits(filters, RISE)).toBe(fits);
  });
});
