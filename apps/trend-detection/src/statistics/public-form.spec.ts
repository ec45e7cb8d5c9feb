import { describe, expect, it } from '@jest/globals';
import { codebookOf } from './codebook.ts';
import { publicForm, toCsv } from './public-form.ts';
import type { Asked } from './release-figures.ts';
import type { StoredFigure, StoredRelease } from './release.schema.ts';
import type { Place } from './tally.ts';

const asked: Asked = { from: '2025', to: '2025', tables: ['total', 'corridor'], units: ['reports'] };
const release: StoredRelease = {
  _id: 3,
  state: 'published',
  asked,
  codebook: codebookOf(asked),
  done: ['total', 'corridor'],
  publishedAt: new Date('2026-03-01T00:00:00Z'),
  digest: 'd',
};
const figure = (place: Place, value: number): StoredFigure => ({
  _id: JSON.stringify(place),
  release: 3,
  table: place.table,
  place,
  value,
  reports: [['an organisation', 5]],
});
const corridor = (origin: string): Place => ({ table: 'corridor', period: '2025', codes: [origin, 'SE'], unit: 'reports' });
const total: Place = { table: 'total', period: '2025', codes: [], unit: 'reports' };

describe('what everybody reads of a release', () => {
  it('stands in the same order, however it was stored, and names no organisation', () => {
    const figures = [figure(corridor('RO'), 22), figure(total, 55), figure(corridor('BG'), 11)];
    const form = publicForm(release, figures);
    expect(form.figures.map(({ value }) => value)).toEqual([55, 11, 22]);
    expect(JSON.stringify(publicForm(release, figures.reverse()))).toBe(JSON.stringify(form));
    expect(JSON.stringify(form)).not.toContain('an organisation');
  });

  it('is a table as CSV, with a column for each dimension', () => {
    expect(toCsv(publicForm(release, [figure(total, 55), figure(corridor('RO'), 22)]))).toBe(
      [
        'release,table,period,purpose,sector,platform,citizenship,origin,exploitation,unit,value',
        '3,total,2025,,,,,,,reports,55',
        '3,corridor,2025,,,,,RO,SE,reports,22',
        '',
      ].join('\r\n'),
    );
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])('holds no formula where a code is %j', (code) => {
    const [, line = ''] = toCsv(publicForm(release, [figure(corridor(code), 11)])).split(/\r\n(?=3)/);
    expect(line.split(',')[7]).toMatch(/^"?'/);
  });
});

describe('codebookOf', () => {
  it('tells of the dimensions that are used, and what a figure is', () => {
    const { dimensions, k, organisations, value, suppressed, caveats, privacy } = codebookOf(asked);
    expect(Object.keys(dimensions)).toEqual(['origin', 'exploitation']);
    expect(dimensions['origin']?.codes).toEqual(expect.arrayContaining(['RO', 'XK', 'unknown', 'several']));
    expect([k, organisations, privacy]).toEqual([11, 3, undefined]);
    expect(value).toContain('At least');
    expect(suppressed).toContain('fewer than 11 reports');
    expect(caveats[0]).toContain('reports received');
  });

  it('tells how a privacy budget was spent', () => {
    const { privacy, value } = codebookOf({ ...asked, units: ['reports', 'victims'], epsilon: 0.2 });
    expect(privacy).toContain('4 equal shares of 0.0500');
    expect(value).toContain('noise');
  });
});
