import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TIERS } from '@landbridge/contracts';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { AUDIENCE, TestDirectory, until } from './directory.ts';

const ALL_SCOPES = 'reports:read reports:write trends:read subscriptions directory:read directory:write';

describe('directory', () => {
  let directory: TestDirectory;
  let operator: string;

  beforeAll(async () => {
    directory = await TestDirectory.start();
    operator = await directory.token('operator', 'operator');
  });
  afterAll(() => directory.stop());

  async function register(over: Record<string, unknown> = {}): Promise<string> {
    const { status, body } = await directory.call(operator, 'POST', '/v1/organisations', {
      name: 'Shelter',
      kind: 'ngo',
      country: 'SE',
      regime: 'gdpr',
      ...over,
    });
    expect(status).toBe(201);
    return String(body['id']);
  }

  async function credential(id: string): Promise<{ clientId: string; clientSecret: string }> {
    const { status, body } = await directory.call(operator, 'POST', `/v1/organisations/${id}/credentials`);
    expect(status).toBe(201);
    return { clientId: String(body['clientId']), clientSecret: String(body['clientSecret']) };
  }

  async function member(over: Record<string, unknown> = {}) {
    const id = await register(over);
    const own = await credential(id);
    return { id, ...own, token: await directory.token(own.clientId, ALL_SCOPES, own.clientSecret) };
  }

  describe('tokens', () => {
    it('opens the network to a credential of an organisation', async () => {
      const { id, token, clientId } = await member();
      const { payload } = await jwtVerify(token, createRemoteJWKSet(new URL(`${directory.url}/oidc/jwks`)), {
        issuer: `${directory.url}/oidc`,
        audience: AUDIENCE,
      });
      expect(payload).toMatchObject({ sub: id, client_id: clientId, scope: ALL_SCOPES });
      expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(600);
      expect((await directory.call(token, 'GET', `/v1/organisations/${id}`)).status).toBe(200);
    });

    it('gives none for a wrong secret, another audience, or another grant', async () => {
      const { clientId, clientSecret } = await member();
      expect(await directory.askToken(clientId, 'wrong', { scope: 'reports:read' })).toMatchObject({
        status: 401,
        body: { error: 'invalid_client' },
      });
      expect(await directory.askToken(clientId, clientSecret, { resource: 'https://elsewhere.example' })).toMatchObject({
        status: 400,
        body: { error: 'invalid_target' },
      });
      expect(await directory.askToken(clientId, clientSecret, { grant_type: 'password' })).toMatchObject({
        status: 400,
        body: { error: 'unsupported_grant_type' },
      });
      expect(await directory.askToken(clientId, clientSecret, { scope: 'operator' })).toMatchObject({
        status: 400,
        body: { error: 'invalid_scope' },
      });
    });

    it('lets several credentials be valid at once, and none that was revoked', async () => {
      const { id, token, clientId, clientSecret } = await member();
      const second = await directory.call(token, 'POST', `/v1/organisations/${id}/credentials`);
      expect(second.status).toBe(201);
      expect(second.headers.get('cache-control')).toBe('no-store');
      const secondToken = await directory.token(String(second.body['clientId']), ALL_SCOPES, String(second.body['clientSecret']));
      expect((await directory.call(secondToken, 'DELETE', `/v1/organisations/${id}/credentials/${clientId}`)).status).toBe(204);
      expect((await directory.askToken(clientId, clientSecret, { scope: 'reports:read' })).status).toBe(401);
      expect((await directory.call(secondToken, 'GET', `/v1/organisations/${id}`)).status).toBe(200);
      await until(
        'the revoked credential’s token is refused',
        async () => (await directory.call(token, 'GET', `/v1/organisations/${id}`)).status === 401,
        5_000,
      );
      const listed = await directory.call(secondToken, 'GET', `/v1/organisations/${id}/credentials`);
      expect(listed.body['credentials']).toHaveLength(2);
      expect(JSON.stringify(listed.body)).not.toMatch(/secret/i);
    });

    it('stops an organisation within five seconds when it is suspended, and lets it in again', async () => {
      const { id, token, clientId, clientSecret } = await member();
      expect((await directory.call(operator, 'PUT', `/v1/organisations/${id}/status`, { status: 'suspended' })).body).toMatchObject({
        status: 'suspended',
      });
      expect((await directory.askToken(clientId, clientSecret, { scope: 'reports:read' })).status).toBe(401);
      await until('the token is refused', async () => (await directory.call(token, 'GET', '/v1/communities')).status === 403, 5_000);
      await directory.call(operator, 'PUT', `/v1/organisations/${id}/status`, { status: 'active' });
      await until('the token counts again', async () => (await directory.call(token, 'GET', '/v1/communities')).status === 200, 5_000);
    });

    it('has the same keys and clients after a restart', async () => {
      const { id, token, clientId, clientSecret } = await member();
      await directory.app.close();
      await directory.run();
      expect((await directory.call(token, 'GET', `/v1/organisations/${id}`)).status).toBe(200);
      expect((await directory.askToken(clientId, clientSecret, { scope: 'reports:read' })).status).toBe(200);
    });
  });

  describe('nothing is open', () => {
    it.each([
      ['POST', '/v1/organisations'],
      ['GET', '/v1/organisations'],
      ['POST', '/v1/communities'],
      ['GET', '/v1/communities'],
      ['GET', '/v1/policy/state'],
      ['GET', '/v1/operator/status'],
    ])('%s %s needs a token', async (method, path) => {
      expect(await directory.call(undefined, method, path, method === 'POST' ? {} : undefined)).toMatchObject({
        status: 401,
        body: { type: expect.stringContaining('not-authenticated') },
      });
    });

    it('lets an organisation do nothing that is the operator’s, or another’s', async () => {
      const one = await member();
      const other = await member();
      const refused = [
        await directory.call(one.token, 'POST', '/v1/organisations', { name: 'X', kind: 'ngo', country: 'SE', regime: 'gdpr' }),
        await directory.call(one.token, 'PUT', `/v1/organisations/${one.id}/status`, { status: 'active' }),
        await directory.call(one.token, 'PUT', `/v1/communities/practitioners/members/${one.id}`),
        await directory.call(one.token, 'POST', `/v1/organisations/${other.id}/credentials`),
        await directory.call(one.token, 'GET', `/v1/organisations/${other.id}/credentials`),
        await directory.call(one.token, 'DELETE', `/v1/organisations/${other.id}/credentials/${other.clientId}`),
        await directory.call(one.token, 'GET', '/v1/policy/state'),
        await directory.call(one.token, 'POST', '/v1/operator/republish'),
      ];
      expect(refused.map(({ status }) => status)).toEqual(refused.map(() => 403));
    });
  });

  describe('organisations', () => {
    it('are listed page by page, by kind and country', async () => {
      const ids = await Promise.all(
        [1, 2, 3].map((i) => register({ name: `Hotel ${i}`, kind: 'hotel', country: 'XK', regime: 'third-country' })),
      );
      const first = await directory.call(operator, 'GET', '/v1/organisations?kind=hotel&country=XK&limit=2');
      expect(first.body['organisations']).toHaveLength(2);
      expect(first.headers.get('link')).toContain('rel="next"');
      const second = await directory.call(
        operator,
        'GET',
        `/v1/organisations?kind=hotel&country=XK&limit=2&cursor=${String(first.body['next'])}`,
      );
      const listed = [first, second].flatMap(({ body }) => body['organisations'] as { id: string }[]).map(({ id }) => id);
      expect(listed).toEqual([...ids].sort());
      expect(second.body).not.toHaveProperty('next');
    });

    it('say what is wrong with each field', async () => {
      const { status, headers, body } = await directory.call(operator, 'POST', '/v1/organisations', {
        name: '',
        kind: 'school',
        country: 'ZZ',
        regime: 'gdpr',
        colour: 'red',
      });
      expect(status).toBe(400);
      expect(headers.get('content-type')).toContain('application/problem+json');
      const pointers = (body['errors'] as { pointer: string }[]).map(({ pointer }) => pointer);
      expect(new Set(pointers)).toEqual(new Set(['/name', '/kind', '/country', '/colour']));
    });

    it('keep an id that was given, once', async () => {
      const id = '5a4fd1a8-0b1c-4a6e-9a30-0000000000aa';
      expect(await register({ id })).toBe(id);
      const again = await directory.call(operator, 'POST', '/v1/organisations', {
        id,
        name: 'Again',
        kind: 'ngo',
        country: 'SE',
        regime: 'gdpr',
      });
      expect(again).toMatchObject({ status: 409, body: { type: expect.stringContaining('id-taken') } });
      expect((await directory.call(operator, 'GET', `/v1/organisations/${id}`)).body).toMatchObject({ name: 'Shelter' });
      expect((await directory.call(operator, 'GET', '/v1/organisations/5a4fd1a8-0b1c-4a6e-9a30-0000000000ff')).status).toBe(404);
    });
  });

  describe('communities', () => {
    it('are the four tiers from the start', async () => {
      const { body } = await directory.call(operator, 'GET', '/v1/communities');
      const ids = (body['communities'] as { id: string }[]).map(({ id }) => id);
      expect(ids).toEqual(expect.arrayContaining([...TIERS]));
    });

    it('admit the kinds of their charter, and nobody else', async () => {
      const shelter = await register();
      const bank = await register({ kind: 'bank' });
      expect((await directory.call(operator, 'PUT', `/v1/communities/practitioners/members/${shelter}`)).body).toMatchObject({
        communities: ['practitioners'],
      });
      expect(await directory.call(operator, 'PUT', `/v1/communities/practitioners/members/${bank}`)).toMatchObject({
        status: 409,
        body: { type: expect.stringContaining('not-admitted') },
      });
      const charter = { purpose: 'prevention', admits: ['bank'], regimes: ['gdpr'], clearance: 'amber', safeguards: true };
      expect((await directory.call(operator, 'POST', '/v1/communities', { id: 'banks', name: 'Banks', charter })).status).toBe(201);
      expect((await directory.call(operator, 'PUT', `/v1/communities/banks/members/${bank}`)).status).toBe(200);
      expect((await directory.call(operator, 'PUT', `/v1/communities/banks/members/${shelter}`)).status).toBe(409);
      expect((await directory.call(operator, 'POST', '/v1/communities', { id: 'banks', name: 'Banks', charter })).status).toBe(409);
      expect((await directory.call(operator, 'POST', '/v1/communities', { id: 'public', name: 'All', charter })).status).toBe(409);
      expect(
        (await directory.call(operator, 'POST', '/v1/communities', { id: 'x', name: 'X', charter: { purpose: 'immigration', admits: [] } }))
          .status,
      ).toBe(400);
    });

    it('are left by whoever wants to', async () => {
      const one = await member();
      await directory.call(operator, 'PUT', `/v1/communities/practitioners/members/${one.id}`);
      expect((await directory.call(one.token, 'DELETE', `/v1/communities/practitioners/members/${one.id}`)).status).toBe(204);
      expect((await directory.call(operator, 'GET', `/v1/organisations/${one.id}`)).body).toMatchObject({ communities: [] });
    });
  });

  it('describes all of it in OpenAPI 3.1', async () => {
    const { body } = await directory.call(undefined, 'GET', '/openapi.json');
    expect(body['openapi']).toBe('3.1.0');
    const paths = Object.keys(body['paths'] as object);
    expect(paths).toEqual(
      expect.arrayContaining([
        '/v1/organisations',
        '/v1/organisations/{id}/credentials/{clientId}',
        '/v1/communities/{id}/members/{organisation}',
        '/v1/policy/state',
      ]),
    );
    const document = JSON.stringify(body);
    const { schemas } = body['components'] as { schemas: Record<string, unknown> };
    const referred = [...document.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name ?? '');
    expect(referred.filter((name) => !(name in schemas))).toEqual([]);
    expect(referred).toEqual(
      expect.arrayContaining([
        'NewOrganisation',
        'OrganisationView',
        'NewCommunity',
        'CommunityView',
        'Profile',
        'VersionPage',
        'PolicyStateAnswer',
      ]),
    );
  });

  it.each(['/health/live', '/health/ready'])('answers %s', async (path) => {
    expect((await directory.call(undefined, 'GET', path)).status).toBe(200);
  });
});
