import type { Violation } from '@landbridge/contracts';
import { READ_CELL, WrongCell } from './cells.ts';
import type { ColumnMapping, CsvMapping } from './mapping.ts';

/** The header of a file is not what its mapping expects. The message names the columns that were found. */
export class HeaderMismatch extends Error {
  override readonly name = 'HeaderMismatch';
}

type Fields = Record<string, unknown>;
interface Placed extends ColumnMapping {
  readonly at: number;
  readonly path: readonly string[];
}

/** One CSV file under its mapping: rows in, reports as they would have been sent out. */
export class MappedFile {
  private readonly placed: readonly Placed[];
  private readonly identityAt: number | undefined;

  /**
   * @param header the names of the columns
   * @throws HeaderMismatch for a delimiter that is not declared, missing, repeated and unknown columns
   */
  constructor(
    private readonly mapping: CsvMapping,
    private readonly header: readonly string[],
  ) {
    const { identity, columns } = mapping;
    checkHeader(mapping, header);
    this.placed = columns.map((column) => ({ ...column, at: header.indexOf(column.column), path: column.to.split('/').slice(1) }));
    this.identityAt = identity === 'row' ? undefined : header.indexOf(identity.column);
  }

  /**
   * @param rowIdentity what the row is known by where the mapping's identity is `row`
   * @returns the report to be judged, or what is wrong with the cells
   */
  report(cells: readonly string[], rowIdentity: string): { readonly plain: Fields } | { readonly errors: Violation[] } {
    if (cells.length !== this.header.length)
      return { errors: [{ pointer: '', detail: `The row has ${cells.length} cells, the header ${this.header.length}.` }] };
    const plain: Fields = structuredClone(this.mapping.constants);
    const errors: Violation[] = [];
    for (const column of this.placed) {
      try {
        place(plain, column, readCell(column, cells[column.at]?.trim() ?? ''));
      } catch (error) {
        if (!(error instanceof WrongCell)) throw error;
        errors.push({ pointer: column.to, detail: `The column ${column.column} ${error.message}.` });
      }
    }
    const identity = this.identityAt === undefined ? rowIdentity : cells[this.identityAt]?.trim();
    if (!identity) errors.push({ pointer: '/externalIds/0', detail: 'The column that identifies the row is empty.' });
    return errors.length > 0 ? { errors } : { plain: { ...withoutHoles(plain), externalIds: [identity] } };
  }
}

function readCell({ as, to, map, absentWhen = [] }: Placed, cell: string): unknown {
  if (cell === '' || absentWhen.includes(cell)) return undefined;
  if (map && !Object.hasOwn(map, cell)) throw new WrongCell(`must hold one of ${Object.keys(map).join(', ')}`);
  return READ_CELL[as](map?.[cell] ?? cell, to);
}

function place(report: Fields, { path, negative }: Placed, value: unknown): void {
  if (value === undefined) return;
  let fields = report;
  for (const [i, name] of path.slice(0, -1).entries()) {
    const next = Object.hasOwn(fields, name) ? fields[name] : undefined;
    const inner = isObject(next) ? next : /^\d/.test(path[i + 1] ?? '') ? ([] as unknown as Fields) : {};
    fields[name] = inner;
    fields = inner;
  }
  fields[path.at(-1) ?? ''] = value;
  if (negative === 'adjustment' && typeof value === 'number' && value < 0) fields['adjustment'] = true;
}

/** A list whose first column was empty begins with its second. */
function withoutHoles(fields: Fields): Fields {
  for (const [name, value] of Object.entries(fields)) {
    if (Array.isArray(value)) fields[name] = value.filter((item) => item !== undefined);
    else if (isObject(value)) withoutHoles(value);
  }
  return fields;
}

function checkHeader({ name, delimiter, identity, columns, ignore }: CsvMapping, header: readonly string[]): void {
  const wanted = new Set([...columns.map(({ column }) => column), ...(identity === 'row' ? [] : [identity.column])]);
  const missing = [...wanted].filter((column) => !header.includes(column));
  const found = `Found: ${listed(header)}.`;
  if (missing.length === wanted.size)
    throw new HeaderMismatch(
      `No column of the mapping ${name} is in the header. It expects cells separated by ${JSON.stringify(delimiter)}; check the file's delimiter and its first line. ${found}`,
    );
  if (missing.length > 0)
    throw new HeaderMismatch(`The mapping ${name} needs columns that the file does not have: ${listed(missing)}. ${found}`);
  const repeated = header.filter((column, i) => header.indexOf(column) !== i);
  if (repeated.length > 0) throw new HeaderMismatch(`The header names columns twice: ${listed(repeated)}. Rename or remove them.`);
  const unknown = header.filter((column) => !wanted.has(column) && !ignore.includes(column));
  if (unknown.length > 0)
    throw new HeaderMismatch(`The mapping ${name} does not know these columns: ${listed(unknown)}. Map them, or list them under "ignore".`);
}

/** Names of columns, as many and as long as a message bears. */
function listed(names: readonly string[]): string {
  const shown = names.slice(0, 30).map((name) => JSON.stringify(name.slice(0, 60)));
  return shown.join(', ') + (names.length > shown.length ? ` and ${names.length - shown.length} more` : '');
}

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
