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
import { CurrentOrganisation, type OrganisationCaller, Public, RequireScope } from './caller.ts';
import { TokenVerifier } from './token-verifier.ts';

@Controller()
class ExampleController {
  @Get('reports') @RequireScope('reports:read') reports(@CurrentOrganisation() caller: OrganisationCaller) {
    return { organisation: caller.organisation.id };
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

/** A policy context that knows three organisations and learns of no more. */
const policy = {
  organisation: (id: string): OrganisationState | undefined => [good, suspended, revoked].find((each) => each.id === id),
  sequence: () => 1,
  waitFor: () => Promise.resolve(false),
  community: () => undefined,
} satisfies Pick<PolicyContext, 'organisation' | 'community' | 'sequence' | 'waitFor'>;

describe('AuthGuard', () => {
  let directory: Server;
  let app: NestFastifyApplication;
  let issuer: string;
  let key: CryptoKey;

  beforeAll(async () => {
    const pair = await generateKeyPair('RS256');
    key = pair.privateKey;
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
  }
  const claims = ({ sub = good.id, scope = 'reports:read' }: Claims) => ({ sub, scope, client_id: 'client' });
  const sign = (over: Claims = {}, signer = key) =>
    new SignJWT(claims(over))
      .setProtectedHeader({ alg: 'RS256', kid: 'k1' })
      .setIssuer(over.iss ?? issuer)
      .setAudience(over.aud ?? AUDIENCE)
      .setExpirationTime(over.exp ?? '10m')
      .sign(signer);
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
