import { describe, expect, it } from '@jest/globals';
import { toViolations } from '@landbridge/contracts';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { TrendQuery } from '../trends/trend.query.ts';
import { ChartQuery, SeriesQuery } from './series.query.ts';

describe.each<{ door: string; type: new () => object }>([
  { door: 'series', type: SeriesQuery },
  { door: 'charts', type: ChartQuery },
  { door: 'trends', type: TrendQuery },
])('the values that $door are asked by', ({ type }) => {
  const refused = (dimension: string | undefined, value: unknown) => {
    const asked = { audience: 'practitioners', ...(dimension !== undefined && { dimension }), value };
    return toViolations(validateSync(plainToInstance(type, asked), { whitelist: true, forbidNonWhitelisted: true }));
  };

  it.each([
    ['total', 'all'],
    ['purpose', 'begging'],
    ['sector', 'A'],
    ['modus-operandi', 'passport-taken'],
    ['corridor', 'RO>SE'],
    ['corridor', 'RO>online'],
    ['corridor-purpose', 'RO>online:online-scam'],
    ['country-purpose-sector', 'SE:forced-labour:F'],
    ['corridor-region', 'NP>FI+NO+SE'],
    ['combination', 'platform:dating+purpose:begging'],
    ['script', '0123456789abcdef'],
  ])('of %s may be %s', (dimension, value) => {
    expect(refused(dimension, value)).toEqual([]);
  });

  it.each([
    ['corridor', 'ro>it', 'two countries'],
    ['corridor', 'RO', 'two countries'],
    ['purpose', 'beging', 'one of the 15 codes'],
    ['total', 'RO', 'total: all'],
    ['platform', 'RO>SE', 'one of job-portal, classifieds'],
    ['origin', 'ZZ', 'a country'],
    ['corridor-purpose', 'RO>SE', 'a corridor and a purpose'],
    ['country-purpose-sector', 'SE:F:forced-labour', 'a purpose and a section'],
    ['corridor-region', 'RO>', 'countries of origin'],
    ['combination', 'platform:dating', 'two values or more'],
    ['modus-operandi', 'Passport', 'a tag of'],
    ['script', 'narrative', '16 hexadecimal digits'],
    ['corridor', ['RO>SE', 'RO>FI'], 'two countries'],
  ])('of %s cannot be %j: it takes %s', (dimension, value, takes) => {
    expect(refused(dimension, value)).toEqual([{ pointer: '/value', detail: expect.stringContaining(takes) }]);
  });

  it('of a dimension that there is not are not judged by it: the dimension is what is to be mended', () => {
    expect(refused('colour', 'RO>SE')).toMatchObject([{ pointer: '/dimension' }]);
  });
});

describe('the values that trends alone are asked by', () => {
  it.each(['RO', 'RO>SE', 'begging'])('may stand without a dimension: %s', (value) => {
    expect(validateSync(plainToInstance(TrendQuery, { value }))).toEqual([]);
  });

  it('are those of some dimension', () => {
    expect(toViolations(validateSync(plainToInstance(TrendQuery, { value: 'ro>it' })))).toEqual([
      { pointer: '/value', detail: 'value must be a value of a dimension, such as RO>IT for a corridor, or all for the total' },
    ]);
  });
});
