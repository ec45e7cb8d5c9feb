import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { pageOf, readPlace, writePlace } from './place.ts';

const encoded = (text: string) => Buffer.from(text).toString('base64url');

describe('the place of a page', () => {
  it('is read as it was written', () => {
    const place = { at: new Date('2026-03-10T10:20:30.400Z'), id: randomUUID() };
    expect(readPlace(writePlace(place))).toEqual(place);
  });

  it.each([
    ['nothing', ''],
    ['no place', encoded('none')],
    ['no id', encoded('1773138030400 ')],
    ['an id that is none', encoded(`1773138030400 ${'-'.repeat(36)}`)],
    ['a time that is none', encoded(`soon ${randomUUID()}`)],
    ['more than a place', encoded(`1773138030400 ${randomUUID()} {"$gt":""}`)],
  ])('is refused when it is %s', (_what, cursor) => {
    expect(() => readPlace(cursor)).toThrow(expect.objectContaining({ details: expect.objectContaining({ status: 400 }) }));
  });
});

describe('a page', () => {
  const found = [1, 2, 3].map((day) => ({ at: new Date(Date.UTC(2026, 2, day)), id: '0198b3a4-7c1e-7a52-9d3f-2b6c8e4f1a70' }));

  it('ends where the next one begins, if there is one', () => {
    const { rows, next } = pageOf(found, 2, (place) => place);
    expect(rows).toEqual(found.slice(0, 2));
    expect(readPlace(next ?? '')).toEqual(found[1]);
    expect(pageOf(found, 3, (place) => place)).toEqual({ rows: found });
  });
});
