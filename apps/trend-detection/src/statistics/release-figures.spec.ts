import { describe, expect, it } from '@jest/globals';
import { GROUP, type Given, ORGANISATIONS } from '@landbridge/disclosure-control';
import fc from 'fast-check';
import { epochDay } from '../counting/calendar.ts';
import type { Counted } from '../counting/contribution.ts';
import type { Series } from '../counting/series.ts';
import { type Breakdown, codesOf, STATISTICS_UNITS, TABLE_IDS, TABLES } from './catalogue.ts';
import { periodOf, periodsFrom } from './period.ts';
import { decide } from './release-figures.ts';
import { type Place, placeKey, Tally } from './tally.ts';

const EPSILON = 2;

/** Few codes, so that cells are large enough to be told; some reports have none of a breakdown, and some have several. */
const report = fc
  .record({
    organisation: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    day: fc.constantFrom('2024-02-01', '2024-08-01', '2025-02-01', '2025-08-01'),
    purposes: fc.subarray(['purpose:begging', 'purpose:servitude'] as Series[]),
    places: fc.constantFrom<Series[]>(
      ['origin:RO', 'exploitation:SE'],
      ['origin:RO', 'exploitation:FI'],
      ['origin:BG', 'exploitation:SE'],
      [],
    ),
    victims: fc.nat(30),
  })
  .map(({ organisation, day, purposes, places, victims }): Counted => ({
    organisation,
    kind: 'ngo',
    country: 'SE',
    attribution: 'named',
    cell: 'clear',
    series: ['total:all', ...purposes, ...places],
    grain: 'day',
    recorded: epochDay(day),
    occurred: epochDay(day),
    accepted: epochDay(day),
    amounts: { reports: 1, victim: victims },
  }));

/** What counts at each release: some reports come, some are withdrawn; each release has tables and periods of its own. */
const releases = fc.array(
  fc.record({
    reports: fc.array(report, { minLength: 20, maxLength: 160, size: 'max' }),
    withdrawn: fc.nat(40),
    tables: fc.subarray(TABLE_IDS, { minLength: 3 }),
    quarterly: fc.boolean(),
  }),
  { minLength: 2, maxLength: 4 },
);

/** The reports of a cell, found without the tally. */
function reportsOf({ table, period, codes }: Place, counting: readonly Counted[]): Counted[] {
  const breakdowns: readonly Breakdown[] = TABLES[table];
  const length = period.includes('Q') ? 'quarter' : 'year';
  return counting.filter(
    (one) => periodOf(one.occurred, length) === period && breakdowns.every((breakdown, i) => codesOf(one)[breakdown] === codes[i]),
  );
}

describe('figures of releases, one after the other, over tables, years and quarters', () => {
  it.each([
    ['that say "at least"', undefined],
    ['with noise', EPSILON],
  ])('%s, are of no cell, and of no change, of too few', (_, epsilon) => {
    let shown = 0;
    let seed = 1;
    const random = (below: number) => {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((seed / 2 ** 32) * below);
    };
    fc.assert(
      fc.property(releases, (history) => {
        const given = new Map<string, Given[]>();
        let counting: Counted[] = [];
        for (const { reports, withdrawn, tables, quarterly } of history) {
          counting = [...counting.slice(withdrawn), ...reports];
          const periods = quarterly ? periodsFrom('2024-Q1', '2025-Q4') : periodsFrom('2024', '2025');
          const tally = new Tally(tables, periods, epsilon !== undefined);
          for (const one of counting) tally.add(one);
          const asked = { from: '', to: '', tables, units: STATISTICS_UNITS, ...(epsilon !== undefined && { epsilon }) };
          for (const table of tables)
            for (const { place, reports: by, figure } of [...decide(asked, table, tally, given, random)]) {
              if (!figure) continue;
              shown += 1;
              const own = reportsOf(place, counting);
              const last = given.get(placeKey(place))?.at(-1);
              expect(own.length).toBeGreaterThanOrEqual(GROUP);
              expect(new Set(own.map(({ organisation }) => organisation)).size).toBeGreaterThanOrEqual(ORGANISATIONS);
              expect(figure.value % GROUP).toBe(0);
              const amount = own.reduce((sum, { amounts }) => sum + (place.unit === 'victims' ? (amounts.victim ?? 0) : 1), 0);
              if (epsilon === undefined) expect(figure.value).toBeLessThanOrEqual(amount);
              if (last && last.value !== figure.value) {
                const then = [...last.reports.values()].reduce((sum, count) => sum + count, 0);
                expect(Math.abs(own.length - then)).toBeGreaterThanOrEqual(GROUP);
              }
              if (figure.isNew) given.set(placeKey(place), [...(given.get(placeKey(place)) ?? []), { value: figure.value, reports: by }]);
            }
        }
      }),
      { numRuns: 25, seed: 17 },
    );
    // what is shown nowhere proves nothing
    expect(shown).toBeGreaterThan(300);
  });
});
