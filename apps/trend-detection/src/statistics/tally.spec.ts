import { describe, expect, it } from '@jest/globals';
import { PRECISIONS } from '@landbridge/contracts/codes';
import fc from 'fast-check';
import { epochDay } from '../counting/calendar.ts';
import type { Counted } from '../counting/contribution.ts';
import { codesOf, type StatisticsUnit, TABLE_IDS } from './catalogue.ts';
import { periodsFrom } from './period.ts';
import { Tally } from './tally.ts';

const counted = (over: Partial<Counted> = {}): Counted => ({
  organisation: 'a',
  kind: 'ngo',
  country: 'SE',
  attribution: 'named',
  cell: 'clear',
  series: ['total:all'],
  grain: 'day',
  recorded: epochDay('2026-01-01'),
  occurred: epochDay('2025-06-01'),
  accepted: epochDay('2025-06-01'),
  amounts: { reports: 1, victim: 2 },
  ...over,
});
const sumOf = (tally: Tally, unit: StatisticsUnit, table = TABLE_IDS[0]!) =>
  [...tally.figures(table, [unit])].flatMap(({ counted: { amounts } }) => [...amounts.values()]).reduce((sum, amount) => sum + amount, 0);

describe('codes of a report', () => {
  it.each([
    [['purpose:begging'], 'begging'],
    [[], 'unknown'],
    [['purpose:begging', 'purpose:servitude'], 'several'],
    [['sector:F', 'subsector:begging'], 'unknown'],
  ] as const)('%j: %s', (series, purpose) => {
    expect(codesOf({ series }).purpose).toBe(purpose);
  });
});

describe('Tally', () => {
  it.each([
    ['a day', {}, 1],
    ['the year itself', { grain: 'year', occurred: epochDay('2025-01-01') }, 1],
    ['the last day', { occurred: epochDay('2025-12-31') }, 1],
    ['the day after', { occurred: epochDay('2026-01-01') }, 0],
    ['the day before', { occurred: epochDay('2024-12-31') }, 0],
    ['what only a community counts', { cell: 'in:practitioners;green;prevention;-;-;-' }, 0],
    ['what nobody counts', { cell: 'none' }, 0],
  ] as const)('counts in a year: %s', (_title, over, reports) => {
    const tally = new Tally(['total'], periodsFrom('2025', '2025'), false);
    tally.add(counted(over));
    expect(sumOf(tally, 'reports')).toBe(reports);
    expect(sumOf(tally, 'victims')).toBe(2 * reports);
  });

  it.each(PRECISIONS)('counts in a quarter what is told by the %s, unless it is longer', (grain) => {
    const tally = new Tally(['total'], periodsFrom('2025-Q2', '2025-Q2'), false);
    tally.add(counted({ grain }));
    expect(sumOf(tally, 'reports')).toBe(grain === 'year' ? 0 : 1);
  });

  it('bounds the victims of a report for differential privacy only', () => {
    for (const [isBounded, victims] of [
      [false, 495],
      [true, 20],
    ] as const) {
      const tally = new Tally(['total'], periodsFrom('2025', '2025'), isBounded);
      tally.add(counted({ amounts: { reports: 1, victim: 500 } }));
      tally.add(counted({ amounts: { reports: 1, victim: -5 } }));
      expect(sumOf(tally, 'victims')).toBe(victims);
    }
  });

  it('has each report in exactly one cell of each table', () => {
    const series = fc.subarray([
      'purpose:begging',
      'purpose:servitude',
      'origin:RO',
      'exploitation:SE',
      'sector:A',
      'sector:B',
      'citizenship:RO',
      'platform:forum',
    ] as const);
    fc.assert(
      fc.property(fc.array(series, { maxLength: 40 }), (reports) => {
        const tally = new Tally(TABLE_IDS, periodsFrom('2025', '2025'), false);
        for (const each of reports) tally.add(counted({ series: ['total:all', ...each] }));
        for (const table of TABLE_IDS) expect(sumOf(tally, 'reports', table)).toBe(reports.length);
      }),
      { seed: 5 },
    );
  });
});
