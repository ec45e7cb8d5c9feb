import { expect } from '@jest/globals';
import type { Charter } from '@landbridge/contracts';
import { charter } from '@landbridge/contracts/testing';
import { TestDirectory, type Answer } from './directory.ts';

/** A charter as an organisation may write it: the operator alone confirms safeguards. */
export const unconfirmed = (over: Partial<Charter> = {}): Charter => charter({ safeguards: false, ...over });

export const SCOPES = 'reports:read directory:read directory:write';

/** Whoever calls directory in a test. */
export class Client {
  constructor(
    private readonly directory: TestDirectory,
    readonly token: string,
  ) {}

  get(path: string): Promise<Answer> {
    return this.directory.call(this.token, 'GET', path);
  }

  post(path: string, body?: unknown): Promise<Answer> {
    return this.directory.call(this.token, 'POST', path, body);
  }

  /** @param match If-Match; `none` sends none */
  put(path: string, body?: unknown, match = '*'): Promise<Answer> {
    return this.directory.call(this.token, 'PUT', path, body, match === 'none' ? {} : { 'if-match': match });
  }

  delete(path: string): Promise<Answer> {
    return this.directory.call(this.token, 'DELETE', path);
  }
}

/** An organisation with a credential of its own. */
export class Member extends Client {
  constructor(
    directory: TestDirectory,
    token: string,
    readonly id: string,
    readonly clientId: string,
    readonly clientSecret: string,
  ) {
    super(directory, token);
  }
}

/** A directory with its operator, who registers organisations for a test. */
export class Network {
  private constructor(
    readonly directory: TestDirectory,
    readonly operator: Client,
  ) {}

  static async start(): Promise<Network> {
    const directory = await TestDirectory.start();
    return new Network(directory, new Client(directory, await directory.token('operator', 'operator')));
  }

  stop(): Promise<void> {
    return this.directory.stop();
  }

  async register(over: Record<string, unknown> = {}): Promise<string> {
    const { status, body } = await this.operator.post('/v1/organisations', {
      name: 'Shelter',
      kind: 'ngo',
      country: 'SE',
      regime: 'gdpr',
      ...over,
    });
    expect(status).toBe(201);
    return String(body['id']);
  }

  async member(over: Record<string, unknown> = {}): Promise<Member> {
    const id = await this.register(over);
    const { body } = await this.operator.post(`/v1/organisations/${id}/credentials`);
    const [clientId, clientSecret] = [String(body['clientId']), String(body['clientSecret'])];
    return new Member(this.directory, await this.directory.token(clientId, SCOPES, clientSecret), id, clientId, clientSecret);
  }

  /** A community of an organisation's, with that one as its first member. @returns its id */
  async found(owner: Member, over: Record<string, unknown> = {}): Promise<string> {
    const { status, body } = await owner.post('/v1/communities', {
      id: 'group',
      name: 'Group',
      charter: unconfirmed(),
      ...over,
    });
    expect(status).toBe(201);
    return String(body['id']);
  }

  async communitiesOf(organisation: string): Promise<string[]> {
    const { body } = await this.operator.get(`/v1/organisations/${organisation}`);
    return body['communities'] as string[];
  }

  async status(): Promise<{ sequence: number; published: number }> {
    return (await this.operator.get('/v1/operator/status')).body as { sequence: number; published: number };
  }
}
