import { hkdfSync } from 'node:crypto';
import { open, seal, SealBroken } from './keys/key-ring.ts';
import { Problem } from './problem.ts';

/** What is asked of a list: how many rows, and behind which place. */
export interface PageAsked {
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** Rows of a list, and the cursor of those behind them. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly next?: string;
}

/** Where a row stands in a list: by what it is sorted, and its id. */
export type Place = readonly [by: string, id: string];

/** Places in a list as sealed texts: nobody reads them, and they are good only for the caller and the filters that they were given for. */
export class Cursors {
  private readonly key: Buffer;

  /** @param secret what all instances of the service have, and nobody else; at least 128 random bits */
  constructor(secret: string) {
    this.key = Buffer.from(hkdfSync('sha256', secret, '', 'cursors', 32));
  }

  /** @param bound who asks for what */
  write(position: readonly string[], bound: object): string {
    return seal(this.key, JSON.stringify(bound), Buffer.from(JSON.stringify(position))).toString('base64url');
  }

  /** @throws Problem 400 for a cursor of another caller or other filters */
  read(cursor: string, bound: object): string[] {
    try {
      // what can be opened was written here
      return JSON.parse(open(this.key, JSON.stringify(bound), Buffer.from(cursor, 'base64url')).toString('utf8')) as string[];
    } catch (error) {
      if (!(error instanceof SealBroken)) throw error;
      throw new Problem({
        type: 'bad-cursor',
        status: 400,
        title: 'The cursor is not good here',
        detail: 'A cursor goes with the filters and the organisation that it was given for. Begin again without one.',
      });
    }
  }

  /**
   * Reads a page, and one row more to know whether another one follows.
   * @param bound who asks for what
   * @param find rows behind a place, in their order
   * @throws Problem 400 for a cursor of another caller or other filters
   */
  async page<Row, At extends readonly [string, ...string[]]>(
    { cursor, limit }: PageAsked,
    bound: object,
    find: (after: At | undefined, limit: number) => Promise<Row[]>,
    placeOf: (row: Row) => At,
  ): Promise<Page<Row>> {
    // a cursor that is good here was written of a place of this list
    const after = cursor === undefined ? undefined : (this.read(cursor, bound) as readonly string[] as At);
    const found = await find(after, limit + 1);
    const rows = found.slice(0, limit);
    const last = found.length > limit ? rows.at(-1) : undefined;
    return { rows, ...(last !== undefined && { next: this.write(placeOf(last), bound) }) };
  }
}
