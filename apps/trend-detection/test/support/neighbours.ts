import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Charter, CommunityState, OrganisationState } from '@landbridge/contracts';
import { communityState } from '@landbridge/contracts/testing';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

/** What stands for directory and ingestion: it signs tokens, tells the policy context when asked, and takes requests for replays. */
export class Neighbours {
  readonly organisations: OrganisationState[] = [];
  readonly communities: CommunityState[] = [];
  /** Number of the last change. */
  private sequence = 10;
  /** Generations that a replay was asked for. */
  readonly replays: string[] = [];
  private server: Server;
  private keys: Awaited<ReturnType<typeof generateKeyPair>>;

  static async open(): Promise<Neighbours> {
    const neighbours = new Neighbours();
    neighbours.keys = await generateKeyPair('RS256');
    neighbours.server = createServer((request, response) => {
      void neighbours.answer(request).then((answer) => response.setHeader('content-type', 'application/json').end(JSON.stringify(answer)));
    });
    await new Promise<void>((resolve) => neighbours.server.listen(0, '127.0.0.1', resolve));
    return neighbours;
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  get url(): string {
    const { port } = this.server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  /** @param person who acts for the organisation; left out, a machine does */
  token(subject: string, scope: string, person?: string): Promise<string> {
    return new SignJWT({ client_id: `${subject}-client`, scope, ...(person !== undefined && { organisation: subject }) })
      .setProtectedHeader({ alg: 'RS256', kid: 'test' })
      .setSubject(person ?? subject)
      .setIssuer(`${this.url}/oidc`)
      .setAudience('https://landbridge.network')
      .setExpirationTime('10m')
      .sign(this.keys.privateKey);
  }

  setCharter(id: string, charter: Charter): void {
    const at = this.communities.findIndex((community) => community.id === id);
    this.sequence += 1;
    this.communities[at] = communityState({ id, charter, sequence: this.sequence });
  }

  private async answer(request: IncomingMessage): Promise<unknown> {
    const path = request.url?.split('?')[0];
    if (path === '/oidc/jwks') return { keys: [{ ...(await exportJWK(this.keys.publicKey)), kid: 'test', alg: 'RS256', use: 'sig' }] };
    if (path === '/oidc/token') return { access_token: await this.token('trend-detection', 'service'), expires_in: 600 };
    if (path === '/v1/policy/state') return { sequence: this.sequence, records: this.records() };
    if (path === '/v1/replays') {
      const { generation } = JSON.parse(await text(request)) as { generation: string };
      this.replays.push(generation);
    }
    return {};
  }

  private records(): unknown[] {
    return [
      ...this.organisations.map((state) => ({ kind: 'organisation', state })),
      ...this.communities.map((state) => ({ kind: 'community', state })),
    ];
  }
}
