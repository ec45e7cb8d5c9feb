import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { similarity, Signatures } from './signature.ts';

const signatures = new Signatures(Buffer.alloc(32, 7));
const words = (length: number) =>
  fc.array(fc.stringMatching(/^[a-z]{2,9}$/), { minLength: length, maxLength: length }).map((list) => list.map((word, i) => `${word}${i}`));

function of(text: string): string {
  const signature = signatures.of(text);
  if (signature === undefined) throw new Error('no words');
  return signature;
}

describe('the similarity signature of a narrative', () => {
  it('is 64 unsigned numbers in base64, the same each time', () => {
    const signature = of('Men were promised work on a building site in the north');
    expect(signature).toMatch(/^[A-Za-z0-9+/]{342}==$/);
    expect(of('Men were promised work on a building site in the north')).toBe(signature);
    expect(new Signatures(Buffer.alloc(32, 7)).of('Men were promised work on a building site in the north')).toBe(signature);
  });

  it('does not mind case, width and punctuation', () => {
    expect(of('Ｍen were promised WORK on a building site, in Łódź!')).toBe(of('men were promised work on a building site in łódź'));
  });

  it.each([' … !', 'No details.', 'Nothing more is known of it at present.', '没有更多信息'])(
    'is absent for what many write: %s',
    (text) => {
      expect(signatures.of(text)).toBeUndefined();
    },
  );

  it('exists for a text without spaces between its words', () => {
    const of40 = (start: number) => String.fromCodePoint(...Array.from({ length: 40 }, (_, i) => start + i));
    expect(of(of40(0x4e00))).not.toBe(of(of40(0x5000)));
  });

  it('cannot be compared under another key', () => {
    const other = new Signatures(Buffer.alloc(32, 8)).of('men were promised work on a building site in the north') ?? '';
    expect(similarity(of('men were promised work on a building site in the north'), other)).toBeLessThan(0.2);
  });

  it('of similar texts is similar, of different ones not', () => {
    fc.assert(
      fc.property(words(120), words(120), fc.nat(119), (text, stranger, at) => {
        const changed = text.with(at, 'changed');
        // 3 of 118 shingles differ: Jaccard at least 115/121; six standard errors of 64 draws below it
        expect(similarity(of(text.join(' ')), of(changed.join(' ')))).toBeGreaterThan(0.77);
        expect(similarity(of(text.join(' ')), of(stranger.map((word) => `x${word}`).join(' ')))).toBeLessThan(0.2);
      }),
      { numRuns: 50 },
    );
  });
});
