import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { readPlace, writePlace } from './place.ts';

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
