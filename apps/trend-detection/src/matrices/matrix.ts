import type { Dimension } from '@landbridge/contracts';
import type { Counted } from '../counting/contribution.ts';
import { valuesOf } from '../series/recorded-reports.ts';

export interface MatrixCell {
  readonly row: string;
  readonly column: string;
  readonly reports: number;
}

export interface MatrixTotal {
  readonly value: string;
  readonly reports: number;
}

/** Counts reports by their codes in two dimensions. One with several codes counts in several cells, but once in each total. */
export class MatrixTally {
  #reports = 0;
  readonly #rows = new Map<string, number>();
  readonly #columns = new Map<string, number>();
  readonly #cells = new Map<string, number>();

  constructor(
    private readonly rows: Dimension,
    private readonly columns: Dimension,
  ) {}

  /** What has no code in one of the dimensions counts nowhere. */
  add(report: Pick<Counted, 'series'>): void {
    const rows = valuesOf(report, this.rows);
    const columns = valuesOf(report, this.columns);
    if (rows.length === 0 || columns.length === 0) return;
    this.#reports += 1;
    for (const row of rows) increase(this.#rows, row);
    for (const column of columns) increase(this.#columns, column);
    for (const row of rows) for (const column of columns) increase(this.#cells, `${row}|${column}`);
  }

  /** In the order of the codes. @param minimum what has fewer reports is left out */
  matrix(minimum: number): { reports: number; cells: MatrixCell[]; rowTotals: MatrixTotal[]; columnTotals: MatrixTotal[] } {
    const inOrder = (counts: ReadonlyMap<string, number>) =>
      [...counts].filter(([, reports]) => reports >= minimum).sort(([one], [other]) => (one < other ? -1 : 1));
    const totals = (counts: ReadonlyMap<string, number>) => inOrder(counts).map(([value, reports]) => ({ value, reports }));
    const cells = inOrder(this.#cells).map(([key, reports]) => {
      const [row = '', column = ''] = key.split('|');
      return { row, column, reports };
    });
    return { reports: this.#reports, cells, rowTotals: totals(this.#rows), columnTotals: totals(this.#columns) };
  }
}

function increase(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
