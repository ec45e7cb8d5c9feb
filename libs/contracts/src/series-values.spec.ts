import { describe, expect, it } from '@jest/globals';
import { plainToInstance } from 'class-transformer';
import { IsOptional, validateSync } from 'class-validator';
import { isSeriesValue, IsSeriesValue } from './series-values.ts';
import { schemaOf, toViolations } from './schema.ts';
import { type Dimension, DIMENSIONS } from './trend-codes.ts';

/** What each dimension can have, and what it cannot. */
const VALUES: Record<Dimension, { readonly good: readonly string[]; readonly bad: readonly string[] }> = {
  total: { good: ['all'], bad: ['RO', 'ALL', 'total'] },
  purpose: { good: ['begging', 'other', 'forced-labour'], bad: ['beging', 'Begging', 'job', 'RO'] },
  sector: { good: ['A', 'U'], bad: ['a', 'V', 'AB', 'horticulture'] },
  subsector: { good: ['nail-bars'], bad: ['nail-bar', 'A'] },
  means: { good: ['abuse-of-vulnerability'], bad: ['abuse'] },
  'recruitment-method': { good: ['online-advertisement'], bad: ['advertisement'] },
  platform: { good: ['job-portal'], bad: ['RO>SE', 'job-portals'] },
  lure: { good: ['job'], bad: ['jobs'] },
  'modus-operandi': { good: ['passport-taken', 'x', 'a'.repeat(60)], bad: ['Passport', '-taken', 'a'.repeat(61), 'passport:taken'] },
  'financial-indicator': { good: ['funnel-account'], bad: ['funnel'] },
  citizenship: { good: ['RO', 'XK'], bad: ['ro', 'ROU', 'ZZ', 'online'] },
  origin: { good: ['RO'], bad: ['XX', 'Romania'] },
  transit: { good: ['HU'], bad: ['hu'] },
  exploitation: { good: ['SE'], bad: ['online', 'all'] },
  corridor: { good: ['RO>SE', 'RO>RO', 'RO>online'], bad: ['ro>it', 'RO', 'RO>', '>SE', 'online>RO', 'RO>SE>FI', 'RO>FI+SE', 'RO>ZZ'] },
  'corridor-purpose': {
    good: ['RO>SE:forced-labour', 'RO>online:online-scam'],
    bad: ['RO>SE', 'RO>SE:forced', 'ro>SE:forced-labour', 'RO>SE:forced-labour:A', 'forced-labour:RO>SE'],
  },
  'country-purpose-sector': {
    good: ['SE:forced-labour:F'],
    bad: ['SE:forced-labour', 'SE:forced-labour:V', 'se:forced-labour:F', 'SE:labour:F', 'online:forced-labour:F'],
  },
  'corridor-region': {
    good: ['NP>FI+NO+SE', 'BG+RO>SE', 'BG+RO>FI+online', `RO>${Array<string>(32).fill('SE').join('+')}`],
    bad: ['NP', 'NP>FI+', 'NP>FI++NO', 'NP>fi+NO', 'NP+online>FI', 'NP>FI+NO>SE', `RO>${Array<string>(33).fill('SE').join('+')}`],
  },
  combination: {
    good: [
      'platform:dating+purpose:begging',
      'corridor:RO>online+corridor-purpose:RO>SE:begging+total:all',
      'lure:job+modus-operandi:au-pair',
    ],
    bad: [
      'platform:dating',
      'platform:dating+',
      'platform:dating+begging',
      'platform:RO+purpose:begging',
      'means:force+script:0123456789abcdef',
    ],
  },
  script: { good: ['0123456789abcdef'], bad: ['0123456789abcde', '0123456789ABCDEF', '0123456789abcdef0'] },
};
const NEVER = ['', ' ', 'a b', 'RO>SE|', 'RO>SE\n', 'é', 'a'.repeat(101)];

class Asked {
  dimension?: Dimension;
  @IsOptional() @IsSeriesValue() value?: string;
}

const refusedWith = (asked: object) => toViolations(validateSync(plainToInstance(Asked, asked)));

describe.each(DIMENSIONS)('a value of %s', (dimension) => {
  const { good, bad } = VALUES[dimension];

  it.each(good)('may be %s', (value) => {
    expect([isSeriesValue(dimension, value), isSeriesValue(undefined, value)]).toEqual([true, true]);
    expect(refusedWith({ dimension, value })).toEqual([]);
  });

  it.each(bad)('cannot be %j, and that is said with what it takes', (value) => {
    expect(isSeriesValue(dimension, value)).toBe(false);
    expect(refusedWith({ dimension, value })).toEqual([
      { pointer: '/value', detail: expect.stringMatching(`^value must be a value of the dimension ${dimension}: .{3}`) },
    ]);
  });
});

describe('IsSeriesValue', () => {
  it.each(NEVER)('takes %j of no dimension', (value) => {
    expect(DIMENSIONS.filter((dimension) => refusedWith({ dimension, value }).length === 0)).toEqual([]);
    expect(refusedWith({ value })).toHaveLength(1);
  });

  it.each([
    ['purpose', 'one of the 15 codes of its list, such as prostitution'],
    ['lure', 'one of job, relationship, marriage, education, migration, other'],
    ['corridor', 'two countries, written RO>IT, or a country and online, written RO>online'],
  ])('says of %s that it takes %s', (dimension, words) => {
    expect(refusedWith({ dimension, value: '?' })).toMatchObject([
      { detail: `value must be a value of the dimension ${dimension}: ${words}` },
    ]);
  });

  it.each([{}, { dimension: 'colour' }])('takes beside %j what any dimension can have', (beside) => {
    expect(refusedWith({ ...beside, value: 'begging' })).toEqual([]);
    expect(refusedWith({ ...beside, value: 'ro>it' })).toMatchObject([
      { detail: expect.stringContaining('a value of a dimension, such as') },
    ]);
  });

  it.each([[['RO']], [7], [{ origin: 'RO' }]])('refuses %j, which is no text', (value) => {
    expect(refusedWith({ dimension: 'origin', value })).toHaveLength(1);
  });

  it('has a JSON Schema that says what all values have in common', () => {
    expect(schemaOf(Asked)).toMatchObject({
      definitions: { Asked: { properties: { value: { type: 'string', pattern: expect.any(String) } } } },
    });
  });
});
