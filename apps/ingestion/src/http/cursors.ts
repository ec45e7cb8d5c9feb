import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { KeyRing, Problem } from '@landbridge/platform';

const MAC_BYTES = 16;

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

/** Places in a list as opaque texts, good only for the caller and the filters that they were given for. */
@Injectable()
export class Cursors {
  private readonly key: KeyObject;

  constructor(keys: KeyRing) {
    this.key = createSecretKey(keys.derive('cursors'));
  }

  /** @param bound who asks for what */
  write(position: readonly string[], bound: object): string {
    const place = Buffer.from(JSON.stringify(position));
    return Buffer.concat([this.mac(place, bound), place]).toString('base64url');
  }

  /** @throws Problem 400 for a cursor of another caller or other filters */
  read(cursor: string, bound: object): string[] {
    const bytes = Buffer.from(cursor, 'base64url');
    const place = bytes.subarray(MAC_BYTES);
    const position: unknown =
      bytes.length > MAC_BYTES && timingSafeEqual(bytes.subarray(0, MAC_BYTES), this.mac(place, bound))
        ? JSON.parse(place.toString('utf8'))
        : undefined;
    if (Array.isArray(position) && position.every((part) => typeof part === 'string')) return position;
    throw new Problem({
      type: 'bad-cursor',
      status: 400,
      title: 'The cursor is not good here',
      detail: 'A cursor goes with the filters and the organisation that it was given for. Begin again without one.',
    });
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

  private mac(place: Buffer, bound: object): Buffer {
    return createHmac('sha256', this.key).update(JSON.stringify(bound)).update('\n').update(place).digest().subarray(0, MAC_BYTES);
  }
}
