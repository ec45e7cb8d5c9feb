import { describe, expect, it } from '@jest/globals';
import { languageOf } from './language-of.ts';

describe('languageOf', () => {
  it.each([
    [undefined, undefined, 'en'],
    [undefined, 'de', 'en'],
    [undefined, 'de, fr;q=0.5, sv;q=0.8', 'sv'],
    [undefined, 'ro-MD', 'ro'],
    ['es', 'sv', 'es'],
  ] as const)('of %s by %s is %s', (asked, accepted, expected) => {
    expect(languageOf(asked, accepted)).toBe(expected);
  });
});
