import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { organisationState } from '@landbridge/contracts/testing';
import { Test } from '@nestjs/testing';
import { createLocalJWKSet, createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import { hashSecret } from '../credentials/client-secret.ts';
import { CredentialsRepository } from '../credentials/credentials.repository.ts';
import { OrganisationsRepository } from '../organisations/organisations.repository.ts';
import { Clients, STATIC_CLIENTS } from './clients.ts';
import { openIdProvider } from './openid-provider.ts';

const AUDIENCE = 'https://landbridge.network';
const active = organisationState();
const suspended = organisationState({ status: 'suspended' });
const credentials = [
  { _id: 'org-good', organisation: active.id, secretHash: hashSecret('a secret'), createdAt: new Date() },
  { _id: 'org-revoked', organisation: active.id, secretHash: hashSecret('a secret'), createdAt: new Date(), revokedAt: new Date() },
  { _id: 'org-suspended', organisation: suspended.id, secretHash: hashSecret('a secret'), createdAt: new Date() },
];

describe('the OpenID provider', () => {
  let server: Server;
  let issuer: string;

  beforeAll(async () => {
    const testing = await Test.createTestingModule({
      providers: [
        Clients,
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
    const provider = openIdProvider({ issuer, audience: AUDIENCE, keys: { keys: [key] }, clients: testing.get(Clients) });
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
    ['an authorization code', 'org-good', 'a secret', { grant_type: 'authorization_code', code: 'x' }, 400, 'unsupported_grant_type'],
    ['a refresh token', 'org-good', 'a secret', { grant_type: 'refresh_token', refresh_token: 'x' }, 400, 'unsupported_grant_type'],
  ] as const)('gives nothing for %s', async (_title, clientId, secret, form, status, error) => {
    const answer = await token(clientId, secret, form);
    expect(answer.status).toBe(status);
    expect(answer.body.error).toBe(error);
  });

  it('has no page to sign in and no registration of clients', async () => {
    expect((await fetch(`${issuer}/auth?client_id=org-good&response_type=code`)).status).toBe(400);
    expect((await fetch(`${issuer}/reg`, { method: 'POST' })).status).toBe(404);
    expect((await fetch(`${issuer}/interaction/x`)).status).toBe(404);
  });
});
