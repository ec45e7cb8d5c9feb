import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { organisationState } from '@landbridge/contracts/testing';
import { SERVICE_CONFIG } from '@landbridge/platform';
import { Test } from '@nestjs/testing';
import { createLocalJWKSet, createRemoteJWKSet, decodeJwt, jwtVerify, SignJWT } from 'jose';
import { hashSecret } from '../credentials/client-secret.ts';
import { CredentialsRepository } from '../credentials/credentials.repository.ts';
import { OrganisationsRepository } from '../organisations/organisations.repository.ts';
import type { Accounts } from './accounts.ts';
import { Clients, STATIC_CLIENTS } from './clients.ts';
import type { OidcRecord } from './oidc-record.schema.ts';
import type { OidcRecordsRepository } from './oidc-records.repository.ts';
import { openIdProvider } from './openid-provider.ts';

const AUDIENCE = 'https://landbridge.network';
const active = organisationState();
const suspended = organisationState({ status: 'suspended' });
const machine = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const credentials = [
  { _id: 'org-good', organisation: active.id, secretHash: hashSecret('a secret'), createdAt: new Date() },
  { _id: 'org-revoked', organisation: active.id, secretHash: hashSecret('a secret'), createdAt: new Date(), revokedAt: new Date() },
  {
    _id: 'org-key',
    organisation: active.id,
    publicKey: { ...machine.publicKey.export({ format: 'jwk' }) },
    scopes: ['trends:read'],
    createdAt: new Date(),
  },
  { _id: 'org-suspended', organisation: suspended.id, secretHash: hashSecret('a secret'), createdAt: new Date() },
];

/** Ids of assertions, which are all that machines leave behind. */
class Remembered {
  private readonly records = new Map<string, OidcRecord>();
  find = (id: string) => Promise.resolve(this.records.get(id));
  insert(record: OidcRecord) {
    if (this.records.has(record._id)) return Promise.resolve(false);
    this.records.set(record._id, record);
    return Promise.resolve(true);
  }
}

describe('the OpenID provider', () => {
  let server: Server;
  let issuer: string;

  beforeAll(async () => {
    const testing = await Test.createTestingModule({
      providers: [
        Clients,
        { provide: SERVICE_CONFIG, useValue: { consoleRedirectUris: ['https://console.example.org/signed-in'] } },
        {
          provide: STATIC_CLIENTS,
          useValue: new Map([['ingestion', { name: 'ingestion', secretHash: hashSecret('its secret'), scope: 'service' }]]),
        },
        { provide: CredentialsRepository, useValue: { find: (id: string) => Promise.resolve(credentials.find(({ _id }) => _id === id)) } },
        {
          provide: OrganisationsRepository,
          useValue: { find: (id: string) => Promise.resolve([active, suspended].find((each) => each.id === id)) },
        },
      ],
    }).compile();
    server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const key = { ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' };
    const provider = openIdProvider({
      issuer,
      publicUrl: issuer,
      audience: AUDIENCE,
      keys: { keys: [key] },
      cookieKey: 'a key',
      clients: testing.get(Clients),
      accounts: { find: () => Promise.resolve(undefined) } as unknown as Accounts,
      records: new Remembered() as unknown as OidcRecordsRepository,
      now: () => new Date(),
    });
    const handle = provider.callback();
    server.on('request', (request, response) => void handle(request, response));
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  async function token(clientId: string, secret: string, form: Record<string, string> = {}) {
    const answer = await fetch(`${issuer}/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${clientId}:${encodeURIComponent(secret)}`).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials', resource: AUDIENCE, scope: 'reports:read', ...form }),
    });
    return {
      status: answer.status,
      body: (await answer.json()) as { access_token: string; expires_in: number; scope: string; error: string },
    };
  }

  it('gives an organisation a token of ten minutes that services can check offline', async () => {
    const { status, body } = await token('org-good', 'a secret', { scope: 'reports:read reports:write' });
    expect(status).toBe(200);
    expect(body.expires_in).toBe(600);
    const { payload, protectedHeader } = await jwtVerify(body.access_token, createRemoteJWKSet(new URL(`${issuer}/jwks`)), {
      issuer,
      audience: AUDIENCE,
    });
    expect(protectedHeader.alg).toBe('RS256');
    expect(payload).toMatchObject({ sub: active.id, client_id: 'org-good', scope: 'reports:read reports:write' });
  });

  describe('a machine with a key', () => {
    interface Over {
      jti?: string;
      sub?: string;
      aud?: string;
      life?: number;
      key?: KeyObject;
    }
    const assertion = ({ jti = randomUUID(), sub = 'org-key', aud = issuer, life = 60, key = machine.privateKey }: Over = {}) =>
      new SignJWT({ jti })
        .setProtectedHeader({ alg: 'ES256' })
        .setIssuer(sub)
        .setSubject(sub)
        .setAudience(aud)
        .setExpirationTime(Math.floor(Date.now() / 1000) + life)
        .sign(key);
    async function ask(client_assertion: string, scope = 'trends:read') {
      const answer = await fetch(`${issuer}/token`, {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          resource: AUDIENCE,
          scope,
          client_assertion,
          client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        }),
      });
      return { status: answer.status, body: (await answer.json()) as { access_token: string; error: string } };
    }

    it('gets a token for what it signs, with no more than the credential may', async () => {
      const { status, body } = await ask(await assertion());
      expect(status).toBe(200);
      expect(decodeJwt(body.access_token)).toMatchObject({ sub: active.id, client_id: 'org-key', scope: 'trends:read' });
      expect(await ask(await assertion(), 'reports:read')).toMatchObject({ status: 400, body: { error: 'invalid_scope' } });
    });

    it('is refused what was used before, however often it is tried at once', async () => {
      const once = await assertion();
      const answers = await Promise.all(Array.from({ length: 8 }, () => ask(once)));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401, 401, 401, 401, 401]);
    });

    it.each<[string, Over]>([
      ['an assertion that has ended', { life: -60 }],
      ['one that is good for long', { life: 3600 }],
      ['one for another audience', { aud: 'https://elsewhere.example' }],
      ['one of another key', { key: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey }],
      ['one for a client with a secret', { sub: 'org-good' }],
    ])('is refused %s', async (_title, over) => {
      expect(await ask(await assertion(over))).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
    });

    it('gets nothing by its id alone', async () => {
      expect((await token('org-key', 'undefined')).status).toBe(401);
      const answer = await fetch(`${issuer}/token`, {
        method: 'POST',
        body: new URLSearchParams({ grant_type: 'client_credentials', client_id: 'org-key', scope: 'trends:read' }),
      });
      expect(answer.status).toBe(401);
    });
  });

  it('publishes no private part of its keys', async () => {
    const keys = (await (await fetch(`${issuer}/jwks`)).json()) as { keys: Record<string, string>[] };
    expect(keys.keys).toHaveLength(1);
    expect(Object.keys(keys.keys[0]!)).not.toEqual(expect.arrayContaining(['d']));
    expect(createLocalJWKSet(keys as never)).toBeDefined();
  });

  it('speaks for a service by its name', async () => {
    const { body } = await token('ingestion', 'its secret', { scope: 'service' });
    expect(decodeJwt(body.access_token)).toMatchObject({ sub: 'ingestion', scope: 'service' });
  });

  it.each([
    ['a wrong secret', 'org-good', 'another', {}, 401, 'invalid_client'],
    ['an unknown client', 'org-nobody', 'a secret', {}, 401, 'invalid_client'],
    ['a revoked credential', 'org-revoked', 'a secret', {}, 401, 'invalid_client'],
    ['a suspended organisation', 'org-suspended', 'a secret', {}, 401, 'invalid_client'],
    ['another audience', 'org-good', 'a secret', { resource: 'https://elsewhere.example' }, 400, 'invalid_target'],
    ['the scope of a service', 'org-good', 'a secret', { scope: 'service' }, 400, 'invalid_scope'],
    ['the scope of the operator', 'org-good', 'a secret', { scope: 'reports:read operator' }, 400, 'invalid_scope'],
    ['a password grant', 'org-good', 'a secret', { grant_type: 'password' }, 400, 'unsupported_grant_type'],
    ['an authorization code', 'org-good', 'a secret', { grant_type: 'authorization_code', code: 'x' }, 400, 'invalid_request'],
    ['a refresh token', 'org-good', 'a secret', { grant_type: 'refresh_token', refresh_token: 'x' }, 400, 'invalid_request'],
  ] as const)('gives nothing for %s', async (_title, clientId, secret, form, status, error) => {
    const answer = await token(clientId, secret, form);
    expect(answer.status).toBe(status);
    expect(answer.body.error).toBe(error);
  });

  it('signs nobody in for a machine, and registers no clients', async () => {
    expect((await fetch(`${issuer}/auth?client_id=org-good&response_type=code`)).status).toBe(400);
    expect((await fetch(`${issuer}/reg`, { method: 'POST' })).status).toBe(404);
    expect((await fetch(`${issuer}/interaction/x`)).status).toBe(404);
  });
});
