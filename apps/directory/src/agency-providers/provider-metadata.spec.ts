import { describe, expect, it } from '@jest/globals';
import type { ServerMetadata } from 'openid-client';
import { proofOf, signaturesOf, whyUnfit } from './provider-metadata.ts';

const ISSUER = 'https://login.police.example';
const metadata = (over: Partial<Record<keyof ServerMetadata, unknown>> = {}): ServerMetadata => ({
  issuer: ISSUER,
  authorization_endpoint: `${ISSUER}/authorize`,
  token_endpoint: `${ISSUER}/token`,
  jwks_uri: `${ISSUER}/keys`,
  response_types_supported: ['code'],
  ...over,
});

describe('a provider', () => {
  it.each<[string, Parameters<typeof metadata>[0]]>([
    ['that says no more than it must', {}],
    [
      'with several ways',
      { response_types_supported: ['code', 'id_token'], grant_types_supported: ['authorization_code', 'refresh_token'] },
    ],
    ['with lists that are none', { response_types_supported: 7, grant_types_supported: {}, id_token_signing_alg_values_supported: null }],
    ['with signatures by secrets besides', { id_token_signing_alg_values_supported: ['HS256', 'ES256'] }],
    ['that takes secrets in the body', { token_endpoint_auth_methods_supported: ['private_key_jwt', 'client_secret_post'] }],
  ])('%s is fit', (_title, over) => {
    expect(whyUnfit(metadata(over), ISSUER)).toBeUndefined();
  });

  it.each<[string, Parameters<typeof metadata>[0], string]>([
    ['of another issuer', { issuer: 'https://login.elsewhere.example' }, 'exactly as'],
    ['of an issuer with a slash', { issuer: `${ISSUER}/` }, 'exactly as'],
    ['of any tenant', { issuer: `${ISSUER}/{tenantid}` }, 'exactly as'],
    ['without keys', { jwks_uri: undefined }, 'jwks_uri'],
    ['without a token endpoint', { token_endpoint: undefined }, 'token_endpoint'],
    ['with an endpoint that is no text', { authorization_endpoint: 7 }, 'authorization_endpoint'],
    ['without codes', { response_types_supported: ['id_token'] }, 'authorization code flow'],
    ['that gives nothing for codes', { grant_types_supported: ['implicit'] }, 'authorization code flow'],
    ['that signs by the client’s secret', { id_token_signing_alg_values_supported: ['HS256'] }, 'signs ID tokens'],
    ['that does not sign', { id_token_signing_alg_values_supported: ['none'] }, 'signs ID tokens'],
    ['that wants keys of its clients', { token_endpoint_auth_methods_supported: ['private_key_jwt'] }, 'client_secret_basic'],
  ])('%s is not, and it is told why', (_title, over, why) => {
    expect(whyUnfit(metadata(over), ISSUER)).toContain(why);
  });

  it('is held to signatures by keys, and to what is usual where it says nothing', () => {
    expect(signaturesOf(metadata())).toEqual(['RS256']);
    expect(signaturesOf(metadata({ id_token_signing_alg_values_supported: ['none', 'HS256', 'PS256', 'ES256'] }))).toEqual([
      'PS256',
      'ES256',
    ]);
    expect(proofOf(metadata())).toBe('client_secret_basic');
    expect(proofOf(metadata({ token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'] }))).toBe(
      'client_secret_basic',
    );
  });
});
