import { describe, expect, it } from '@jest/globals';
import type { TrendSeries } from '@landbridge/contracts';
import { readNextOf } from './read-next.ts';

const series = (dimension: TrendSeries['dimension'], value: string): TrendSeries => ({ dimension, value, measure: 'reports' });
const trend = (own: TrendSeries, more: Partial<Parameters<typeof readNextOf>[0]> = {}) => ({
  id: 'ID',
  state: 'candidate' as const,
  audience: 'practitioners',
  series: own,
  evidence: { bucket: '2026-03-02', buckets: 4, observed: 13, expected: 2, upperBound: 6 },
  ...more,
});
const paths = (...given: Parameters<typeof trend>) =>
  readNextOf(trend(...given)).map(({ what, path }) => `${what} ${decodeURIComponent(path)}`);
const WEEKS = 'recordedFrom=2026-02-09&recordedTo=2026-03-09';

describe('what to read next', () => {
  it('is chart and series, those of what shows the same, the routes of these weeks, and the reports', () => {
    expect(paths(series('corridor', 'RO>SE'), { shares: [series('lure', 'job')], awayFrom: series('corridor', 'RO>FI') })).toEqual([
      'chart /v1/trends/ID/chart.svg',
      'series /v1/trends/ID/series',
      'chart /v1/series/chart.svg?audience=practitioners&dimension=corridor&value=RO>FI&measure=reports',
      'chart /v1/series/chart.svg?audience=practitioners&dimension=lure&value=job&measure=reports',
      'routes /v1/routes?audience=practitioners&from=2026-02-09&to=2026-03-08',
      `reports /v1/reports?corridor=RO>SE&${WEEKS}`,
    ]);
  });

  it('is of a combination its parts, what the catalogue has of its tags, and the reports with what can be asked for', () => {
    expect(paths(series('combination', 'modus-operandi:au-pair+purpose:servitude'))).toEqual([
      'chart /v1/trends/ID/chart.svg',
      'series /v1/trends/ID/series',
      'chart /v1/series/chart.svg?audience=practitioners&dimension=modus-operandi&value=au-pair&measure=reports',
      'chart /v1/series/chart.svg?audience=practitioners&dimension=purpose&value=servitude&measure=reports',
      'catalogue /v1/modus-operandi/au-pair',
      `reports /v1/reports?purpose=servitude&${WEEKS}`,
    ]);
  });

  it('is of a script the reports of its weeks: it has no series', () => {
    expect(paths(series('script', '0123456789abcdef'))).toEqual([`reports /v1/reports?${WEEKS}`]);
  });

  it.each([
    ['corridor-purpose', 'RO>SE:forced-labour', `corridor=RO>SE&purpose=forced-labour&${WEEKS}`],
    ['country-purpose-sector', 'SE:forced-labour:F', `country=SE&purpose=forced-labour&sector=F&${WEEKS}`],
    ['corridor-purpose', 'RO>online:online-scam', `origin=RO&purpose=online-scam&${WEEKS}`],
    ['corridor', 'RO>RO', `corridor=RO>RO&${WEEKS}`],
    ['corridor', 'RO>online', `origin=RO&${WEEKS}`],
    ['exploitation', 'SE', `country=SE&${WEEKS}`],
    ['subsector', 'nail-bar', `sector=nail-bar&${WEEKS}`],
    ['platform', 'dating', WEEKS],
  ] as const)('asks ingestion for the reports of %s %s', (dimension, value, asked) => {
    expect(paths(series(dimension, value)).at(-1)).toBe(`reports /v1/reports?${asked}`);
  });

  it('asks for no weeks of a figure that came long after', () => {
    const evidence = { bucket: '2025-01-01', grain: 'year' as const, observed: 13, expected: 2, upperBound: 6 };
    expect(paths(series('origin', 'RO'), { evidence }).at(-1)).toBe('reports /v1/reports?origin=RO');
    expect(paths(series('corridor', 'RO>online'), { evidence }).at(-1)).toBe('reports /v1/reports?origin=RO');
    expect(paths(series('total', 'all'), { evidence }).filter((path) => path.startsWith('reports'))).toEqual([]);
  });

  it('is nothing of what was taken back', () => {
    expect(paths(series('corridor', 'RO>SE'), { state: 'retracted' })).toEqual([]);
  });
});
