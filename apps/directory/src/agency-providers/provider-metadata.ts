import type { ServerMetadata } from 'openid-client';

/** Signatures that are checked by a public key; nothing that the client's secret could sign. */
const SIGNATURES = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'Ed25519', 'EdDSA'];
/** What OpenID Connect Discovery says where metadata says nothing. */
const USUAL_SIGNATURES = ['RS256'];
const USUAL_PROOF = ['client_secret_basic'];
const USUAL_GRANTS = ['authorization_code', 'implicit'];

/** The endpoints that directory asks, or leads people to. */
export const ENDPOINTS = ['authorization_endpoint', 'token_endpoint', 'jwks_uri'] as const;

/**
 * @param issuer as the organisation gave it
 * @returns why nobody could sign in there, and what to mend; nothing when all is well
 */
export function whyUnfit(metadata: Readonly<ServerMetadata>, issuer: string): string | undefined {
  if (metadata.issuer !== issuer)
    return 'The provider spells its issuer in another way; write it exactly as in /.well-known/openid-configuration.';
  const missing = ENDPOINTS.filter((endpoint) => typeof metadata[endpoint] !== 'string');
  if (missing.length > 0) return `The provider’s metadata has no ${missing.join(', no ')}.`;
  if (
    !listed(metadata.response_types_supported, ['code']).includes('code') ||
    !listed(metadata.grant_types_supported, USUAL_GRANTS).includes('authorization_code')
  )
    return 'The provider offers no authorization code flow; allow it there.';
  if (signaturesOf(metadata).length === 0)
    return `The provider signs ID tokens with none of ${SIGNATURES.join(', ')}; let it use one of them.`;
  if (!proofOf(metadata))
    return 'The provider takes a client’s secret neither by client_secret_basic nor by client_secret_post; allow one of them.';
  return undefined;
}

/** The algorithms that ID tokens of this provider may be signed by. */
export function signaturesOf({ id_token_signing_alg_values_supported: offered }: Readonly<ServerMetadata>): string[] {
  return SIGNATURES.filter((algorithm) => listed(offered, USUAL_SIGNATURES).includes(algorithm));
}

/** How directory proves at the token endpoint who it is. */
export function proofOf({ token_endpoint_auth_methods_supported: offered }: Readonly<ServerMetadata>) {
  return (['client_secret_basic', 'client_secret_post'] as const).find((method) => listed(offered, USUAL_PROOF).includes(method));
}

/** Metadata is somebody else's JSON: a list may be missing, or be none. */
const listed = (value: unknown, usual: readonly unknown[]): readonly unknown[] => (Array.isArray(value) ? value : usual);
