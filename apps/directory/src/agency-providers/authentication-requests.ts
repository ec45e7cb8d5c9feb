import { randomBytes } from 'node:crypto';
import { type KeyRing, SERVICE_CONFIG } from '@landbridge/platform';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { hashSecret } from '../credentials/client-secret.ts';
import type { DirectoryConfig } from '../directory.config.ts';
import { PEOPLE_KEYS } from '../people/people-keys.ts';
import type { AgencyProvider } from './agency-provider.schema.ts';
import { AgencyProvidersRepository } from './agency-providers.repository.ts';
import type { Purpose } from './authentication-request.schema.ts';
import { AuthenticationRequestsRepository } from './authentication-requests.repository.ts';
import { callbackOf } from './callback.ts';
import { ProviderSecrets } from './provider-secrets.ts';
import { isAway, RelyingParty, type Ties } from './relying-party.ts';
import { areTwoFactors, methodsOf } from './two-factors.ts';

/** Somebody signs in there, perhaps to the provider's own pages for a lost password. */
export const REQUEST_LIFE_MS = 10 * 60_000;

/** Where a browser goes, and what it must bring back in its cookie. */
export interface Departure {
  readonly url: URL;
  readonly browser: string;
}

/** Somebody as a provider says. */
export interface Returned {
  readonly purpose: Purpose;
  readonly provider: AgencyProvider;
  readonly subject: string;
  readonly twoFactors: boolean;
  readonly methods: readonly string[];
}

/** A provider's answer is not as it must be, or the provider does not stand by it. */
export class AnswerRefused extends Error {
  override readonly name = 'AnswerRefused';

  /** @param away the provider could not be asked whether it stands by it, which nobody can help who comes from there */
  constructor(readonly away: boolean) {
    super();
  }
}

/** People on their way to their organisation's provider and back. */
@Injectable()
export class AuthenticationRequests {
  private readonly logger = new Logger(AuthenticationRequests.name);

  constructor(
    private readonly providers: AgencyProvidersRepository,
    private readonly requests: AuthenticationRequestsRepository,
    private readonly party: RelyingParty,
    private readonly secrets: ProviderSecrets,
    @Inject(PEOPLE_KEYS) private readonly keys: KeyRing,
    @Inject(SERVICE_CONFIG) private readonly config: Pick<DirectoryConfig, 'PUBLIC_URL'>,
  ) {}

  /**
   * @param anew whether the person must sign in there, though there may be a session
   * @returns nothing when the provider cannot be asked now
   */
  async begin(provider: AgencyProvider, purpose: Purpose, anew = false): Promise<Departure | undefined> {
    const { _id: organisation, issuer, clientId, acrValues } = provider;
    const [state, browser] = [newSecret(), newSecret()];
    try {
      const known = await this.party.discover(this.secrets.clientOf(provider));
      const url = await this.party.authorizationUrl(known, this.callback(organisation), this.tiesOf(state, browser), { acrValues, anew });
      const expiresAt = new Date(new Date().getTime() + REQUEST_LIFE_MS);
      await this.requests.insert({
        _id: hashSecret(state),
        browser: hashSecret(browser),
        organisation,
        issuer,
        clientId,
        purpose,
        anew,
        expiresAt,
      });
      return { url, browser };
    } catch (error) {
      this.say(error, 'Nobody can be led to an organisation’s provider.');
      return undefined;
    }
  }

  /**
   * @param organisation whose callback was called
   * @param query as it came
   * @param browser what the browser's cookie holds
   * @returns nothing when this browser has not left for this provider, or not lately, or has come back already
   * @throws AnswerRefused
   */
  async takeBack(organisation: string, query: URLSearchParams, browser: string | undefined): Promise<Returned | undefined> {
    const state = query.get('state');
    if (state === null || browser === undefined) return undefined;
    const request = await this.requests.take(hashSecret(state), hashSecret(browser), new Date());
    const provider = await this.providers.find(organisation);
    if (request?.organisation !== organisation || !provider) return undefined;
    if (provider.issuer !== request.issuer || provider.clientId !== request.clientId) return undefined;
    try {
      const known = await this.party.discover(this.secrets.clientOf(provider));
      const answered = new URL(`${this.callback(organisation)}?${query.toString()}`);
      const since = request.anew ? new Date(request.expiresAt.getTime() - REQUEST_LIFE_MS) : undefined;
      const claims = await this.party.identify(known, answered, this.tiesOf(state, browser), since);
      const twoFactors = areTwoFactors(claims, provider.acrValues);
      return { purpose: request.purpose, provider, subject: claims.sub, twoFactors, methods: methodsOf(claims) };
    } catch (error) {
      this.say(error, 'The answer of an organisation’s provider was not taken.');
      throw new AnswerRefused(isAway(error));
    }
  }

  private callback(organisation: string): string {
    return callbackOf(this.config.PUBLIC_URL, organisation);
  }

  /** Made of what only the browser brings, so that nothing of it lies in the store. */
  private tiesOf(state: string, browser: string): Ties {
    const made = (use: string) => this.keys.digest(`provider-${use}`, `${state} ${browser}`);
    return { state, nonce: made('nonce'), verifier: made('verifier') };
  }

  /** Names of errors and codes only: messages may quote what the provider said. */
  private say(error: unknown, what: string): void {
    const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
    this.logger.warn({ kind: error instanceof Error ? error.name : typeof error, ...(typeof code === 'string' && { code }) }, what);
  }
}

const newSecret = () => randomBytes(32).toString('base64url');
