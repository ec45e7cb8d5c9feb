import { exportSPKI, generateKeyPair, importJWK, SignJWT, UnsecuredJWT, type JWK, type JWTPayload } from 'jose';
import { createPublicKey, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { System } from '../../src/system/system.ts';
import { tokenAudience } from '../../src/token-source.ts';

/** Makes tokens with the network's own key, and such as only look like it. */
export class Intruder {
  private constructor(
    private readonly issuer: string,
    private readonly jwk: JWK,
  ) {}

  static in({ directory, addresses }: System): Intruder {
    const { keys } = JSON.parse(readFileSync(join(directory, 'secrets/services/signing-keys.json'), 'utf8')) as { keys: JWK[] };
    return new Intruder(`${addresses.directory}/oidc`, keys[0] ?? {});
  }

  /** A good token for any scope, which directory would not have given. */
  async signed(subject: string, scope: string): Promise<string> {
    return this.jwt(this.payload(subject, scope))
      .setExpirationTime('10m')
      .sign(await importJWK(this.jwk, 'RS256'));
  }

  /** Tokens that are no good, by what is wrong with them. */
  async bad(subject: string, scope: string): Promise<Record<string, string>> {
    const key = await importJWK(this.jwk, 'RS256');
    const payload = this.payload(subject, scope);
    const { privateKey: another } = await generateKeyPair('RS256');
    const publicKey = createPublicKey({ key: this.jwk, format: 'jwk' });
    return {
      'none that is one': 'not.a.token',
      expired: await this.jwt(payload).setExpirationTime('-1m').sign(key),
      'without an end': await this.jwt(payload).sign(key),
      'for another audience': await this.jwt({ ...payload, aud: 'https://elsewhere.example' })
        .setExpirationTime('10m')
        .sign(key),
      'of another issuer': await this.jwt({ ...payload, iss: 'https://elsewhere.example' })
        .setExpirationTime('10m')
        .sign(key),
      'forged with another key': await this.jwt(payload).setExpirationTime('10m').sign(another),
      'without a signature': new UnsecuredJWT(payload).setExpirationTime('10m').encode(),
      'signed with the public key as a secret': await new SignJWT(payload)
        .setProtectedHeader({ alg: 'HS256', kid: String(this.jwk.kid) })
        .setExpirationTime('10m')
        .sign(new TextEncoder().encode(await exportSPKI(publicKey))),
    };
  }

  private payload(sub: string, scope: string): JWTPayload {
    return { sub, scope, client_id: 'intruder', iss: this.issuer, aud: tokenAudience, jti: randomUUID() };
  }

  private jwt(payload: JWTPayload): SignJWT {
    return new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid: String(this.jwk.kid) }).setIssuedAt();
  }
}
