import { SCOPES } from '@landbridge/platform';
import { errors, Provider, type ResourceServer } from 'oidc-provider';
import { isSecretOf } from '../credentials/client-secret.ts';
import { ClientAdapter } from './client-adapter.ts';
import type { Clients } from './clients.ts';
import type { SigningKeys } from '@landbridge/platform';

/** A token lives this many seconds. */
export const TOKEN_LIFE = 600;

export interface OpenIdOptions {
  readonly issuer: string;
  /** The one resource that tokens are for. */
  readonly audience: string;
  readonly keys: SigningKeys;
  readonly clients: Clients;
}

/** The OpenID provider for machines: client credentials, JWT access tokens for the network, nothing else. */
export function openIdProvider({ issuer, audience, keys, clients }: OpenIdOptions): Provider {
  const resourceServer = (scope: string): ResourceServer => ({
    scope,
    audience,
    accessTokenTTL: TOKEN_LIFE,
    accessTokenFormat: 'jwt',
    jwt: { sign: { alg: 'RS256' } },
  });
  const provider = new Provider(issuer, {
    adapter: (model) => new ClientAdapter(model, clients),
    jwks: keys,
    scopes: [...SCOPES],
    claims: { openid: ['sub'] },
    responseTypes: [],
    clientAuthMethods: ['client_secret_basic', 'client_secret_post'],
    extraClientMetadata: { properties: ['subject'] },
    findAccount: () => undefined,
    clientBasedCORS: () => false,
    formats: {
      customizers: {
        jwt: (_ctx, token, jwt) => {
          jwt.payload['sub'] = token.client?.['subject'];
        },
      },
    },
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => audience,
        getResourceServerInfo: (_ctx, resource, client) => {
          if (resource !== audience) throw new errors.InvalidTarget(`Tokens are given for ${audience} only.`);
          return resourceServer(client.scope ?? '');
        },
      },
    },
    ttl: { ClientCredentials: TOKEN_LIFE },
    renderError: (ctx, out) => {
      ctx.body = out;
    },
  });
  provider.Client.prototype.compareClientSecret = function (secret: string) {
    return isSecretOf(this.clientSecret ?? '', secret);
  };
  return provider;
}
