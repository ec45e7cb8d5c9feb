import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { AUDIENCE, type TestDirectory, until } from './directory.ts';
import { Network, SCOPES } from './members.ts';

describe('directory’s token endpoint', () => {
  let network: Network;
  let directory: TestDirectory;
  let operator: string;

  beforeAll(async () => {
    network = await Network.start();
    directory = network.directory;
    operator = network.operator.token;
  });
  afterAll(() => network.stop());

  it('opens the network to a credential of an organisation', async () => {
    const { id, token, clientId } = await network.member();
    const { payload } = await jwtVerify(token, createRemoteJWKSet(new URL(`${directory.url}/oidc/jwks`)), {
      issuer: `${directory.url}/oidc`,
      audience: AUDIENCE,
    });
    expect(payload).toMatchObject({ sub: id, client_id: clientId, scope: SCOPES });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(600);
    expect((await directory.call(token, 'GET', `/v1/organisations/${id}`)).status).toBe(200);
  });

  it('gives none for a wrong secret, another audience, or another grant', async () => {
    const { clientId, clientSecret } = await network.member();
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
    const { id, token, clientId, clientSecret } = await network.member();
    const second = await directory.call(token, 'POST', `/v1/organisations/${id}/credentials`);
    expect(second.status).toBe(201);
    expect(second.headers.get('cache-control')).toBe('no-store');
    const secondToken = await directory.token(String(second.body['clientId']), SCOPES, String(second.body['clientSecret']));
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
    const { id, token, clientId, clientSecret } = await network.member();
    expect((await directory.call(operator, 'PUT', `/v1/organisations/${id}/status`, { status: 'suspended' })).body).toMatchObject({
      status: 'suspended',
    });
    expect((await directory.askToken(clientId, clientSecret, { scope: 'reports:read' })).status).toBe(401);
    await until('the token is refused', async () => (await directory.call(token, 'GET', '/v1/communities')).status === 403, 5_000);
    await directory.call(operator, 'PUT', `/v1/organisations/${id}/status`, { status: 'active' });
    await until('the token counts again', async () => (await directory.call(token, 'GET', '/v1/communities')).status === 200, 5_000);
  });

  it('has the same keys and clients after a restart', async () => {
    const { id, token, clientId, clientSecret } = await network.member();
    await directory.app.close();
    await directory.run();
    expect((await directory.call(token, 'GET', `/v1/organisations/${id}`)).status).toBe(200);
    expect((await directory.askToken(clientId, clientSecret, { scope: 'reports:read' })).status).toBe(200);
  });
});
