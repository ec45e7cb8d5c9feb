import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Network, unconfirmed, type Client, type Member } from './members.ts';

describe('members of communities', () => {
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

  const decide = (client: Client, admission: unknown, state: string) => client.put(`/v1/admissions/${String(admission)}/state`, { state });
  const invite = async (community: string, organisation: string, client: Client = owner) =>
    (await client.post(`/v1/communities/${community}/invitations`, { organisation })).body['id'];
  const joined = async (organisation: Member, community: string) => (await network.communitiesOf(organisation.id)).includes(community);

  describe('joining', () => {
    it('takes an invitation and its acceptance', async () => {
      const community = await network.found(owner);
      const admission = await invite(community, candidate.id);
      expect(await joined(candidate, community)).toBe(false);
      expect((await candidate.get(`/v1/communities/${community}`)).status).toBe(200);
      expect((await candidate.get(`/v1/organisations/${candidate.id}/admissions`)).body).toMatchObject({
        admissions: [{ id: admission, community, side: 'invitation', state: 'open' }],
      });
      expect((await decide(owner, admission, 'accepted')).status).toBe(403);
      expect((await decide(candidate, admission, 'withdrawn')).status).toBe(403);
      expect((await decide(stranger, admission, 'accepted')).status).toBe(404);
      expect((await decide(candidate, admission, 'accepted')).body).toMatchObject({ state: 'accepted' });
      expect(await joined(candidate, community)).toBe(true);
      expect((await decide(candidate, admission, 'accepted')).status).toBe(409);
      expect((await owner.post(`/v1/communities/${community}/invitations`, { organisation: candidate.id })).status).toBe(409);
    });

    it('takes an application and its acceptance', async () => {
      const community = await network.found(owner, { listed: true });
      const { body } = await candidate.post(`/v1/communities/${community}/applications`);
      expect((await candidate.post(`/v1/communities/${community}/applications`)).status).toBe(409);
      expect((await decide(candidate, body['id'], 'accepted')).status).toBe(403);
      expect((await owner.get(`/v1/communities/${community}/admissions`)).body).toMatchObject({ admissions: [{ side: 'application' }] });
      expect((await decide(owner, body['id'], 'accepted')).status).toBe(200);
      expect(await joined(candidate, community)).toBe(true);
    });

    it.each([
      ['declined', 'candidate'],
      ['withdrawn', 'owner'],
    ] as const)('does not happen when it is %s, and hides the community again', async (state, who) => {
      const community = await network.found(owner);
      const admission = await invite(community, candidate.id);
      expect((await decide(who === 'owner' ? owner : candidate, admission, state)).status).toBe(200);
      expect(await joined(candidate, community)).toBe(false);
      expect((await candidate.get(`/v1/communities/${community}`)).status).toBe(404);
      expect((await decide(candidate, admission, 'accepted')).status).toBe(409);
      expect((await owner.get(`/v1/communities/${community}/admissions`)).body).toEqual({ admissions: [] });
    });

    it('is asked once when two invitations are sent together', async () => {
      const community = await network.found(owner);
      const sent = [1, 2].map(() => owner.post(`/v1/communities/${community}/invitations`, { organisation: candidate.id }));
      expect((await Promise.all(sent)).map(({ status }) => status).sort()).toEqual([201, 409]);
    });

    it('is asked by the charter when it is offered and when it is accepted', async () => {
      const community = await network.found(owner);
      const bank = await network.register({ kind: 'bank' });
      expect((await owner.post(`/v1/communities/${community}/invitations`, { organisation: bank })).status).toBe(409);
      const admission = await invite(community, stranger.id);
      await owner.put(`/v1/communities/${community}/charter`, unconfirmed({ admits: ['ngo'] }));
      expect(await decide(stranger, admission, 'accepted')).toMatchObject({
        status: 409,
        body: { type: expect.stringContaining('not-admitted') },
      });
      expect(await joined(stranger, community)).toBe(false);
      expect((await owner.get(`/v1/communities/${community}/admissions`)).body).toMatchObject({
        admissions: [{ id: admission, state: 'open' }],
      });
    });

    it.each([[{}], [{ organisation: 'x' }], [{ organisation: { $ne: null } }], [{ organisation: randomUUID(), side: 'x' }]])(
      'is refused with %j',
      async (body) => {
        expect((await owner.post(`/v1/communities/${closed}/invitations`, body)).status).toBe(400);
      },
    );

    it.each([['open'], ['joined'], [{ $ne: 'open' }]])('is not decided by %j', async (state) => {
      expect((await owner.put(`/v1/admissions/${randomUUID()}/state`, { state })).status).toBe(400);
    });
  });

  describe('leaving', () => {
    it('is free, and gives what one owned to the operator', async () => {
      const community = await network.found(owner);
      await network.operator.put(`/v1/communities/${community}/members/${candidate.id}`);
      expect((await candidate.delete(`/v1/communities/${community}/members/${owner.id}`)).status).toBe(403);
      const { sequence } = await network.status();
      expect((await owner.delete(`/v1/communities/${community}/members/${owner.id}`)).status).toBe(204);
      expect((await network.status()).sequence).toBe(sequence + 2);
      expect((await network.operator.get(`/v1/communities/${community}`)).body).not.toHaveProperty('owner');
      expect((await owner.get(`/v1/communities/${community}`)).status).toBe(404);
      expect(await joined(candidate, community)).toBe(true);
    });

    it('is asked for by the owner too, who expels', async () => {
      const community = await network.found(owner);
      await network.operator.put(`/v1/communities/${community}/members/${candidate.id}`);
      expect((await owner.delete(`/v1/communities/${community}/members/${candidate.id}`)).status).toBe(204);
      expect(await joined(candidate, community)).toBe(false);
      const { body } = await network.operator.get(`/v1/organisations/${candidate.id}/versions?limit=1`);
      expect(body['versions']).toMatchObject([{ by: { kind: 'organisation', organisation: owner.id } }]);
    });

    it('ends every invitation that was open: nobody comes back by an old one', async () => {
      const community = await network.found(owner);
      const admission = String(await invite(community, candidate.id));
      await network.operator.put(`/v1/communities/${community}/members/${candidate.id}`);
      await owner.delete(`/v1/communities/${community}/members/${candidate.id}`);
      expect((await candidate.put(`/v1/admissions/${admission}/state`, { state: 'accepted' })).status).toBe(409);
      expect(await joined(candidate, community)).toBe(false);
      expect((await owner.post(`/v1/communities/${community}/invitations`, { organisation: candidate.id })).body).toMatchObject({
        state: 'open',
      });
    });

    it('happens to whom a new charter does not admit, owner or not, in one change', async () => {
      const community = await network.found(owner, { charter: unconfirmed({ admits: ['ngo', 'police'] }) });
      await network.operator.put(`/v1/communities/${community}/members/${candidate.id}`);
      await network.operator.put(`/v1/communities/${community}/members/${stranger.id}`);
      const { sequence } = await network.status();
      const { headers } = await owner.get(`/v1/communities/${community}`);
      const narrow = unconfirmed({ admits: ['police'] });
      expect((await owner.put(`/v1/communities/${community}/charter`, unconfirmed({ admits: ['ngo', 'bank'] }))).status).toBe(400);
      expect((await owner.put(`/v1/communities/${community}/charter`, narrow, '"9"')).status).toBe(412);
      expect((await owner.put(`/v1/communities/${community}/charter`, narrow, 'none')).status).toBe(428);
      expect((await owner.put(`/v1/communities/${community}/charter`, narrow, headers.get('etag') ?? '')).status).toBe(200);
      expect((await network.status()).sequence).toBe(sequence + 3);
      expect(await Promise.all([owner, candidate, stranger].map((member) => joined(member, community)))).toEqual([false, false, true]);
      expect((await network.operator.get(`/v1/communities/${community}`)).body).not.toHaveProperty('owner');
      const records = await network.directory.published((all) => all.some(({ revision }) => revision === sequence + 3));
      const change = records.filter(({ revision }) => revision > sequence);
      expect(change.map(({ revision }) => revision)).toEqual([sequence + 1, sequence + 2, sequence + 3]);
      expect(change.map(({ key }) => key)).toEqual([community, ...[owner.id, candidate.id].sort()]);
    });
  });
});
