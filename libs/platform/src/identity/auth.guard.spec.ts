import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Get } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import type { OrganisationState } from '@landbridge/contracts';
import { organisationState } from '@landbridge/contracts/testing';
import { PolicyContext } from '@landbridge/messaging';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, type CryptoKey } from 'jose';
import { fastifyAdapter } from '../bootstrap.ts';
import { ProblemFilter } from '../problem.ts';
import { SERVICE_CONFIG } from '../tokens.ts';
import { AuthGuard } from './auth.guard.ts';
import { Clock } from '../clock.ts';
import { Readers } from './readers.ts';
import { type Caller, CurrentCaller, CurrentOrganisation, type OrganisationCaller, Public, RequireScope } from './caller.ts';
import { TokenVerifier } from './token-verifier.ts';

@Controller()
class ExampleController {
  @Get('reports') @RequireScope('reports:read') reports(@CurrentOrganisation() caller: OrganisationCaller) {
    return { organisation: caller.organisation.id, person: caller.person?.id, reads: caller.reader.person };
  }
  @Get('operate') @RequireScope('operator') operate(@CurrentCaller() caller: Caller) {
    return { kind: caller.kind, person: caller.kind === 'operator' ? caller.person?.id : undefined };
  }
  @Get('open') @Public() open() {
    return {};
  }
  @Get('closed') closed() {
    return {};
  }
}

const AUDIENCE = 'https://landbridge.network';
const good = organisationState();
const suspended = organisationState({ status: 'suspended' });
const revoked = organisationState({ revokedCredentials: ['client'] });

const [analyst, administrator] = [randomUUID(), randomUUID()];
const people: OrganisationState['people'] = [
  { id: analyst, roles: ['analyst'] },
  { id: administrator, roles: ['administrator'] },
];
const staffed = organisationState({ people, revokedCredentials: ['ended-session'] });
const operating = organisationState({ people, operates: true });
const suspendedStaff = organisationState({ people, status: 'suspended' });
const network = [good, suspended, revoked, staffed, operating, suspendedStaff];

/** A policy context that knows these organisations, and `newcomer` when somebody has waited for it. */
const newcomer = organisationState({ people });
let newcomerIsComing = false;
let hasCome = false;
const policy = {
  organisation: (id: string): OrganisationState | undefined => (hasCome ? [...network, newcomer] : network).find((each) => each.id === id),
  sequence: () => 1,
  waitFor: () => {
    const comes = !hasCome && newcomerIsComing;
    hasCome ||= comes;
    return Promise.resolve(comes);
  },
  community: () => undefined,
} satisfies Pick<PolicyContext, 'organisation' | 'community' | 'sequence' | 'waitFor'>;

describe('AuthGuard', () => {
  let directory: Server;
  let app: NestFastifyApplication;
  let issuer: string;
  let key: CryptoKey;
  let publicKey: CryptoKey;

  beforeAll(async () => {
    const pair = await generateKeyPair('RS256');
    key = pair.privateKey;
    publicKey = pair.publicKey;
    const jwks = JSON.stringify({ keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'k1', alg: 'RS256' }] });
    directory = createServer((_request, response) => response.setHeader('content-type', 'application/json').end(jwks)).listen(
      0,
      '127.0.0.1',
    );
    await new Promise((resolve) => directory.once('listening', resolve));
    const url = `http://127.0.0.1:${(directory.address() as AddressInfo).port}`;
    issuer = `${url}/oidc`;
    const module = await Test.createTestingModule({
      controllers: [ExampleController],
      providers: [
        TokenVerifier,
        { provide: SERVICE_CONFIG, useValue: { DIRECTORY_URL: url, TOKEN_AUDIENCE: AUDIENCE } },
        Clock,
        Readers,
        { provide: PolicyContext, useValue: policy },
        { provide: APP_GUARD, useClass: AuthGuard },
      ],
    }).compile();
    app = module.createNestApplication<NestFastifyApplication>(fastifyAdapter(), { logger: false }).useGlobalFilters(new ProblemFilter());
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
  });

  afterAll(async () => {
    await app.close();
    directory.close();
  });

  interface Claims {
    sub?: string;
    aud?: string;
    iss?: string;
    scope?: string;
    exp?: string;
    organisation?: string;
    sid?: string;
  }
  const claims = ({ sub = good.id, scope = 'reports:read', organisation, sid }: Claims) => ({
    sub,
    scope,
    client_id: 'client',
    ...(organisation !== undefined && { organisation, sid: sid ?? 'a-session' }),
  });
  const sign = (over: Claims = {}, signer: CryptoKey | Uint8Array = key, alg = 'RS256') =>
    new SignJWT(claims(over))
      .setProtectedHeader({ alg, kid: 'k1' })
      .setIssuer(over.iss ?? issuer)
      .setAudience(over.aud ?? AUDIENCE)
      .setIssuedAt()
      .setExpirationTime(over.exp ?? '10m')
      .sign(signer);
  const asPerson = async (sub: string, organisation: string, over: Claims = {}) => `Bearer ${await sign({ ...over, sub, organisation })}`;
  const get = (url: string, authorization?: string) => app.inject({ url, headers: authorization === undefined ? {} : { authorization } });

  it('takes the issuer that it is told, where services reach directory by another address', async () => {
    const told = 'https://directory.example.org/oidc';
    const verifier = new TokenVerifier({ DIRECTORY_URL: issuer.replace('/oidc', ''), TOKEN_ISSUER: told, TOKEN_AUDIENCE: AUDIENCE });
    expect(await verifier.verify(await sign({ iss: told }))).toMatchObject({ subject: good.id });
    await expect(verifier.verify(await sign())).rejects.toThrow('401');
  });

  it('lets a good token through and says whose it is', async () => {
    const answer = await get('/reports', `Bearer ${await sign()}`);
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({ organisation: good.id });
  });

  it('knows the person of a token, who reads for the organisation', async () => {
    const answer = await get('/reports', await asPerson(analyst, staffed.id));
    expect(answer.json()).toEqual({ organisation: staffed.id, person: analyst, reads: analyst });
  });

  it('waits for an organisation and its people that came a moment ago', async () => {
    newcomerIsComing = true;
    expect((await get('/reports', await asPerson(analyst, newcomer.id))).json()).toMatchObject({ organisation: newcomer.id });
  });

  it('takes an administrator of the operating organisation for the operator, and no other', async () => {
    const scope = 'operator directory:read';
    expect((await get('/operate', await asPerson(administrator, operating.id, { scope }))).json()).toEqual({
      kind: 'operator',
      person: administrator,
    });
    expect((await get('/operate', await asPerson(analyst, operating.id, { scope }))).statusCode).toBe(403);
    expect((await get('/operate', await asPerson(administrator, staffed.id, { scope }))).statusCode).toBe(403);
    expect((await get('/operate', `Bearer ${await sign({ sub: 'operator', scope: 'operator' })}`)).json()).toEqual({ kind: 'operator' });
  });

  it.each<[string, () => Promise<string | undefined> | string | undefined, number]>([
    ['no token', () => undefined, 401],
    ['a password instead of a token', () => 'Basic YTpi', 401],
    ['something that is no token', () => 'Bearer abc', 401],
    ['an expired token', async () => `Bearer ${await sign({ exp: '-1m' })}`, 401],
    ['a token for another audience', async () => `Bearer ${await sign({ aud: 'https://elsewhere.example' })}`, 401],
    ['a token of another issuer', async () => `Bearer ${await sign({ iss: 'https://elsewhere.example' })}`, 401],
    ['a token signed by somebody else', async () => `Bearer ${await sign({}, (await generateKeyPair('RS256')).privateKey)}`, 401],
    [
      'an unsigned token',
      () => `Bearer ${new UnsecuredJWT(claims({})).setIssuer(issuer).setAudience(AUDIENCE).setExpirationTime('10m').encode()}x`,
      401,
    ],
    ['a token of the algorithm none', () => `Bearer ${unsigned(claims({}))}`, 401],
    [
      'a token signed with the public key as a shared secret',
      async () => `Bearer ${await sign({}, new TextEncoder().encode(JSON.stringify(await exportJWK(publicKey))), 'HS256')}`,
      401,
    ],
    ['a token that was changed', async () => `Bearer ${tampered(await sign())}`, 401],
    ['a person who is unknown', () => asPerson(randomUUID(), staffed.id), 401],
    ['a person of another organisation', () => asPerson(analyst, good.id), 401],
    ['a session that has ended', () => asPerson(analyst, staffed.id, { sid: 'ended-session' }), 401],
    ['a role that does not reach so far, whatever the token says', () => asPerson(administrator, staffed.id), 403],
    ['a person of a suspended organisation', () => asPerson(analyst, suspendedStaff.id), 403],
    ['a person who says to be a service', () => asPerson(analyst, staffed.id, { scope: 'service' }), 403],
    ['a revoked credential', async () => `Bearer ${await sign({ sub: revoked.id })}`, 401],
    ['a suspended organisation', async () => `Bearer ${await sign({ sub: suspended.id })}`, 403],
    [
      'an organisation that is not of the network',
      async () => `Bearer ${await sign({ sub: 'f7a0e3f0-0000-4000-8000-000000000000' })}`,
      403,
    ],
    ['a token without the scope', async () => `Bearer ${await sign({ scope: 'trends:read' })}`, 403],
    [
      'a service where only organisations go',
      async () => `Bearer ${await sign({ sub: 'notification', scope: 'service reports:read' })}`,
      403,
    ],
  ])('refuses %s', async (_title, authorization, status) => {
    const answer = await get('/reports', await authorization());
    expect(answer.statusCode).toBe(status);
    if (status === 401) expect(answer.headers['www-authenticate']).toBe('Bearer');
  });

  it('keeps a route that asks for no scope closed, and a public one open', async () => {
    expect((await get('/closed', `Bearer ${await sign()}`)).statusCode).toBe(403);
    expect((await get('/open')).statusCode).toBe(200);
  });
});

/** The claims of somebody else under a good signature. */
function tampered(token: string): string {
  const [header, payload = '', signature] = token.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
  return [header, base64url({ ...claims, sub: staffed.id }), signature].join('.');
}

function unsigned(claims: object): string {
  return [base64url({ alg: 'none', kid: 'k1' }), base64url({ ...claims, aud: AUDIENCE, exp: Date.now() / 1000 + 600 }), 'AA'].join('.');
}

const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
