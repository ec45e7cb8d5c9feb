import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { base32, codeOf, otpauthUri, stepAt, stepOf } from './totp.ts';

const secret = Buffer.from('12345678901234567890');

describe('the second factor', () => {
  it.each([
    ['1970-01-01T00:00:59Z', '94287082'],
    ['2005-03-18T01:58:29Z', '07081804'],
    ['2005-03-18T01:58:31Z', '14050471'],
    ['2009-02-13T23:31:30Z', '89005924'],
    ['2033-05-18T03:33:20Z', '69279037'],
    ['2603-10-11T11:33:20Z', '65353130'],
  ])('has at %s the code of RFC 6238, appendix B', (time, code) => {
    expect(codeOf(secret, stepAt(new Date(time)), 8)).toBe(code);
  });

  it('takes the code of the step before and after, and no other', () => {
    fc.assert(
      fc.property(fc.integer({ min: 300, max: 2 ** 40 }), fc.integer({ min: -5, max: 5 }), (seconds, away) => {
        const now = new Date(seconds * 1000);
        const step = stepAt(now) + away;
        const code = codeOf(secret, step);
        const near = [0, -1, 1].map((distance) => codeOf(secret, stepAt(now) + distance));
        expect(stepOf(secret, code, now) !== undefined).toBe(near.includes(code));
        if (Math.abs(away) <= 1 && near.filter((each) => each === code).length === 1) expect(stepOf(secret, code, now)).toBe(step);
      }),
    );
  });

  it.each(['', '12345', '1234567', 'abcdef', '１２３４５６', ' 94287082'])('takes no "%s"', (code) => {
    expect(stepOf(secret, code, new Date(59_000))).toBeUndefined();
  });

  it('is written as RFC 4648 says', () => {
    expect(['', 'f', 'fo', 'foo', 'foob', 'fooba', 'foobar'].map((text) => base32(Buffer.from(text)))).toEqual([
      '',
      'MY',
      'MZXQ',
      'MZXW6',
      'MZXW6YQ',
      'MZXW6YTB',
      'MZXW6YTBOI',
    ]);
    expect(otpauthUri(secret, 'ana@example.org')).toBe(
      'otpauth://totp/Landbridge%3Aana%40example.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Landbridge&algorithm=SHA1&digits=6&period=30',
    );
  });
});
