import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TIERS, type CommunityState, type OrganisationState } from '@landbridge/contracts';
import { communityState, organisationState } from '@landbridge/contracts/testing';
import { exportJWK, SignJWT } from 'jose';

const AUDIENCE = 'https://landbridge.network';

/** Stands for directory: signs tokens, and answers what services ask. It says nothing on Kafka, so services ask it each second or two. */
export class FakeDirectory {
  readonly url: string;
  private readonly keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  private readonly organisations = new Map<string, OrganisationState>();
  private sequence = 0;
  private readonly communities: CommunityState[] = TIERS.map((id) => communityState({ id, sequence: ++this.sequence }));

  private constructor(private readonly server: Server) {
    server.on('request', (request, response) => void this.answer(request, response));
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  static async start(): Promise<FakeDirectory> {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    return new FakeDirectory(server);
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  register(over: Partial<OrganisationState> = {}): OrganisationState {
    const organisation = organisationState({ ...over, sequence: ++this.sequence });
    this.organisations.set(organisation.id, organisation);
    return organisation;
  }

  token(subject: string, scope: string): Promise<string> {
    return new SignJWT({ client_id: subject, scope })
      .setProtectedHeader({ alg: 'RS256', kid: 'test' })
      .setSubject(subject)
      .setIssuer(`${this.url}/oidc`)
      .setAudience(AUDIENCE)
      .setIssuedAt()
      .setExpirationTime('10m')
      .setJti(randomUUID())
      .sign(this.keys.privateKey);
  }

  private async answer({ url = '' }: IncomingMessage, response: ServerResponse): Promise<void> {
    const answer = await this.answerTo(new URL(url, this.url));
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  }

  private async answerTo({ pathname, searchParams }: URL): Promise<unknown> {
    if (pathname === '/oidc/jwks') return { keys: [{ ...(await exportJWK(this.keys.publicKey)), kid: 'test', alg: 'RS256', use: 'sig' }] };
    if (pathname === '/oidc/token')
      return { access_token: await this.token('ingestion', 'service'), expires_in: 600, token_type: 'Bearer' };
    const after = Number(searchParams.get('after'));
    const records = [
      ...[...this.organisations.values()].map((state) => ({ kind: 'organisation', state })),
      ...this.communities.map((state) => ({ kind: 'community', state })),
    ];
    return { sequence: this.sequence, records: records.filter(({ state }) => state.sequence > after) };
  }
}
