import { UrlGuard, UrlRefused } from '@landbridge/platform';
import { Injectable } from '@nestjs/common';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientError,
  ClientSecretBasic,
  ClientSecretPost,
  Configuration,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  type IDToken,
  type ServerMetadata,
} from 'openid-client';
import { ANSWER_WITHIN_MS, ProviderFetch } from './provider-fetch.ts';
import { ENDPOINTS, proofOf, signaturesOf, whyUnfit } from './provider-metadata.ts';

/** By what directory is known at a provider. */
export interface ClientOfProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** What ties an answer to the question, and both to one browser (OpenID Connect Core, 3.1.2.1; RFC 7636). */
export interface Ties {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** How a person is to sign in there. */
export interface Wanted {
  readonly acrValues: readonly string[];
  /** Though there is a session at the provider. */
  readonly anew: boolean;
}

/** A provider does not answer, or nobody could sign in there. The message says what to mend, for who gave the provider. */
export class ProviderUnfit extends Error {
  override readonly name = 'ProviderUnfit';
}

/** By openid-client: no answer in time, and one that is no answer to the question, as of a gateway. Where nobody answers at all there is no code. */
const AWAY: readonly unknown[] = [undefined, 'OAUTH_TIMEOUT', 'OAUTH_RESPONSE_IS_NOT_CONFORM', 'OAUTH_RESPONSE_IS_NOT_JSON'];

/** Whether an error says that a provider does not answer. */
export function isAway(error: unknown): boolean {
  return error instanceof ProviderUnfit || (error instanceof ClientError && AWAY.includes(error.code));
}

/** directory as a client of organisations' OpenID providers: authorization code flow, PKCE, signed ID tokens. */
@Injectable()
export class RelyingParty {
  constructor(
    private readonly http: ProviderFetch,
    private readonly guard: UrlGuard,
  ) {}

  /**
   * Asks a provider what it offers.
   * @throws ProviderUnfit
   */
  async discover({ issuer, clientId, clientSecret }: ClientOfProvider): Promise<Configuration> {
    await this.check('issuer', issuer);
    const metadata = await this.metadataOf(issuer, clientId);
    const unfit = whyUnfit(metadata, issuer);
    if (unfit !== undefined) throw new ProviderUnfit(unfit);
    for (const endpoint of ENDPOINTS) await this.check(endpoint, metadata[endpoint] ?? '');
    const proof = proofOf(metadata) === 'client_secret_post' ? ClientSecretPost(clientSecret) : ClientSecretBasic(clientSecret);
    const server: ServerMetadata = { ...metadata, id_token_signing_alg_values_supported: signaturesOf(metadata) };
    const provider = new Configuration(server, clientId, undefined, proof);
    provider[customFetch] = this.http.fetch;
    provider.timeout = ANSWER_WITHIN_MS / 1000;
    enableNonRepudiationChecks(provider);
    for (const extend of this.extensionsFor(issuer)) extend(provider);
    return provider;
  }

  /** Where a person's browser goes to sign in. */
  async authorizationUrl(provider: Configuration, callback: string, ties: Ties, { acrValues, anew }: Wanted): Promise<URL> {
    return buildAuthorizationUrl(provider, {
      redirect_uri: callback,
      scope: 'openid',
      state: ties.state,
      nonce: ties.nonce,
      code_challenge: await calculatePKCECodeChallenge(ties.verifier),
      code_challenge_method: 'S256',
      ...(acrValues.length > 0 && { acr_values: acrValues.join(' ') }),
      ...(anew && { prompt: 'login', max_age: '0' }),
    });
  }

  /**
   * Looks at an answer, its `iss` (RFC 9207) among the rest, and gets the ID token for it.
   * @param answered the callback with what came to it
   * @param since the person must have signed in there later, give or take what clocks differ, and the provider say so (`auth_time`)
   * @throws what openid-client throws, when anything is not as it must be
   */
  async identify(provider: Configuration, answered: URL, { state, nonce, verifier }: Ties, since?: Date): Promise<IDToken> {
    const tokens = await authorizationCodeGrant(provider, answered, {
      pkceCodeVerifier: verifier,
      expectedState: state,
      expectedNonce: nonce,
      idTokenExpected: true,
      ...(since && { maxAge: Math.ceil((new Date().getTime() - since.getTime()) / 1000) }),
    });
    const claims = tokens.claims();
    if (!claims) throw new TypeError('The provider gave no ID token.');
    return claims;
  }

  private async metadataOf(issuer: string, clientId: string): Promise<ServerMetadata> {
    try {
      const found = await discovery(new URL(issuer), clientId, undefined, undefined, {
        timeout: ANSWER_WITHIN_MS / 1000,
        execute: this.extensionsFor(issuer),
        [customFetch]: this.http.fetch,
      });
      return found.serverMetadata();
    } catch {
      throw new ProviderUnfit(
        'The provider does not answer, or not with its metadata: /.well-known/openid-configuration below the issuer, as JSON, of the same issuer.',
      );
    }
  }

  private async check(what: string, url: string): Promise<void> {
    try {
      await this.guard.check(url);
    } catch (error) {
      if (!(error instanceof UrlRefused)) throw error;
      throw new ProviderUnfit(`The provider’s ${what} cannot be asked: ${error.message}`);
    }
  }

  /** Without TLS only where the network's operator allows it; each address is looked at all the same before it is asked. */
  private extensionsFor(issuer: string): ((provider: Configuration) => void)[] {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- its author marks it so that its use stands out; it is not going away
    return this.guard.isExempt(new URL(issuer)) ? [allowInsecureRequests] : [];
  }
}
