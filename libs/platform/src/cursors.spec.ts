import { describe, expect, it } from '@jest/globals';
import { Cursors } from './cursors.ts';

describe('a cursor', () => {
  const cursors = new Cursors('x'.repeat(22));
  const bound = { organisation: 'o', purpose: 'research' };

  it('leads back to its place, also at another instance', () => {
    const cursor = cursors.write(['2026-01-01', 'x'], bound);
    expect(cursors.read(cursor, bound)).toEqual(['2026-01-01', 'x']);
    expect(new Cursors('x'.repeat(22)).read(cursor, bound)).toEqual(['2026-01-01', 'x']);
  });

  it('tells nobody its place, nor that it is the same as another', () => {
    const [one, two] = [cursors.write(['2026-01-01', 'x'], bound), cursors.write(['2026-01-01', 'x'], bound)];
    expect(Buffer.from(one, 'base64url').toString('latin1')).not.toMatch(/2026|"x"/);
    expect(one).not.toBe(two);
  });

  it.each(['', 'x', 'AAAAAAAAAAAAAAAAAAAAAAAAAAAA', 'A'.repeat(80)])('is refused when it was made up: %j', (made) => {
    expect(() => cursors.read(made, bound)).toThrow('400 bad-cursor');
  });

  it('is refused to others, with other filters, and under another secret', () => {
    const cursor = cursors.write(['a'], bound);
    expect(() => cursors.read(cursor, { ...bound, organisation: 'p' })).toThrow('400 bad-cursor');
    expect(() => cursors.read(cursor, { ...bound, purpose: 'policy' })).toThrow('400 bad-cursor');
    expect(() => new Cursors('y'.repeat(22)).read(cursor, bound)).toThrow('400 bad-cursor');
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
