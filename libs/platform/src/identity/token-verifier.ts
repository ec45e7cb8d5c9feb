import { Inject, Injectable } from '@nestjs/common';
import { createRemoteJWKSet, errors, jwtVerify, type JWTVerifyGetKey } from 'jose';
import type { ServiceConfig } from '../config.ts';
import { Problem } from '../problem.ts';
import { SERVICE_CONFIG } from '../tokens.ts';

/** What a good token says. */
export interface TokenClaims {
  readonly subject: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
}

/** Checks access tokens of directory offline: its keys are fetched once, and again only for a key that is not known yet. */
@Injectable()
export class TokenVerifier {
  private readonly keys: JWTVerifyGetKey;
  private readonly issuer: string;

  constructor(@Inject(SERVICE_CONFIG) private readonly config: Pick<ServiceConfig, 'DIRECTORY_URL' | 'TOKEN_ISSUER' | 'TOKEN_AUDIENCE'>) {
    const provider = `${config.DIRECTORY_URL}/oidc`;
    this.issuer = config.TOKEN_ISSUER ?? provider;
    this.keys = createRemoteJWKSet(new URL(`${provider}/jwks`), { cacheMaxAge: Infinity, cooldownDuration: 5_000 });
  }

  /** @throws Problem 401 for a token that is not good, 503 when directory's keys cannot be had */
  async verify(token: string): Promise<TokenClaims> {
    try {
      const { payload } = await jwtVerify(token, this.keys, {
        issuer: this.issuer,
        audience: this.config.TOKEN_AUDIENCE,
        algorithms: ['RS256'],
        requiredClaims: ['sub', 'exp', 'client_id'],
      });
      return {
        subject: String(payload.sub),
        clientId: String(payload['client_id']),
        scopes: typeof payload['scope'] === 'string' ? payload['scope'].split(' ') : [],
      };
    } catch (error) {
      if (isAboutToken(error))
        throw notAuthenticated(
          error instanceof errors.JWTExpired
            ? 'The access token has expired; ask for a new one.'
            : 'The access token is not one of this network.',
        );
      throw new Problem({
        type: 'keys-unreachable',
        status: 503,
        title: 'Tokens cannot be checked now',
        detail: 'directory does not answer. Try again.',
        headers: { 'retry-after': '5' },
      });
    }
  }
}

export function notAuthenticated(detail: string): Problem {
  return new Problem({
    type: 'not-authenticated',
    status: 401,
    title: 'Who is asking?',
    detail,
    headers: { 'www-authenticate': 'Bearer' },
  });
}

function isAboutToken(error: unknown): boolean {
  if (error instanceof errors.JWKSTimeout) return false;
  return error instanceof errors.JOSEError && error.code !== 'ERR_JOSE_GENERIC';
}
