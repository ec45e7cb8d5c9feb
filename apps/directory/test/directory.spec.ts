import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TIERS } from '@landbridge/contracts';
import type { TestDirectory } from './directory.ts';
import { Network } from './members.ts';

describe('directory', () => {
  let network: Network;
  let directory: TestDirectory;
  let operator: string;

  beforeAll(async () => {
    network = await Network.start();
    directory = network.directory;
    operator = network.operator.token;
  });
  afterAll(() => network.stop());

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
      const one = await network.member();
      const other = await network.member();
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
        [1, 2, 3].map((i) => network.register({ name: `Hotel ${i}`, kind: 'hotel', country: 'XK', regime: 'third-country' })),
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
      expect(await network.register({ id })).toBe(id);
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
      const shelter = await network.register();
      const bank = await network.register({ kind: 'bank' });
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
      const one = await network.member();
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
