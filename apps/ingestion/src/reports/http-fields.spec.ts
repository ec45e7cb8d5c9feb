import { describe, expect, it } from '@jest/globals';
import { KeyRing, Problem } from '@landbridge/platform';
import { addressOf } from '../http/page-link.ts';
import { Cursors } from '../http/cursors.ts';
import { entityTag, expectedRevision } from './entity-tag.ts';

const statusOf = (act: () => unknown) => {
  try {
    act();
    return 200;
  } catch (error) {
    return error instanceof Problem ? error.details.status : 500;
  }
};

describe('If-Match', () => {
  it('is the tag of a revision, or any', () => {
    expect(expectedRevision(entityTag(7), 'required')).toBe(7);
    expect(expectedRevision('*', 'required')).toBe('any');
    expect(expectedRevision(undefined, 'optional')).toBe('any');
  });

  it.each([[undefined, 428], ['7', 400], ['W/"7"', 400], ['"7", "8"', 400], ['""', 400]])('is refused as %s', (header, status) => {
    expect(statusOf(() => expectedRevision(header, 'required'))).toBe(status);
  }); // prettier-ignore
});

describe('a cursor', () => {
  const cursors = new Cursors(new KeyRing(Buffer.alloc(32, 1)));
  const bound = { organisation: 'o', purpose: 'research' };

  it('leads back to its place', () => {
    expect(cursors.read(cursors.write(['2026-01-01', 'x'], bound), bound)).toEqual(['2026-01-01', 'x']);
  });

  it.each(['', 'x', 'AAAAAAAAAAAAAAAAAAAAAAAAAAAA'])('is refused when it was made up: %j', (made) => {
    expect(statusOf(() => cursors.read(made, bound))).toBe(400);
  });

  it('is refused to others and with other filters', () => {
    const cursor = cursors.write(['a'], bound);
    expect(statusOf(() => cursors.read(cursor, { ...bound, organisation: 'p' }))).toBe(400);
  });

  it('takes the place of an older one in the address of the next page', () => {
    expect(addressOf('/v1/reports?limit=5&cursor=old&corridor=RO%3EIT', 'new')).toBe('/v1/reports?limit=5&cursor=new&corridor=RO%3EIT');
  });

  it('leads through a list row by row, and ends with it', async () => {
    const list = ['a', 'b', 'c', 'd', 'e'];
    const find = (after: readonly [string] | undefined, limit: number) =>
      Promise.resolve(list.filter((row) => !after || row > after[0]).slice(0, limit));
    const seen: (readonly string[])[] = [];
    let next: string | undefined;
    do {
      const page = await cursors.page({ cursor: next, limit: 2 }, bound, find, (row) => [row]);
      seen.push(page.rows);
      next = page.next;
    } while (next !== undefined);
    expect(seen).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
    expect(await cursors.page({ limit: 5 }, bound, find, (row) => [row])).toEqual({ rows: list });
  });
});
