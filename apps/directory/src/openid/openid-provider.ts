import { SCOPES, type SigningKeys } from '@landbridge/platform';
import { type Configuration, errors, interactionPolicy, type KoaContextWithOIDC, Provider, type ResourceServer } from 'oidc-provider';
import { isSecretOf } from '../credentials/client-secret.ts';
import { messagePage, PAGE_HEADERS } from '../sign-in/pages.ts';
import type { Accounts } from './accounts.ts';
import { ClientAdapter } from './client-adapter.ts';
import type { Clients } from './clients.ts';
import { grantByRoles } from './grants.ts';
import type { OidcRecordsRepository } from './oidc-records.repository.ts';
import { StoreAdapter } from './store-adapter.ts';

/** A token lives this many seconds. */
export const TOKEN_LIFE = 600;
/** Whoever signed in does so again after this many seconds, whatever was done meanwhile. */
export const SESSION_LIFE = 12 * 3600;
/** Somebody reads the page, looks for the telephone, and types. */
const SIGN_IN_LIFE = 1800;
const CODE_LIFE = 60;
/** An assertion of a machine (RFC 7523) ends this soon, so that ids of those that were used need no long memory. */
const ASSERTION_LIFE = 600;
const CLOCKS_DIFFER = 10;

export interface OpenIdOptions {
  readonly issuer: string;
  /** Where directory's own pages are, without a slash at the end. */
  readonly publicUrl: string;
  /** The one resource that tokens are for. */
  readonly audience: string;
  readonly keys: SigningKeys;
  readonly cookieKey: string;
  readonly clients: Clients;
  readonly accounts: Accounts;
  readonly records: OidcRecordsRepository;
  readonly now: () => Date;
}

/**
 * The OpenID provider for machines (client credentials by secret or key) and people (authorization code with PKCE, refresh tokens that
 * end with the session). Access tokens are JWTs for the network, and nothing else is opened by them.
 */
export function openIdProvider(options: OpenIdOptions): Provider {
  const provider = new Provider(options.issuer, {
    ...forMachines(options),
    ...forPeople(options),
    adapter: (kind) => (kind === 'Client' ? new ClientAdapter(options.clients) : new StoreAdapter(kind, options.records, options.now)),
    jwks: options.keys,
    scopes: ['openid', ...SCOPES],
    claims: { openid: ['sub'] },
    features: features(options),
    ttl: lives(options),
    renderError: (ctx, out) => {
      if (ctx.accepts('json', 'html') !== 'html') return void (ctx.body = out);
      ctx.set(PAGE_HEADERS);
      ctx.body = messagePage('This did not work', 'Go back to where you came from and sign in again.', out.error_description ?? out.error);
    },
  });
  provider.Client.prototype.compareClientSecret = function (secret: string) {
    return isSecretOf(this.clientSecret ?? '', secret);
  };
  // what stands before directory speaks TLS; OpenIdHost says which scheme it is
  provider.proxy = true;
  return provider;
}

function forMachines({ now }: OpenIdOptions): Configuration {
  return {
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'],
    enabledJWA: { clientAuthSigningAlgValues: ['RS256', 'PS256', 'ES256'] },
    extraClientMetadata: { properties: ['subject'] },
    clockTolerance: CLOCKS_DIFFER,
    assertJwtClientAuthClaimsAndHeader: (_ctx, { exp }) => {
      if (Number(exp) > now().getTime() / 1000 + ASSERTION_LIFE + CLOCKS_DIFFER)
        throw new errors.InvalidClientAuth(`an assertion ends within ${ASSERTION_LIFE} seconds`);
    },
    formats: {
      customizers: {
        jwt: (_ctx, token, jwt) => {
          if (token.kind === 'ClientCredentials') jwt.payload['sub'] = token.client?.['subject'];
        },
      },
    },
  };
}

function forPeople({ issuer, publicUrl, audience, accounts, cookieKey }: OpenIdOptions): Configuration {
  const cookie = { httpOnly: true, sameSite: 'lax', secure: issuer.startsWith('https:') } as const;
  return {
    responseTypes: ['code'],
    pkce: { required: () => true },
    cookies: { keys: [cookieKey], long: cookie, short: cookie },
    interactions: { url: (_ctx, { uid }) => `${publicUrl}/sign-in/${uid}`, policy: signInPolicy() },
    findAccount: async ({ oidc }, id, token) => {
      const account = await accounts.find(id, signedInAt(token) ?? oidc.session?.loginTs);
      return account && { ...account, accountId: id, claims: () => ({ sub: id }) };
    },
    loadExistingGrant: (ctx) => grantByRoles(ctx, audience),
    extraTokenClaims: (ctx, token) =>
      token.kind === 'AccessToken'
        ? { organisation: ctx.oidc.account?.['organisation'] as string | undefined, sid: token.sessionUid }
        : undefined,
    issueRefreshToken: (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    rotateRefreshToken: true,
    expiresWithSession: () => true,
    clientBasedCORS: (_ctx, origin, client) =>
      client.applicationType === 'web' && (client.redirectUris ?? []).some((uri) => new URL(uri).origin === origin),
  };
}

/** Codes and refresh tokens say when their person signed in. */
function signedInAt(token: object | undefined): number | undefined {
  return token && 'authTime' in token && typeof token.authTime === 'number' ? token.authTime : undefined;
}

/** Whoever is signed in but may not act for anybody any more is asked to sign in, as if nobody were. */
function signInPolicy(): interactionPolicy.DefaultPolicy {
  const { base, Check } = interactionPolicy;
  const policy = base();
  const isGone = ({ oidc }: KoaContextWithOIDC) => oidc.session?.accountId !== undefined && !oidc.account;
  policy
    .get('login')
    ?.checks.add(new Check('account_gone', 'sign in again', (ctx) => (isGone(ctx) ? Check.REQUEST_PROMPT : Check.NO_NEED_TO_PROMPT)));
  return policy;
}

function features({ audience }: OpenIdOptions): Configuration['features'] {
  const resourceServer = (scope: string): ResourceServer => ({
    scope,
    audience,
    accessTokenTTL: TOKEN_LIFE,
    accessTokenFormat: 'jwt',
    jwt: { sign: { alg: 'RS256' } },
  });
  return {
    devInteractions: { enabled: false },
    userinfo: { enabled: false },
    rpInitiatedLogout: { enabled: false },
    // services look at neither: tokens are plain bearer tokens for a few minutes
    dPoP: { enabled: false },
    pushedAuthorizationRequests: { enabled: false },
    clientCredentials: { enabled: true },
    revocation: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => audience,
      getResourceServerInfo: (_ctx, resource, client) => {
        if (resource !== audience) throw new errors.InvalidTarget(`Tokens are given for ${audience} only.`);
        return resourceServer((client.scope ?? '').replace(/^openid /, ''));
      },
    },
  };
}

function lives({ now }: OpenIdOptions): Configuration['ttl'] {
  return {
    ClientCredentials: TOKEN_LIFE,
    AccessToken: TOKEN_LIFE,
    IdToken: TOKEN_LIFE,
    AuthorizationCode: CODE_LIFE,
    Interaction: SIGN_IN_LIFE,
    RefreshToken: SESSION_LIFE,
    Grant: SESSION_LIFE,
    Session: (_ctx, { loginTs }) =>
      loginTs === undefined ? SIGN_IN_LIFE : Math.max(1, Math.ceil(loginTs + SESSION_LIFE - now().getTime() / 1000)),
  };
}
