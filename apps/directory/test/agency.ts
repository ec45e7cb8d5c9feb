import { createPrivateKey, type KeyObject } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { newSigningKeys } from '@landbridge/platform';
import { decodeJwt, decodeProtectedHeader, type JWTPayload, SignJWT } from 'jose';
import { Provider } from 'oidc-provider';

/** How somebody signs in at the agency. */
export interface AtTheAgency {
  sub: string;
  amr?: string[];
  acr?: string;
}

const CLIENT = { client_id: 'landbridge', client_secret: 'the-agency-gave-this-secret' };

/** An agency's own OpenID provider. Whoever comes there is known at once, as the test says. */
export class Agency {
  readonly client = CLIENT;
  /** Who sits at the browser. */
  whoever: AtTheAgency = { sub: 'nobody' };
  /** What is given instead of the ID token. */
  forge: ((idToken: string) => Promise<string>) | undefined;

  private constructor(
    private readonly server: Server,
    private readonly provider: Provider,
    private readonly redirects: string[],
    /** By which it signs. */
    readonly key: KeyObject,
  ) {}

  static async start(): Promise<Agency> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const redirects: string[] = [];
    const keys = newSigningKeys();
    const provider: Provider = new Provider(issuer, {
      clients: [{ ...CLIENT, redirect_uris: ['http://127.0.0.1/never'], response_types: ['code'] }],
      claims: { openid: ['sub', 'amr', 'acr'] },
      jwks: keys,
      cookies: { keys: ['a-key-of-the-agency'] },
      features: { devInteractions: { enabled: false } },
      pkce: { required: () => true },
      interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
      findAccount: (_ctx, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
      loadExistingGrant: async (ctx) => {
        const { client, session } = ctx.oidc;
        const grant = new provider.Grant({ clientId: client?.clientId, accountId: session?.accountId });
        grant.addOIDCScope('openid');
        await grant.save();
        return grant;
      },
    });
    provider.Client.prototype.redirectUriAllowed = (uri: string) => redirects.includes(uri);
    const agency = new Agency(server, provider, redirects, createPrivateKey({ key: keys.keys[0] ?? {}, format: 'jwk' }));
    provider.use(async (ctx, next) => {
      await next();
      const body = ctx.body as { id_token?: string } | undefined;
      if (ctx.path === '/token' && body?.id_token !== undefined && agency.forge) body.id_token = await agency.forge(body.id_token);
    });
    const handle = provider.callback();
    server.on('request', (request, response) => {
      if (request.url?.startsWith('/interaction/') !== true) return void handle(request, response);
      const { sub: accountId, amr, acr } = agency.whoever;
      const login = { accountId, ...(amr && { amr }), ...(acr !== undefined && { acr }), remember: false };
      return void provider.interactionFinished(request, response, { login });
    });
    return agency;
  }

  get issuer(): string {
    return this.provider.issuer;
  }

  get host(): string {
    return new URL(this.issuer).host;
  }

  /** From now on its ID tokens say this, too; what is undefined they leave out. */
  says(claims: JWTPayload): void {
    this.forge = (idToken) =>
      new SignJWT({ ...decodeJwt(idToken), ...claims })
        .setProtectedHeader({ alg: 'RS256', ...decodeProtectedHeader(idToken) })
        .sign(this.key);
  }

  /** Where people may be sent back, as the agency's administrator registers it. */
  register(callback: string): void {
    this.redirects.push(callback);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
