import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { publicKeyOf } from './public-key.ts';

const rsa = (modulusLength: number, publicExponent = 65_537) => generateKeyPairSync('rsa', { modulusLength, publicExponent });
const ec = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve });

describe('the public key of a machine', () => {
  it.each([
    ['RSA', rsa(2048)],
    ['P-256', ec('P-256')],
  ])('may be %s; only its public members are kept', (_title, { publicKey }) => {
    const jwk = publicKey.export({ format: 'jwk' });
    expect(publicKeyOf({ ...jwk, kid: 'ours', x5u: 'https://example.org', alg: 'none' })).toEqual({ ...jwk, kid: 'ours', use: 'sig' });
  });

  it.each<[string, object]>([
    ['a private key', rsa(2048).privateKey.export({ format: 'jwk' })],
    ['a short RSA key', rsa(1024).publicKey.export({ format: 'jwk' })],
    ['an RSA key with the exponent 3', rsa(2048, 3).publicKey.export({ format: 'jwk' })],
    ['another curve', ec('P-384').publicKey.export({ format: 'jwk' })],
    ['a point that is on no curve', { ...ec('P-256').publicKey.export({ format: 'jwk' }), x: Buffer.alloc(32, 1).toString('base64url') }],
    ['a shared secret', { kty: 'oct', k: 'c2VjcmV0' }],
    ['an operator of the store', { kty: 'RSA', n: { $gt: '' }, e: 'AQAB' }],
    ['a kid that is no string', { ...ec('P-256').publicKey.export({ format: 'jwk' }), kid: { $gt: '' } }],
    ['nothing', {}],
  ])('is not %s', (_title, jwk) => {
    expect(() => publicKeyOf(jwk as Record<string, unknown>)).toThrow('400 unfit-key');
  });
});
