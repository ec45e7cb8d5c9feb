import { csvOf } from '../csv/csv.ts';
import { type Breakdown, BREAKDOWNS, type StatisticsUnit, TABLE_IDS, TABLES } from './catalogue.ts';
import type { StatisticsFigure, StatisticsRelease } from './statistics.bodies.ts';
import type { StoredFigure, StoredRelease } from './release.schema.ts';
import type { Place } from './tally.ts';

/** What everybody reads of a release, always in the same order. */
export function publicForm({ _id, publishedAt, asked, codebook }: StoredRelease, figures: readonly StoredFigure[]): StatisticsRelease {
  return {
    number: _id,
    publishedAt: publishedAt?.toISOString() ?? '',
    ...asked,
    tables: [...asked.tables],
    units: [...asked.units],
    codebook,
    figures: figures
      .map(({ place, value }) => ({ order: orderOf(place), figure: figureOf(place, value) }))
      .sort((a, b) => (a.order < b.order ? -1 : 1))
      .map(({ figure }) => figure),
  };
}

/** One line a figure, and a column for each dimension. What a spreadsheet would take for a formula is quoted. */
export function toCsv({ number, figures }: StatisticsRelease): string {
  const columns = ['release', 'table', 'period', ...BREAKDOWNS, 'unit', 'value'];
  return csvOf(
    figures.map(({ codes, ...rest }) => ({ release: number, ...rest, ...codes })),
    columns,
  );
}

function figureOf({ table, period, codes, unit }: Place, value: number): StatisticsFigure {
  const breakdowns: readonly Breakdown[] = TABLES[table];
  return { table, period, codes: Object.fromEntries(breakdowns.map((breakdown, i) => [breakdown, codes[i] ?? ''])), unit, value };
}

const orderOf = ({ table, period, codes, unit }: { table: Place['table']; unit: StatisticsUnit } & Place) =>
  `${String(TABLE_IDS.indexOf(table)).padStart(2, '0')}|${period}|${codes.join('|')}|${unit}`;
