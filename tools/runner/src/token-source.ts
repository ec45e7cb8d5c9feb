import { messageOf } from '@landbridge/engines';

export interface ClientCredentials {
  directoryUrl: string;
  clientId: string;
  clientSecret: string;
  scope: string;
}

/** Access tokens of somebody. */
export interface Tokens {
  token(): Promise<string>;
}

export const tokenAudience = 'https://landbridge.network';
const earlyMs = 60_000;

/** Access tokens for one client of the network; one is used until a minute before its end. */
export class TokenSource implements Tokens {
  private readonly credentials: ClientCredentials;
  private current: Promise<{ token: string; until: number }> | undefined;

  constructor(credentials: ClientCredentials) {
    this.credentials = credentials;
  }

  async token(): Promise<string> {
    const held = await this.current;
    if (held && Date.now() < held.until) return held.token;
    this.current = this.fetchToken();
    // A failure is for whoever asked now; the next one asks again.
    this.current.catch(() => (this.current = undefined));
    return (await this.current).token;
  }

  private async fetchToken(): Promise<{ token: string; until: number }> {
    const { directoryUrl, clientId, clientSecret, scope } = this.credentials;
    const basic = Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`).toString('base64');
    const response = await fetch(`${directoryUrl}/oidc/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${basic}` },
      body: new URLSearchParams({ grant_type: 'client_credentials', resource: tokenAudience, scope }),
    }).catch((error: unknown) => {
      throw new Error(`directory at ${directoryUrl} did not answer: ${messageOf(error)}. Is the system up?`);
    });
    const answer: unknown = await response.json();
    if (!isToken(answer)) throw new Error(`directory gave no token to ${clientId} (status ${response.status}).`);
    return { token: answer.access_token, until: Date.now() + answer.expires_in * 1000 - earlyMs };
  }
}

function isToken(answer: unknown): answer is { access_token: string; expires_in: number } {
  if (typeof answer !== 'object' || answer === null) return false;
  return (
    'access_token' in answer && typeof answer.access_token === 'string' && 'expires_in' in answer && typeof answer.expires_in === 'number'
  );
}
