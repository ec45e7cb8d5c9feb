import { createHash, generateKeyPairSync, type JsonWebKey } from 'node:crypto';

/** A JSON Web Key Set (RFC 7517) of private RSA keys. */
export interface SigningKeys {
  readonly keys: JsonWebKey[];
}

/** One new key of 2048 bits for RS256, named after its modulus. */
export function newSigningKeys(): SigningKeys {
  const jwk = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });
  const kid = createHash('sha256').update(String(jwk.n)).digest('base64url').slice(0, 16);
  return { keys: [{ ...jwk, kid, use: 'sig', alg: 'RS256' }] };
}

/** What checks tokens, and nothing that could sign one. */
export function publicKeysOf({ keys }: SigningKeys): { keys: object[] } {
  return { keys: keys.map(({ kty, n, e, kid, use, alg }) => ({ kty, n, e, kid, use, alg })) };
}
