import { isDay, isInstant, readCountry } from '@landbridge/contracts';
import type { CellKind } from './mapping.ts';

/** A cell does not hold what its column should. The message is for the sender and quotes nothing. */
export class WrongCell extends Error {
  override readonly name = 'WrongCell';
}

/**
 * Reads one cell, not empty, for the place in the report where it goes.
 * @returns `undefined` where the cell says that something is not known
 * @throws WrongCell
 */
export const READ_CELL: Readonly<Record<CellKind, (cell: string, to: string) => unknown>> = {
  text: (cell) => cell,
  code: (cell) => cell,
  country: (cell) => readCountry(cell),
  integer: (cell) => {
    if (!/^[+-]?\d{1,9}$/.test(cell)) throw new WrongCell('must hold a whole number');
    return Number(cell);
  },
  date: (cell, to) => {
    if (to === '/recordedAt') {
      const stated: unknown = cell;
      if (isInstant(stated)) return stated;
      if (isDay(stated)) return `${stated}T00:00:00Z`;
      throw new WrongCell('must hold a day, written YYYY-MM-DD, or an instant in UTC');
    }
    if (!isDay(cell)) throw new WrongCell('must hold a day of the calendar, written YYYY-MM-DD');
    return to === '/observed' ? { from: cell, to: cell, precision: 'day' } : cell;
  },
  year: (cell, to) => {
    if (!/^(?:19|20|21)\d\d$/.test(cell)) throw new WrongCell('must hold a year, written YYYY');
    const [first, last] = [`${cell}-01-01`, `${cell}-12-31`];
    // a yearly figure is recorded when its year is over
    if (to === '/recordedAt') return `${last}T23:59:59Z`;
    if (to === '/observed') return { from: first, to: last, precision: 'year' };
    return to === '/observed/to' ? last : first;
  },
};
