import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { ORGANISATION_KINDS, TIERS, type Charter, type CommunityState, type OrganisationState } from '@landbridge/contracts';
import { charter, communityState, organisationState } from '@landbridge/contracts/testing';
import { exportJWK, SignJWT } from 'jose';

const AUDIENCE = 'https://landbridge.network';
const FOR_ALL = charter({ admits: [...ORGANISATION_KINDS] });

/** Stands for directory: signs tokens, and answers what services ask. It says nothing on Kafka, so services ask it each second or two. */
export class FakeDirectory {
  url: string;
  private readonly keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  private readonly organisations = new Map<string, OrganisationState>();
  /** Of the last change. */
  sequence = 0;
  private readonly communities = new Map(
    TIERS.map((id): [string, CommunityState] => [id, communityState({ id, charter: FOR_ALL, sequence: this.next() })]),
  );
  private server: Server;
  /** Called when the service asks for a replay, as if this were the owner. */
  onReplay: (generation: string) => Promise<void> = () => Promise.resolve();

  private constructor(private readonly service: string) {}

  /** @param service the one under test, which gets tokens here */
  static async start(service: string): Promise<FakeDirectory> {
    const directory = new FakeDirectory(service);
    directory.server = createServer((request, response) => void directory.answer(request, response)).listen(0, '127.0.0.1');
    await new Promise((resolve) => directory.server.once('listening', resolve));
    directory.url = `http://127.0.0.1:${(directory.server.address() as AddressInfo).port}`;
    return directory;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  register(over: Partial<OrganisationState> = {}): OrganisationState {
    return this.set(organisationState({ ...over, sequence: this.next() }));
  }

  change(id: string, over: Partial<OrganisationState>): OrganisationState {
    const before = this.organisations.get(id);
    if (!before) throw new Error('There is no such organisation.');
    return this.set({ ...before, ...over, sequence: this.next() });
  }

  setCharter(id: string, over: Partial<Charter>): void {
    this.communities.set(id, communityState({ id, charter: { ...FOR_ALL, ...over }, sequence: this.next() }));
  }

  /** @param organisation for whom the subject acts, where it is a person */
  token(subject: string, scope: string, organisation?: string): Promise<string> {
    return new SignJWT({ client_id: subject, scope, ...(organisation !== undefined && { organisation }) })
      .setProtectedHeader({ alg: 'RS256', kid: 'test' })
      .setSubject(subject)
      .setIssuer(`${this.url}/oidc`)
      .setAudience(AUDIENCE)
      .setIssuedAt()
      .setExpirationTime('10m')
      .setJti(randomUUID())
      .sign(this.keys.privateKey);
  }

  private set(organisation: OrganisationState): OrganisationState {
    this.organisations.set(organisation.id, organisation);
    return organisation;
  }

  private next(): number {
    return ++this.sequence;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', this.url);
    if (url.pathname === '/v1/replays') await this.onReplay((JSON.parse(await text(request)) as { generation: string }).generation);
    const answer = await this.answerTo(url);
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  }

  private async answerTo({ pathname, searchParams }: URL): Promise<unknown> {
    if (pathname === '/oidc/jwks') return { keys: [{ ...(await exportJWK(this.keys.publicKey)), kid: 'test', alg: 'RS256', use: 'sig' }] };
    if (pathname === '/oidc/token')
      return { access_token: await this.token(this.service, 'service'), expires_in: 600, token_type: 'Bearer' };
    const after = Number(searchParams.get('after'));
    const records = [
      ...[...this.organisations.values()].map((state) => ({ kind: 'organisation', state })),
      ...[...this.communities.values()].map((state) => ({ kind: 'community', state })),
    ];
    return { sequence: this.sequence, records: records.filter(({ state }) => state.sequence > after) };
  }
}
