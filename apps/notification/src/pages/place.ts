import { Problem } from '@landbridge/platform';

/** A place in a list that has the newest first. */
export interface Place {
  readonly at: Date;
  readonly id: string;
}

/** A page of a list, and where the next one begins. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly next?: string;
}

/** Cuts a page from the rows that were found: one more was asked for than it holds, to know whether there is another. */
export function pageOf<Row>(found: readonly Row[], limit: number, placeOf: (row: Row) => Place): Page<Row> {
  const rows = found.slice(0, limit);
  const last = found.length > limit ? rows.at(-1) : undefined;
  return { rows, ...(last !== undefined && { next: writePlace(placeOf(last)) }) };
}

export const writePlace = ({ at, id }: Place): string => Buffer.from(`${at.getTime()} ${id}`).toString('base64url');

/** @throws Problem 400 for what was not the cursor of a page */
export function readPlace(cursor: string): Place {
  const [, time, id] = /^(\d{1,15}) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  const at = new Date(Number(time));
  if (id === undefined || Number.isNaN(at.getTime()))
    throw new Problem({
      type: 'invalid',
      status: 400,
      title: 'The request is not valid',
      detail: 'See errors for each field.',
      errors: [{ pointer: '/cursor', detail: 'cursor must be the next of the page before, as it was given.' }],
    });
  return { at, id };
}
