import { describe, expect, it } from '@jest/globals';
import { areTwoFactors, methodsOf } from './two-factors.ts';

const NAMED = ['urn:two', 'https://refeds.org/profile/mfa'];

describe('two factors', () => {
  it.each<[Record<string, unknown>, boolean]>([
    [{ amr: ['mfa'] }, true],
    [{ amr: ['pwd', 'otp', 'mfa'] }, true],
    [{ acr: 'urn:two' }, true],
    [{ amr: ['pwd'], acr: 'https://refeds.org/profile/mfa' }, true],
    [{}, false],
    [{ amr: [] }, false],
    // two methods may be one factor twice: the provider must say that they are several
    [{ amr: ['pwd', 'otp'] }, false],
    [{ amr: 'mfa' }, false],
    [{ amr: { 0: 'mfa' } }, false],
    [{ amr: ['MFA'] }, false],
    [{ acr: 'urn:one' }, false],
    [{ acr: 'urn:two urn:one' }, false],
    [{ acr: ['urn:two'] }, false],
    [{ acr: 'mfa' }, false],
  ])('of %j: %s', (claims, expected) => {
    expect(areTwoFactors(claims, NAMED)).toBe(expected);
  });

  it('are never proven by acr where none was named', () => {
    expect(areTwoFactors({ acr: '' }, [])).toBe(false);
  });
});

describe('methods', () => {
  it.each<[Record<string, unknown>, string[]]>([
    [{ amr: ['pwd', 'mfa'] }, ['pwd', 'mfa']],
    [{ amr: ['pwd', 7, null, 'x'.repeat(51)] }, ['pwd']],
    [{ amr: Array.from({ length: 30 }, () => 'pwd') }, Array.from({ length: 20 }, () => 'pwd')],
    [{ amr: 'pwd' }, []],
    [{}, []],
  ])('of %j', (claims, expected) => {
    expect(methodsOf(claims)).toEqual(expected);
  });
});
