import { describe, expect, it } from '@jest/globals';
import { HeaderMismatch, MappedFile } from './mapped-file.ts';
import { type CsvMapping, readMapping } from './mapping.ts';

const mapping: CsvMapping = {
  name: 'test',
  delimiter: ';',
  identity: { column: 'ID' },
  constants: { where: { exploitation: 'SE' }, quantities: [{ unit: 'victim' }] },
  columns: [
    { column: 'DAY', to: '/observed', as: 'date' },
    { column: 'FROM', to: '/where/origin', as: 'country' },
    { column: 'N', to: '/quantities/0/value', as: 'integer', negative: 'adjustment', absentWhen: ['n/a'] },
    { column: 'WHY', to: '/purposes/1', as: 'code', map: { work: 'forced-labour', begging: 'begging' } },
    { column: 'TEXT', to: '/narrative', as: 'text' },
  ],
  ignore: ['NOTE'],
};
const header = ['ID', 'DAY', 'FROM', 'N', 'WHY', 'TEXT', 'NOTE'];
const report = (...cells: string[]) => new MappedFile(mapping, header).report(cells, 'row');

describe('a mapped CSV file', () => {
  it('makes a report of a row', () => {
    expect(report('7', '2024-03-01', 'Romania', ' 3 ', 'work', ' Men. ', 'x')).toEqual({
      plain: {
        externalIds: ['7'],
        observed: { from: '2024-03-01', to: '2024-03-01', precision: 'day' },
        where: { exploitation: 'SE', origin: 'RO' },
        quantities: [{ unit: 'victim', value: 3 }],
        purposes: ['forced-labour'],
        narrative: 'Men.',
      },
    });
  });

  it('leaves out what a row does not state, and calls a negative count an adjustment', () => {
    expect(report('7', '2024-03-01', 'ZZ', '-1', '', '', '')).toEqual({
      plain: {
        externalIds: ['7'],
        observed: { from: '2024-03-01', to: '2024-03-01', precision: 'day' },
        where: { exploitation: 'SE' },
        quantities: [{ unit: 'victim', value: -1, adjustment: true }],
      },
    });
    expect(report('7', '2024-03-01', '', 'n/a', '', '', '')).toMatchObject({ plain: { quantities: [{ unit: 'victim' }] } });
  });

  it('names the columns that hold something else, and what they may hold', () => {
    expect(report('', '1.3.2024', 'RO', 'two', 'play', '', '')).toEqual({
      errors: [
        { pointer: '/observed', detail: 'The column DAY must hold a day of the calendar, written YYYY-MM-DD.' },
        { pointer: '/quantities/0/value', detail: 'The column N must hold a whole number.' },
        { pointer: '/purposes/1', detail: 'The column WHY must hold one of work, begging.' },
        { pointer: '/externalIds/0', detail: 'The column that identifies the row is empty.' },
      ],
    });
    expect(report('7')).toEqual({ errors: [{ pointer: '', detail: 'The row has 1 cells, the header 7.' }] });
  });

  it('knows a row by the file where there is no id', () => {
    const file = new MappedFile(
      { ...mapping, identity: 'row', constants: {}, columns: [{ column: 'DAY', to: '/recordedAt', as: 'year' }] },
      ['DAY'],
    );
    expect(file.report(['2019'], 'sha256:x:2')).toEqual({ plain: { externalIds: ['sha256:x:2'], recordedAt: '2019-12-31T23:59:59Z' } });
  });

  it.each([
    ['another delimiter', ['ID,DAY,FROM,N,WHY,TEXT,NOTE'], 'separated by ";"'],
    ['a missing column', header.slice(1), 'needs columns that the file does not have: "ID"'],
    ['an unknown column', [...header, 'NAME OF VICTIM'], 'does not know these columns: "NAME OF VICTIM"'],
    ['a column twice', [...header, 'NOTE'], 'twice: "NOTE"'],
  ])('is refused with %s', (_, columns, message) => {
    expect(() => new MappedFile(mapping, columns)).toThrow(HeaderMismatch);
    expect(() => new MappedFile(mapping, columns)).toThrow(message);
  });
});

describe('a mapping', () => {
  it.each([
    ['a field that no report has', { columns: [{ column: 'A', to: '/victim', as: 'text' }] }, '/columns/0/to'],
    ['a way into the prototype', { columns: [{ column: 'A', to: '/__proto__/tlp', as: 'text' }] }, '/columns/0/to'],
    [
      'an adjustment of a text',
      { columns: [{ column: 'A', to: '/narrative', as: 'text', negative: 'adjustment' }] },
      '/columns/0/negative',
    ],
    ['another delimiter', { delimiter: 'ab' }, '/delimiter'],
    ['an unknown member', { skip: 1 }, ''],
  ])('is refused with %s', (_, over, pointer) => {
    const read = readMapping({ ...mapping, ...over });
    expect('errors' in read && read.errors.map((error) => error.pointer)).toEqual([pointer]);
  });

  it('cannot reach what an object inherits', () => {
    const file = new MappedFile(
      { ...mapping, identity: 'row', constants: { where: {} }, columns: [{ column: 'A', to: '/where/constructor/name', as: 'text' }] },
      ['A'],
    );
    file.report(['x'], 'row');
    expect(Object.name).toBe('Object');
  });
});
