import { PUBLIC_AUDIENCE } from '@landbridge/contracts';
import { PRECISIONS } from '@landbridge/contracts/codes';
import type { Counted as CountedFigure } from '@landbridge/disclosure-control';
import { audienceSees } from '@landbridge/sharing';
import type { Counted } from '../counting/contribution.ts';
import { type Breakdown, codesOf, MEASURE_OF, type StatisticsUnit, type TableId, TABLES } from './catalogue.ts';
import { periodOf, type Periods } from './period.ts';

/** Where a figure stands: a cell of a table, in a unit. */
export interface Place {
  readonly table: TableId;
  readonly period: string;
  /** One for each breakdown of the table, in its order. */
  readonly codes: readonly string[];
  readonly unit: StatisticsUnit;
}

/** `table|period|codes|unit` */
export const placeKey = ({ table, period, codes, unit }: Place) => `${table}|${period}|${codes.join('>')}|${unit}`;

/** With differential privacy, one report counts for no more victims than these, so that it is known how much it can change. */
export const MOST_VICTIMS = 20;

type Sums = Map<string, number>;
interface Cell {
  readonly period: string;
  readonly codes: readonly string[];
  readonly sums: Record<StatisticsUnit, Sums>;
}

/** What is counted for each cell of some tables, by organisation. */
export class Tally {
  private readonly tables: ReadonlyMap<TableId, Map<string, Cell>>;

  /** @param isBounded whether the victims of one report are bounded */
  constructor(
    tables: readonly TableId[],
    private readonly periods: Periods,
    private readonly isBounded: boolean,
  ) {
    this.tables = new Map(tables.map((table) => [table, new Map<string, Cell>()]));
  }

  /** Adds a report, if the public may count it and it says when it happened as closely as a period. */
  add(counted: Counted): void {
    if (!audienceSees(PUBLIC_AUDIENCE, counted.cell)) return;
    if (PRECISIONS.indexOf(counted.grain) > PRECISIONS.indexOf(this.periods.length)) return;
    const period = periodOf(counted.occurred, this.periods.length);
    if (!this.periods.names.includes(period)) return;
    const codes = codesOf(counted);
    for (const [table, cells] of this.tables) {
      const breakdowns: readonly Breakdown[] = TABLES[table];
      const own = breakdowns.map((breakdown) => codes[breakdown]);
      const key = `${period}|${own.join('>')}`;
      const cell = cells.get(key) ?? { period, codes: own, sums: { reports: new Map(), victims: new Map() } };
      cells.set(key, cell);
      for (const [unit, sums] of Object.entries(cell.sums) as [StatisticsUnit, Sums][])
        sums.set(counted.organisation, (sums.get(counted.organisation) ?? 0) + this.amountOf(counted, unit));
    }
  }

  /** Every figure of a table that has a report. */
  *figures(table: TableId, units: readonly StatisticsUnit[]): Generator<{ place: Place; counted: CountedFigure }> {
    for (const { period, codes, sums } of this.tables.get(table)?.values() ?? [])
      for (const unit of units) yield { place: { table, period, codes, unit }, counted: { reports: sums.reports, amounts: sums[unit] } };
  }

  private amountOf({ amounts }: Counted, unit: StatisticsUnit): number {
    const amount = amounts[MEASURE_OF[unit]] ?? 0;
    return this.isBounded ? Math.min(MOST_VICTIMS, Math.max(0, amount)) : amount;
  }
}
