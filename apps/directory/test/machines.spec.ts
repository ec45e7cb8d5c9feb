import { generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt, SignJWT } from 'jose';
import { AUDIENCE, TestDirectory, until } from './directory.ts';

describe('credentials of machines', () => {
  let directory: TestDirectory;
  let operator: string;
  let path: string;
  beforeAll(async () => {
    directory = await TestDirectory.start();
    operator = await directory.token('operator', 'operator');
    const body = { name: 'Shelter', kind: 'ngo', country: 'SE', regime: 'gdpr' };
    const { body: organisation } = await directory.call(operator, 'POST', '/v1/organisations', body);
    path = `/v1/organisations/${String(organisation['id'])}/credentials`;
  });
  afterAll(() => directory.stop());

  const key = generateKeyPairSync('rsa', { modulusLength: 2048 });

  async function ask(clientId: string, jti: string = randomUUID(), signer: KeyObject = key.privateKey) {
    const assertion = await new SignJWT({ jti })
      .setProtectedHeader({ alg: 'PS256' })
      .setIssuer(clientId)
      .setSubject(clientId)
      .setAudience(`${directory.url}/oidc`)
      .setExpirationTime('1m')
      .sign(signer);
    const answer = await fetch(`${directory.url}/oidc/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        resource: AUDIENCE,
        scope: 'directory:read',
        client_assertion: assertion,
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      }),
    });
    return { status: answer.status, body: (await answer.json()) as { access_token: string } };
  }

  it('hand on no more than the token holds that asks for them', async () => {
    const { body: whole } = await directory.call(operator, 'POST', path);
    const token = await directory.token(String(whole['clientId']), 'directory:write', String(whole['clientSecret']));
    const beyond = await directory.call(token, 'POST', path, { scopes: ['directory:write', 'reports:read'] });
    expect([beyond.status, beyond.body['type']]).toEqual([403, 'https://landbridge.network/problems/beyond-own-scopes']);
    expect(beyond.body['detail']).toContain('reports:read');
    const { body: same } = await directory.call(token, 'POST', path);
    const asks = (scope: string) => directory.askToken(String(same['clientId']), String(same['clientSecret']), { scope });
    expect([(await asks('directory:write')).status, (await asks('reports:read')).status]).toEqual([200, 400]);
  });

  it('may be a key: no secret is made, an assertion is good once, and revoking it holds', async () => {
    const publicKey = key.publicKey.export({ format: 'jwk' });
    const { status, body } = await directory.call(operator, 'POST', path, { publicKey, scopes: ['directory:read'] });
    expect(status).toBe(201);
    expect(body).toEqual({ clientId: expect.any(String) });
    const clientId = String(body['clientId']);
    const jti = randomUUID();
    const [first, again] = [await ask(clientId, jti), await ask(clientId, jti)];
    expect([first.status, again.status]).toEqual([200, 401]);
    expect((await ask(clientId, randomUUID(), generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey)).status).toBe(401);
    const read = () => directory.call(first.body.access_token, 'GET', '/v1/communities');
    expect((await read()).status).toBe(200);
    expect((await directory.call(operator, 'GET', path)).body).toMatchObject({
      credentials: expect.arrayContaining([expect.objectContaining({ clientId, byKey: true, scopes: ['directory:read'] })]),
    });
    expect((await directory.call(operator, 'DELETE', `${path}/${clientId}`)).status).toBe(204);
    expect((await ask(clientId)).status).toBe(401);
    await until('the token is refused', async () => (await read()).status === 401, 5_000);
  });

  it('hold no more than they were made for', async () => {
    const { body } = await directory.call(operator, 'POST', path, { scopes: ['trends:read', 'audit:read'] });
    const [id, secret] = [String(body['clientId']), String(body['clientSecret'])];
    expect((await directory.askToken(id, secret, { scope: 'reports:read' })).body).toMatchObject({ error: 'invalid_scope' });
    expect(decodeJwt(await directory.token(id, 'trends:read audit:read', secret))).toMatchObject({ scope: 'trends:read audit:read' });
  });

  it.each([
    ['the scope of the operator', { scopes: ['operator'] }],
    ['the scope of a service', { scopes: ['service'] }],
    ['no scope at all', { scopes: [] }],
    ['an operator of the store', { scopes: { $gt: '' } }],
    ['a secret of its own', { clientSecret: 'x'.repeat(43) }],
    ['an organisation', { organisation: randomUUID() }],
    ['a key that is text', { publicKey: 'MIIB' }],
    ['a private key', { publicKey: key.privateKey.export({ format: 'jwk' }) }],
    ['a short key', { publicKey: generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'jwk' }) }],
  ])('are not made with %s', async (_title, body) => {
    expect((await directory.call(operator, 'POST', path, body)).status).toBe(400);
  });
});
