/** A program of the network that people sign in to. It keeps no secret; PKCE and its redirect URIs stand for one. */
export interface PublicClient {
  readonly clientId: string;
  /** What the page calls it. */
  readonly title: string;
  readonly native: boolean;
  readonly redirectUris: readonly string[];
}

/** On any port of the person's own machine (RFC 8252, 7.3). */
const LOOPBACK = ['http://127.0.0.1/callback', 'http://[::1]/callback'];

export function publicClients(consoleRedirectUris: readonly string[]): PublicClient[] {
  const cli = { clientId: 'cli', title: 'The landbridge command on your machine', native: true, redirectUris: LOOPBACK };
  const console = { clientId: 'console', title: 'The Landbridge console', native: false, redirectUris: consoleRedirectUris };
  return consoleRedirectUris.length > 0 ? [cli, console] : [cli];
}
