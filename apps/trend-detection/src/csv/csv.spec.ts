import { describe, expect, it } from '@jest/globals';
import { csvOf, formatOf } from './csv.ts';

describe('csvOf', () => {
  it('quotes what a spreadsheet would take for a formula, and leaves numbers below nothing', () => {
    expect(csvOf([{ code: '=HYPERLINK("x")', count: -1 }, { code: 'a,b' }], ['code', 'count'])).toBe(
      'code,count\r\n"\'=HYPERLINK(""x"")",-1\r\n"a,b",\r\n',
    );
  });
});

describe('formatOf', () => {
  it.each([
    [undefined, undefined, 'json'],
    [undefined, 'text/csv', 'csv'],
    [undefined, 'text/csv, application/json', 'json'],
    [undefined, '*/*', 'json'],
    ['csv', 'application/json', 'csv'],
    ['json', 'text/csv', 'json'],
  ] as const)('of %s by %s is %s', (format, accept, expected) => {
    expect(formatOf(format, accept)).toBe(expected);
  });
});
