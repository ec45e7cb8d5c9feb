import type { Judged } from './wanted.ts';

/** One line of the table that the bench prints: a figure in R's hands, in ours, and what is wanted. */
export interface TableRow extends Judged {
  readonly r: string;
}

/** What one part of the bench measured. */
export interface Measured {
  /** As programs read it, in bench-detection.json; null where it could not be measured. */
  readonly figures: Readonly<Record<string, number | null>>;
  /** As people read it. */
  readonly rows: readonly TableRow[];
  readonly remarks?: readonly string[];
}

const HEAD: TableRow = { figure: '', r: 'R', here: 'here', wanted: 'wanted' };

export function tableOf(rows: readonly TableRow[]): string {
  const all = [HEAD, ...rows];
  const width = (column: 'figure' | 'r' | 'here') => Math.max(...all.map((row) => row[column].length));
  const [figure, r, here] = [width('figure'), width('r'), width('here')];
  return all
    .map((row) =>
      `  ${row.figure.padEnd(figure)}  ${row.r.padStart(r)}  ${row.here.padStart(here)}  ${row.wanted}${verdictOn(row)}`.trimEnd(),
    )
    .join('\n');
}

function verdictOn({ reached }: TableRow): string {
  return reached === undefined ? '' : reached ? ' (reached)' : ' (MISSED)';
}

export const NOT_MEASURED = '–';

export function percent(share: number | null, digits = 1): string {
  return share === null ? NOT_MEASURED : `${(share * 100).toFixed(digits)}%`;
}

/** Of weeks. */
export function rate(share: number | null): string {
  return share === null ? NOT_MEASURED : share.toFixed(4);
}
