import { Inject, Injectable } from '@nestjs/common';
import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload } from 'jose';
import type { ServiceConfig } from '../config.ts';
import { Problem } from '../problem.ts';
import { SERVICE_CONFIG } from '../tokens.ts';

/** What a good token says. */
export interface TokenClaims {
  /** An organisation, or a service or the operator by name; a person where `organisation` is there. */
  readonly subject: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly issuedAt: Date;
  /** For whom a person acts. */
  readonly organisation?: string;
  /** The session in which a person signed in. */
  readonly session?: string;
}

/**
 * A new key is published for longer than this before it signs, so whoever asks this often knows it by then. Old keys count on while
 * directory does not answer.
 */
const REFRESH_MS = 300_000;
const COOLDOWN_MS = 5_000;

/** Checks access tokens of directory offline: its keys are fetched every few minutes beside the requests, and for a key that is not known yet. */
@Injectable()
export class TokenVerifier {
  private readonly keys: ReturnType<typeof createRemoteJWKSet>;
  private readonly issuer: string;
  private askedAt = -Infinity;

  constructor(@Inject(SERVICE_CONFIG) private readonly config: Pick<ServiceConfig, 'DIRECTORY_URL' | 'TOKEN_ISSUER' | 'TOKEN_AUDIENCE'>) {
    const provider = `${config.DIRECTORY_URL}/oidc`;
    this.issuer = config.TOKEN_ISSUER ?? provider;
    this.keys = createRemoteJWKSet(new URL(`${provider}/jwks`), { cacheMaxAge: Infinity, cooldownDuration: COOLDOWN_MS });
  }

  /** @throws Problem 401 for a token that is not good, 503 when directory's keys cannot be had */
  async verify(token: string): Promise<TokenClaims> {
    this.refreshKeys();
    try {
      const { payload } = await jwtVerify(token, this.keys, {
        issuer: this.issuer,
        audience: this.config.TOKEN_AUDIENCE,
        algorithms: ['RS256'],
        requiredClaims: ['sub', 'exp', 'client_id'],
      });
      return claimsOf(payload);
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

  /** Nobody waits for it, and it may fail: who holds the keys needs no directory. */
  private refreshKeys(): void {
    const now = performance.now();
    if (now - this.askedAt < REFRESH_MS) return;
    const first = this.askedAt === -Infinity;
    this.askedAt = now;
    if (!first) this.keys.reload().catch(() => (this.askedAt = now - REFRESH_MS + COOLDOWN_MS));
  }
}

function claimsOf(payload: JWTPayload): TokenClaims {
  const { scope, organisation, sid, client_id: clientId, iat = 0 } = payload;
  return {
    subject: String(payload.sub),
    clientId: String(clientId),
    scopes: typeof scope === 'string' ? scope.split(' ') : [],
    issuedAt: new Date(iat * 1000),
    ...(typeof organisation === 'string' && { organisation }),
    ...(typeof sid === 'string' && { session: sid }),
  };
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
