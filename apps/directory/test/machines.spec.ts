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

  describe('that are refused', () => {
    let before: string;
    beforeAll(() => {
      before = new Date().toISOString();
    });

    /** What the organisation reads of it in the audit. */
    async function refusals(token: string): Promise<Record<string, unknown>[]> {
      const { status, body } = await directory.call(token, 'GET', `/v1/audit?action=token.refused&from=${before}`);
      expect(status).toBe(200);
      return body['entries'] as Record<string, unknown>[];
    }
    const about = (clientId: string) => [{ kind: 'credentials', id: clientId }];
    const refused = (error: string, more: object = {}) => ({
      actor: { by: 'nobody' },
      outcome: 'refused',
      details: { status: 401, error, grant: 'client_credentials', ...more },
    });

    it('are on record for their organisation: a wrong secret, a bad assertion, a scope beyond, and one that was revoked', async () => {
      const { body: watching } = await directory.call(operator, 'POST', path, { scopes: ['audit:read'] });
      const [watcher, watchersSecret] = [String(watching['clientId']), String(watching['clientSecret'])];
      const token = await directory.token(watcher, 'audit:read', watchersSecret);
      const { body: keyed } = await directory.call(operator, 'POST', path, { publicKey: key.publicKey.export({ format: 'jwk' }) });
      const { body: revoked } = await directory.call(operator, 'POST', path);
      await directory.call(operator, 'DELETE', `${path}/${String(revoked['clientId'])}`);
      await directory.askToken(watcher, 'not the secret', { scope: 'audit:read' });
      await ask(String(keyed['clientId']), randomUUID(), generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey);
      await directory.askToken(watcher, watchersSecret, { scope: 'reports:read' });
      await directory.askToken(String(revoked['clientId']), String(revoked['clientSecret']), { scope: 'directory:read' });
      await directory.askToken('org-of-nobody', 'not the secret', { scope: 'directory:read' });
      expect(await refusals(token)).toMatchObject([
        { ...refused('invalid_client'), objects: about(watcher) },
        { ...refused('invalid_client'), objects: about(String(keyed['clientId'])) },
        { ...refused('invalid_scope', { status: 400 }), objects: about(watcher) },
        { ...refused('invalid_client'), objects: about(String(revoked['clientId'])) },
      ]);
      const all = await directory.everythingStored();
      expect(all).not.toContain('org-of-nobody');
      expect(all).not.toContain('not the secret');
    });

    it('are on record where tokens are revoked as well: secrets can be tried out there', async () => {
      const { body: credential } = await directory.call(operator, 'POST', path);
      const answer = await fetch(`${directory.url}/oidc/token/revocation`, {
        method: 'POST',
        body: new URLSearchParams({ client_id: String(credential['clientId']), client_secret: 'not the secret', token: 'x' }),
      });
      expect(answer.status).toBe(401);
      expect(await directory.everythingStored()).toContain('revocation.refused');
    });

    it('fill no audit: of many that are alike the first are told one by one, the rest is counted', async () => {
      const { body: credential } = await directory.call(operator, 'POST', path, { scopes: ['audit:read'] });
      const [id, secret] = [String(credential['clientId']), String(credential['clientSecret'])];
      const token = await directory.token(id, 'audit:read', secret);
      const counted = (await refusals(token)).length;
      for (let times = 0; times < 30; times += 1)
        expect((await directory.askToken(id, 'not the secret', { scope: 'audit:read' })).status).toBe(401);
      // two minutes may have met in between
      expect((await refusals(token)).length).toBeLessThanOrEqual(counted + 21);
    });
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
