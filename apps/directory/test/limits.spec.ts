import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { charter } from '@landbridge/contracts/testing';
import { AgreementsRepository } from '../src/agreements/agreements.repository.ts';
import type { AdmissionSide } from '../src/communities/admission.schema.ts';
import { AdmissionsRepository } from '../src/communities/admissions.repository.ts';
import { DIRECTORY } from '../src/policy/author.ts';
import type { Answer } from './directory.ts';
import { Network, type Member } from './members.ts';

const DAY_MS = 24 * 3600_000;

describe('one organisation does not fill the network', () => {
  let network: Network;
  let member: Member;
  let other: Member;
  beforeAll(async () => {
    network = await Network.start();
    [member, other] = [await network.member(), await network.member()];
  });
  afterAll(() => network.stop());

  const tooMany = (what: string, detail: string, status = 409) => ({
    status,
    body: { type: `https://landbridge.network/problems/too-many-${what}`, detail: expect.stringContaining(detail) },
  });
  const repeat = async (times: number, act: () => Promise<unknown>) => {
    for (let time = 0; time < times; time += 1) await act();
  };

  it('by founding communities, also when it leaves them', async () => {
    const body = { id: 'group', name: 'Group', charter: charter({ safeguards: false }) };
    const left = await network.found(member);
    await member.delete(`/v1/communities/${left}/members/${member.id}`);
    await repeat(49, () => network.found(member));
    expect(await member.post('/v1/communities', body)).toMatchObject(tooMany('communities', 'ask the operator'));
    expect((await network.operator.post('/v1/communities', { ...body, owner: member.id })).status).toBe(201);
    expect((await other.post('/v1/communities', body)).status).toBe(201);
  });

  describe('by asking', () => {
    let community: string;
    beforeAll(async () => {
      community = await network.found(other, { listed: true });
    });

    const waiting = (side: AdmissionSide, over: { community?: string; organisation?: string }) => () =>
      network.directory.app.get(AdmissionsRepository).open({
        _id: randomUUID(),
        community: randomUUID(),
        organisation: randomUUID(),
        side,
        at: new Date(),
        by: DIRECTORY,
        ...over,
      });

    it('others to join its community, while so many do not answer', async () => {
      await repeat(200, waiting('invitation', { community }));
      const invite = (): Promise<Answer> => other.post(`/v1/communities/${community}/invitations`, { organisation: member.id });
      expect(await invite()).toMatchObject(tooMany('admissions', 'withdraw those'));
      const { body } = await other.get(`/v1/communities/${community}/admissions`);
      const [one] = body['admissions'] as { id: string }[];
      expect((await other.put(`/v1/admissions/${one!.id}/state`, { state: 'withdrawn' })).status).toBe(200);
      expect((await invite()).status).toBe(201);
    });

    it('to join communities, while so many do not answer', async () => {
      await repeat(49, waiting('application', { organisation: member.id }));
      const [one, two] = [await network.found(other, { listed: true }), await network.found(other, { listed: true })];
      const { status, body } = await member.post(`/v1/communities/${one}/applications`);
      expect(status).toBe(201);
      expect(await member.post(`/v1/communities/${two}/applications`)).toMatchObject(tooMany('admissions', 'withdraw those'));
      await member.put(`/v1/admissions/${String(body['id'])}/state`, { state: 'withdrawn' });
      expect((await member.post(`/v1/communities/${two}/applications`)).status).toBe(201);
    });

    it('for agreements, while so many are not answered', async () => {
      const until = new Date(Date.now() + DAY_MS);
      await repeat(99, () =>
        network.directory.app.get(AgreementsRepository).insert({
          _id: randomUUID(),
          between: [member.id, randomUUID()],
          proposedBy: member.id,
          purposes: ['prevention'],
          until,
          state: 'proposed',
          history: [{ state: 'proposed', at: new Date(), by: DIRECTORY }],
        }),
      );
      const terms = { between: [member.id, other.id], purposes: ['prevention'], until: until.toISOString() };
      const { status, body } = await member.post('/v1/agreements', terms);
      expect(status).toBe(201);
      expect(await member.post('/v1/agreements', terms)).toMatchObject(tooMany('agreements', 'withdraw those'));
      expect((await member.put(`/v1/agreements/${String(body['id'])}/state`, { state: 'withdrawn' })).status).toBe(200);
      expect((await member.post('/v1/agreements', terms)).status).toBe(201);
    });
  });

  describe('by credentials', () => {
    const path = () => `/v1/organisations/${other.id}/credentials`;
    const revokedOf = async () => {
      const service = await network.directory.token('ingestion', 'service');
      const { body } = await network.directory.call(service, 'GET', '/v1/policy/state');
      const records = body['records'] as { state: { id: string; revokedCredentials?: string[] } }[];
      return records.find(({ state }) => state.id === other.id)!.state.revokedCredentials!;
    };
    const replace = async () => {
      const { status, body } = await network.operator.post(path());
      expect(status).toBe(201);
      expect((await network.operator.delete(`${path()}/${String(body['clientId'])}`)).status).toBe(204);
      return String(body['clientId']);
    };

    it('that it makes and revokes again and again, of which the network must be told', async () => {
      // one it has for itself
      await repeat(99, replace);
      const refused = await network.operator.post(path());
      expect(refused).toMatchObject(tooMany('credentials', 'later', 429));
      const wait = Number(refused.headers.get('retry-after'));
      expect(wait).toBeGreaterThan(DAY_MS / 1000 - 600);
      expect(wait).toBeLessThanOrEqual(DAY_MS / 1000);
      expect(await revokedOf()).toHaveLength(99);
    });

    it('of which the network was told for a day: no token of theirs lives any more', async () => {
      writeFileSync(network.directory.clockFile, String(DAY_MS + 60_000));
      try {
        const revoked = await replace();
        expect(await revokedOf()).toEqual([revoked]);
      } finally {
        writeFileSync(network.directory.clockFile, '0');
      }
    });
  });
});
