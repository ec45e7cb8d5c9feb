import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { charter } from '@landbridge/contracts/testing';
import { Network, type Member } from './members.ts';

const contact = {
  role: 'duty-desk',
  name: 'Duty desk',
  channel: { kind: 'encrypted-mail', address: 'duty@shelter.example' },
  duty: true,
};
const profile = {
  coverage: { countries: ['RO', 'SE'], purposes: ['forced-labour'], languages: ['sv', 'pt-BR'], roles: ['protection'] },
  contacts: [contact],
};
const standing = {
  name: 'Shelter',
  kind: 'ngo',
  country: 'SE',
  regime: 'gdpr',
  clearance: 'amber+strict',
  assessing: false,
  operates: false,
};

describe('organisations', () => {
  let network: Network;
  let shelter: Member;
  let other: Member;

  beforeAll(async () => {
    network = await Network.start();
    [shelter, other] = [await network.member(), await network.member({ kind: 'police', regime: 'led' })];
  });
  afterAll(() => network.stop());

  describe('the profile', () => {
    it('is said by the organisation itself, kept in directory only, and read by all of the network', async () => {
      const { sequence } = await network.status();
      const path = `/v1/organisations/${shelter.id}/profile`;
      expect((await other.get(path)).body).toEqual({
        coverage: { countries: [], purposes: [], languages: [], roles: [] },
        contacts: [],
      });
      const tag = (await shelter.get(path)).headers.get('etag') ?? '';
      expect(await shelter.put(path, profile, tag)).toMatchObject({ status: 200, body: profile });
      expect((await other.get(path)).body).toEqual(profile);
      expect((await network.status()).sequence).toBe(sequence);
      const service = await network.directory.token('ingestion', 'service');
      const { body } = await network.directory.call(service, 'GET', '/v1/policy/state');
      expect(JSON.stringify(body)).not.toContain('duty@shelter.example');
    });

    it('changes only the version that was read', async () => {
      const one = await network.member();
      const path = `/v1/organisations/${one.id}/profile`;
      const tag = (await one.get(path)).headers.get('etag') ?? '';
      expect((await one.put(path, profile, 'none')).status).toBe(428);
      expect((await one.put(path, profile, tag)).status).toBe(200);
      expect(await one.put(path, { ...profile, contacts: [] }, tag)).toMatchObject({ status: 412 });
      expect((await one.get(path)).body).toEqual(profile);
    });

    it('has its version told to nobody else, because it counts what is not for everybody', async () => {
      for (const path of [`/v1/organisations/${shelter.id}`, `/v1/organisations/${shelter.id}/profile`]) {
        expect((await other.get(path)).headers.get('etag')).toBeNull();
        expect((await network.operator.get(path)).headers.get('etag')).toMatch(/^"\d+"$/);
      }
    });

    it('is no one else’s to change, and no one’s to read who is suspended', async () => {
      const path = `/v1/organisations/${shelter.id}/profile`;
      expect((await other.put(path, profile)).status).toBe(403);
      expect((await network.operator.put(path, profile)).status).toBe(200);
      expect((await other.put(`/v1/organisations/${randomUUID()}/profile`, profile)).status).toBe(403);
      expect((await network.operator.put(`/v1/organisations/${randomUUID()}/profile`, profile)).status).toBe(404);
    });

    it.each([
      ['an unknown country', { ...profile, coverage: { ...profile.coverage, countries: ['ZZ'] } }, '/coverage/countries'],
      ['an unknown purpose', { ...profile, coverage: { ...profile.coverage, purposes: ['immigration'] } }, '/coverage/purposes'],
      ['no language tag', { ...profile, coverage: { ...profile.coverage, languages: ['Swedish!'] } }, '/coverage/languages'],
      ['an unknown role', { ...profile, coverage: { ...profile.coverage, roles: ['profit'] } }, '/coverage/roles'],
      ['the same country twice', { ...profile, coverage: { ...profile.coverage, countries: ['RO', 'RO'] } }, '/coverage/countries'],
      ['no coverage', { contacts: [] }, '/coverage'],
      ['no contacts', { coverage: profile.coverage }, '/contacts'],
      ['too many contacts', { ...profile, contacts: Array.from({ length: 51 }, () => contact) }, '/contacts'],
      [
        'an unknown channel',
        { ...profile, contacts: [{ ...contact, channel: { kind: 'fax', address: '1' } }] },
        '/contacts/0/channel/kind',
      ],
      ['two lines', { ...profile, contacts: [{ ...contact, name: 'a\nb' }] }, '/contacts/0/name'],
      ['a flag that is none', { ...profile, contacts: [{ ...contact, duty: 'yes' }] }, '/contacts/0/duty'],
      ['a stranger as contact', { ...profile, contacts: [{ ...contact, person: randomUUID() }] }, '/contacts/0/person'],
      ['an operator of the store', { ...profile, contacts: [{ ...contact, name: { $gt: '' } }] }, '/contacts/0/name'],
      ['what is the operator’s', { ...profile, clearance: 'red' }, '/clearance'],
    ])('is refused with %s', async (_title, body, pointer) => {
      const answer = await shelter.put(`/v1/organisations/${shelter.id}/profile`, body);
      expect(answer.status).toBe(400);
      expect((answer.body['errors'] as { pointer: string }[]).map((error) => error.pointer)).toContain(pointer);
      expect((await shelter.get(`/v1/organisations/${shelter.id}/profile`)).body).toEqual(profile);
    });
  });

  describe('what only the operator says', () => {
    it('is changed with the version that was read, and refused to all others', async () => {
      const one = await network.member();
      const path = `/v1/organisations/${one.id}`;
      const tag = (await network.operator.get(path)).headers.get('etag') ?? '';
      expect((await one.put(path, { ...standing, clearance: 'red' }, tag)).status).toBe(403);
      expect((await network.operator.put(path, { ...standing, name: 'House', operates: true }, tag)).body).toMatchObject({
        name: 'House',
        operates: true,
      });
      expect((await network.operator.put(path, standing, tag)).status).toBe(412);
      expect((await network.operator.put(path, standing, 'none')).status).toBe(428);
      expect((await network.operator.get(path)).body).toMatchObject({ name: 'House' });
    });

    it.each([
      ['kind', 'school'],
      ['country', 'ZZ'],
      ['regime', 'none'],
      ['clearance', 'cosmic'],
      ['assessing', 'yes'],
      ['operates', undefined],
      ['name', { $ne: '' }],
      ['communities', ['law-enforcement']],
    ])('is refused with %s %j', async (field, value) => {
      const { status, body } = await network.operator.put(`/v1/organisations/${shelter.id}`, { ...standing, [field]: value });
      expect(status).toBe(400);
      expect(JSON.stringify(body['errors'])).toContain(`/${field}`);
    });

    it('takes it out of what does not admit it any more, all in one change', async () => {
      const one = await network.member();
      const community = await network.found(one, { charter: charter({ admits: ['ngo'], countries: ['SE'], safeguards: false }) });
      await network.operator.put(`/v1/communities/practitioners/members/${one.id}`);
      const { sequence } = await network.status();
      await network.operator.put(`/v1/organisations/${one.id}`, { ...standing, country: 'NO' });
      expect(await network.communitiesOf(one.id)).toEqual(['practitioners']);
      const { body } = await network.operator.get(`/v1/communities/${community}`);
      expect(body).not.toHaveProperty('owner');
      expect((await network.status()).sequence).toBe(sequence + 2);
      await network.operator.put(`/v1/organisations/${one.id}`, { ...standing, kind: 'bank' });
      expect(await network.communitiesOf(one.id)).toEqual([]);
    });
  });

  describe('versions', () => {
    it('keep what was changed, by whom, when and why', async () => {
      const one = await network.member({ name: 'First' });
      const path = `/v1/organisations/${one.id}`;
      await network.operator.put(path, { ...standing, name: 'Second' });
      await one.put(`${path}/profile`, profile);
      await network.operator.put(`${path}/status`, { status: 'suspended', reason: 'credentials-exposed' });
      await network.operator.put(`${path}/status`, { status: 'active' });
      const { body } = await network.operator.get(`${path}/versions`);
      const versions = body['versions'] as { version: number; at: string; by: object; reason?: string; changed: object }[];
      expect(versions.map(({ version }) => version)).toEqual([5, 4, 3, 2, 1]);
      expect(versions.map(({ by }) => by)).toEqual([
        { kind: 'operator', clientId: 'operator' },
        { kind: 'operator', clientId: 'operator' },
        { kind: 'organisation', organisation: one.id, clientId: expect.stringMatching(/^org-/) },
        { kind: 'operator', clientId: 'operator' },
        { kind: 'operator', clientId: 'operator' },
      ]);
      expect(versions.map(({ changed }) => changed)).toEqual([
        { status: 'active' },
        { status: 'suspended' },
        profile,
        { name: 'Second' },
        expect.objectContaining({ name: 'First', kind: 'ngo', communities: [] }),
      ]);
      expect(versions.map(({ reason }) => reason)).toEqual([undefined, 'credentials-exposed', undefined, undefined, undefined]);
      const times = versions.map(({ at }) => at);
      expect(times).toEqual([...times].sort().reverse());
    });

    it('come page by page, and only to itself and the operator', async () => {
      const path = `/v1/organisations/${shelter.id}/versions`;
      expect((await other.get(path)).status).toBe(403);
      const { body: whole } = await shelter.get(path);
      const { body: first } = await shelter.get(`${path}?limit=1`);
      const { body: rest } = await shelter.get(`${path}?cursor=${String(first['next'])}`);
      expect(rest).not.toHaveProperty('next');
      expect([first, rest].flatMap(({ versions }) => versions)).toEqual(whole['versions']);
      const elsewhere = await network.operator.get(`/v1/organisations/${other.id}/versions?cursor=${String(first['next'])}`);
      expect(elsewhere).toMatchObject({ status: 400, body: { type: 'https://landbridge.network/problems/bad-cursor' } });
      expect((await shelter.get(`${path}?limit=0`)).status).toBe(400);
      expect((await shelter.get(`${path}?cursor[$gt]=1`)).status).toBe(400);
    });

    it('tell nothing of credentials, which have a record of their own', async () => {
      const one = await network.member();
      const { body } = await one.post(`/v1/organisations/${one.id}/credentials`);
      await one.delete(`/v1/organisations/${one.id}/credentials/${String(body['clientId'])}`);
      const versions = await one.get(`/v1/organisations/${one.id}/versions`);
      expect(versions.body['versions']).toHaveLength(1);
      expect(JSON.stringify(versions.body)).not.toContain('revoked');
    });
  });

  it.each([
    ['a reason that is a text', { status: 'suspended', reason: 'They sold data' }],
    ['a status that is none', { status: 'gone' }],
    ['nothing', {}],
  ])('are not suspended with %s', async (_title, body) => {
    expect((await network.operator.put(`/v1/organisations/${shelter.id}/status`, body)).status).toBe(400);
  });
});
