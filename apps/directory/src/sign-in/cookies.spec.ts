import { describe, expect, it } from '@jest/globals';
import { cookieIn, setCookie } from './cookies.ts';

describe('cookies', () => {
  it.each([
    ['https://example.org', 'a=b; Path=/sign-in; Max-Age=60; HttpOnly; SameSite=Lax; Secure'],
    ['https://example.org/directory', 'a=b; Path=/directory/sign-in; Max-Age=60; HttpOnly; SameSite=Lax; Secure'],
    ['http://127.0.0.1:3001', 'a=b; Path=/sign-in; Max-Age=60; HttpOnly; SameSite=Lax'],
  ])('of %s go to pages of directory alone', (publicUrl, expected) => {
    expect(setCookie('a', 'b', { publicUrl, path: '/sign-in', life: 60 })).toBe(expected);
  });

  it.each<[string | undefined, string | undefined]>([
    ['a=b', 'b'],
    ['x=y; a=b; z=1', 'b'],
    ['aa=b', undefined],
    ['a=', undefined],
    ['a=b"c', undefined],
    [`a=${'x'.repeat(401)}`, undefined],
    [undefined, undefined],
  ])('are read from %s as %s', (cookie, expected) => {
    expect(cookieIn({ headers: cookie === undefined ? {} : { cookie } }, 'a')).toBe(expected);
  });
});
