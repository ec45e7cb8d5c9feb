import { describe, expect, it } from '@jest/globals';
import { neighboursOf } from './neighbours.ts';

const LETTERS = Array.from({ length: 26 }, (_, i) => String.fromCharCode(65 + i));
const CODES = LETTERS.flatMap((first) => LETTERS.map((second) => first + second));

describe('land borders', () => {
  it.each([
    ['DE', 'AT BE CH CZ DK FR LU NL PL'],
    ['SE', 'DK FI NO'],
    ['NP', 'CN IN'],
    ['XK', 'AL ME MK RS'],
    ['GB', 'FR IE'],
    ['PT', 'ES'],
    ['LS', 'ZA'],
    ['SG', 'MY'],
    ['PH', ''],
    ['online', ''],
  ])('%s: %s', (country, neighbours) => {
    expect(neighboursOf(country).toSorted().join(' ')).toBe(neighbours);
  });

  it('are seen from both sides, each once, and nobody borders on themselves', () => {
    for (const country of CODES) {
      const neighbours = neighboursOf(country);
      expect(new Set(neighbours).size).toBe(neighbours.length);
      expect(neighbours).not.toContain(country);
      for (const other of neighbours) expect(neighboursOf(other)).toContain(country);
    }
  });

  it('are as many as there are: 16 for China, 14 for Russia, 10 for Brazil, and 166 countries have any', () => {
    expect(['CN', 'RU', 'BR'].map((country) => neighboursOf(country).length)).toEqual([16, 14, 10]);
    expect(CODES.filter((country) => neighboursOf(country).length > 0)).toHaveLength(166);
  });
});
