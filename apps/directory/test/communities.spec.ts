import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TIERS } from '@landbridge/contracts';
import { Network, unconfirmed, type Client, type Member } from './members.ts';

describe('communities', () => {
  let network: Network;
  let owner: Member;
  let candidate: Member;
  let stranger: Member;
  let closed: string;

  beforeAll(async () => {
    network = await Network.start();
    [owner, candidate, stranger] = [
      await network.member(),
      await network.member(),
      await network.member({ kind: 'police', regime: 'led' }),
    ];
    closed = await network.found(owner);
  });
  afterAll(() => network.stop());

  const listedTo = async (client: Client) => {
    const { body } = await client.get('/v1/communities');
    return (body['communities'] as { id: string }[]).map(({ id }) => id);
  };
  const joined = async (organisation: Member, community: string) => (await network.communitiesOf(organisation.id)).includes(community);

  describe('founding', () => {
    it('makes the organisation the owner and first member, under an id that tells nothing of others', async () => {
      expect(closed).toMatch(/^group-[0-9a-f]{6}$/);
      expect(await joined(owner, closed)).toBe(true);
      const again = await stranger.post('/v1/communities', { id: 'group', name: 'Group', charter: unconfirmed() });
      expect(again).toMatchObject({ status: 201, body: { owner: stranger.id, listed: false } });
      expect(again.body['id']).not.toBe(closed);
    });

    it.each([
      ['a kind that cannot read for the purpose', { charter: unconfirmed({ admits: ['ngo', 'bank', 'hotel'] }) }, 400, 'bank, hotel'],
      ['safeguards that nobody confirmed', { charter: unconfirmed({ safeguards: true }) }, 403, 'ask the operator'],
      ['an unknown kind', { charter: { ...unconfirmed(), admits: ['school'] } }, 400, ''],
      ['no kind', { charter: unconfirmed({ admits: [] }) }, 400, ''],
      ['no charter', { charter: undefined }, 400, ''],
      ['an unknown regime', { charter: { ...unconfirmed(), regimes: ['none'] } }, 400, ''],
      ['a charter of another shape', { charter: { ...unconfirmed(), __proto__: undefined, owner: 'x' } }, 400, ''],
      ['an id that is none', { id: 'A b' }, 400, ''],
      ['the id of everybody', { id: 'public' }, 409, ''],
      ['the id of an organisation', { id: randomUUID() }, 409, ''],
      ['an operator of the store', { name: { $gt: '' } }, 400, ''],
      ['a charter that does not admit its owner', { charter: unconfirmed({ admits: ['police'] }) }, 409, 'admits police'],
    ])('is refused with %s', async (_title, over, status, detail) => {
      const before = await network.status();
      const answer = await owner.post('/v1/communities', { id: 'another', name: 'Another', charter: unconfirmed(), ...over });
      expect(answer.status).toBe(status);
      expect(String(answer.body['detail'])).toContain(detail);
      expect(await network.status()).toMatchObject({ sequence: before.sequence });
    });

    it('is for oneself; the operator names an owner', async () => {
      expect((await owner.post('/v1/communities', { id: 'x', name: 'X', charter: unconfirmed(), owner: stranger.id })).status).toBe(403);
      const made = await network.operator.post('/v1/communities', {
        id: 'named',
        name: 'Named',
        charter: unconfirmed(),
        owner: stranger.id,
      });
      expect(made).toMatchObject({ status: 201, body: { id: 'named', owner: stranger.id } });
      expect(await joined(stranger, 'named')).toBe(true);
    });
  });

  describe('who may know', () => {
    it('are the members, the invited and the operator; to all others it is as if it were not there', async () => {
      const nowhere = 'nowhere-at-all';
      expect(await listedTo(owner)).toContain(closed);
      expect(await listedTo(network.operator)).toContain(closed);
      expect(await listedTo(candidate)).toEqual([...TIERS].sort());
      for (const path of ['', '/members', '/admissions', '/versions']) {
        const [hidden, missing] = [
          await candidate.get(`/v1/communities/${closed}${path}`),
          await candidate.get(`/v1/communities/${nowhere}${path}`),
        ];
        expect(hidden.status).toBe(404);
        expect(hidden.body).toEqual(missing.body);
      }
      const attempts = async (id: string) => [
        await candidate.put(`/v1/communities/${id}`, { name: 'Mine', listed: true }),
        await candidate.put(`/v1/communities/${id}/owner`, { owner: candidate.id }),
        await candidate.put(`/v1/communities/${id}/charter`, unconfirmed()),
        await candidate.post(`/v1/communities/${id}/applications`),
        await candidate.post(`/v1/communities/${id}/invitations`, { organisation: candidate.id }),
        await candidate.delete(`/v1/communities/${id}/members/${candidate.id}`),
        await candidate.delete(`/v1/communities/${id}/members/${owner.id}`),
      ];
      const [hidden, missing] = [await attempts(closed), await attempts(nowhere)];
      expect(hidden.map(({ status, body }) => ({ status, body }))).toEqual(missing.map(({ status, body }) => ({ status, body })));
      expect(new Set(hidden.map(({ status }) => status))).toEqual(new Set([404]));
    });

    it('include all when the owner lists it, but not who its members are', async () => {
      const listed = await network.found(owner, { listed: true });
      expect(await listedTo(stranger)).toContain(listed);
      expect((await stranger.get(`/v1/communities/${listed}`)).body).toMatchObject({ id: listed, owner: owner.id });
      expect((await stranger.get(`/v1/communities/${listed}`)).headers.get('etag')).toBeNull();
      expect((await stranger.get(`/v1/communities/${listed}/members`)).status).toBe(403);
      expect((await stranger.get(`/v1/communities/${listed}/admissions`)).status).toBe(403);
      expect((await owner.get(`/v1/communities/${listed}/members`)).body).toMatchObject({ members: [{ id: owner.id }] });
      await owner.put(`/v1/communities/${listed}`, { name: 'Hidden', listed: false });
      expect((await stranger.get(`/v1/communities/${listed}`)).status).toBe(404);
    });

    it('lets all see who is in a tier', async () => {
      await network.operator.put(`/v1/communities/practitioners/members/${owner.id}`);
      const { body } = await stranger.get('/v1/communities/practitioners/members');
      expect(JSON.stringify(body['members'])).toContain(owner.id);
    });
  });

  it('are handed over to a member, and tiers to nobody', async () => {
    const community = await network.found(owner);
    const path = `/v1/communities/${community}/owner`;
    expect((await owner.put(path, { owner: candidate.id })).status).toBe(409);
    await network.operator.put(`/v1/communities/${community}/members/${candidate.id}`);
    expect((await owner.put(path, { owner: candidate.id })).body).toMatchObject({ owner: candidate.id });
    expect((await owner.put(path, { owner: owner.id })).status).toBe(403);
    expect((await candidate.put(path, {})).body).not.toHaveProperty('owner');
    await network.operator.put(`/v1/communities/practitioners/members/${owner.id}`);
    expect((await network.operator.put('/v1/communities/practitioners/owner', { owner: owner.id })).status).toBe(409);
    expect((await network.operator.put('/v1/communities/practitioners', { name: 'P', listed: false })).status).toBe(409);
  });

  it('keep their versions, for who decides', async () => {
    const community = await network.found(owner, { name: 'First' });
    await owner.put(`/v1/communities/${community}`, { name: 'Second', listed: false });
    await owner.put(`/v1/communities/${community}`, { name: 'Second', listed: false });
    await network.operator.put(`/v1/communities/${community}/charter`, unconfirmed({ safeguards: true }));
    const { body } = await owner.get(`/v1/communities/${community}/versions`);
    expect(body['versions']).toMatchObject([
      { version: 3, by: { kind: 'operator' }, changed: { charter: { safeguards: true } } },
      { version: 2, by: { kind: 'organisation', organisation: owner.id }, changed: { name: 'Second' } },
      { version: 1, changed: { name: 'First', owner: owner.id, listed: false } },
    ]);
    expect((body['versions'] as object[]).length).toBe(3);
    await network.operator.put(`/v1/communities/${community}/members/${candidate.id}`);
    await owner.put(`/v1/communities/${community}/owner`, { owner: candidate.id });
    const authors = async (client: Client) => {
      const { body } = await client.get(`/v1/communities/${community}/versions`);
      return (body['versions'] as { by: object }[]).map(({ by }) => by);
    };
    const hidden = { kind: 'organisation', organisation: owner.id };
    expect(await authors(candidate)).toEqual([hidden, { kind: 'operator' }, hidden, hidden]);
    expect(await authors(network.operator)).toMatchObject([{ clientId: expect.any(String) }, {}, {}, { clientId: expect.any(String) }]);
  });
});
