import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ReportInput } from '@landbridge/contracts';
import { reportInput } from '@landbridge/contracts/testing';
import type { Member } from './member.ts';
import { TestService, until } from './service.ts';

interface Listed {
  readonly id: string;
  readonly state: string;
  readonly reason?: string;
}

describe('reports that were taken back', () => {
  let service: TestService;
  let owner: Member;
  let stays: Member;
  let leaver: Member;
  let stranger: Member;
  let named: Member;
  let colleague: Member;
  let red: string;
  const ids: string[] = [];
  const shared = { tlp: 'amber' as const, communities: ['practitioners'] };

  const read = (who: Member, id: string) => who.call('GET', `/v1/reports/${id}`, undefined, { 'landbridge-purpose': 'prevention' });
  const withdraw = (id: string) => owner.call('DELETE', `/v1/reports/${id}?reason=error`);
  async function submitted(over: Partial<ReportInput> = {}): Promise<string> {
    const { body } = await owner.submit(reportInput({ marking: shared, ...over }));
    const id = String(body['id']);
    ids.push(id);
    return id;
  }

  async function pages(who: Member, limit: number): Promise<Listed[][]> {
    const found: Listed[][] = [];
    for (let path: string | undefined = `/v1/reports?status=withdrawn&limit=${limit}`; path !== undefined;) {
      const { status, headers, body } = await who.call('GET', path);
      expect(status).toBe(200);
      found.push(body['reports'] as Listed[]);
      path = /^<(.*)>; rel="next"$/.exec(String(headers['link'] ?? ''))?.[1];
    }
    return found;
  }
  const listed = async (who: Member) => (await pages(who, 200)).flat();

  beforeAll(async () => {
    service = await TestService.start();
    owner = await service.member({ clearance: 'red' });
    stays = await service.member();
    leaver = await service.member();
    stranger = await service.member({ communities: [] });
    const other = await service.member({ clearance: 'red' });
    const person = randomUUID();
    colleague = other;
    named = await service.person(other.organisation.id, person);
    service.directory.change(owner.organisation.id, { people: [{ id: person, roles: ['reader'] }] });

    // read and kept, read and withdrawn, read and narrowed, never read and withdrawn, public and withdrawn
    const [, withdrawn, narrowed] = [await submitted(), await submitted(), await submitted()];
    for (const id of ids) for (const who of [stays, leaver]) expect((await read(who, id)).status).toBe(200);
    const unread = await submitted();
    const clear = await submitted({ basis: 'no-personal-data', marking: { tlp: 'clear' } });
    await read(stays, clear);
    for (const id of [withdrawn, unread, clear]) await withdraw(id);
    const narrower = reportInput({ marking: { tlp: 'amber', communities: ['research'] } });
    await owner.call('PUT', `/v1/reports/${narrowed}`, narrower, { 'if-match': '*' });

    const forOne = reportInput({ marking: { tlp: 'red', persons: [person] } });
    await until('the person is known', async () => (await owner.submit(forOne)).status === 201);
    red = String((await owner.submit(reportInput({ ...forOne, acts: ['transfer'] }))).body['id']);
    ids.push(red);
    await until('it was read', async () => (await read(named, red)).body['state'] === 'held');
    await withdraw(red);

    service.directory.change(leaver.organisation.id, { communities: [] });
    await until('it has left', async () => (await read(leaver, ids[0] ?? '')).body['state'] === 'withdrawn');
  });
  afterAll(() => service.stop());

  it.each([
    ['a member', () => stays, 2],
    ['who left the community', () => leaver, 3],
    ['who never had any', () => stranger, 0],
    ['the person who was named', () => named, 1],
    ['its colleagues', () => colleague, 0],
    ['the owner', () => owner, 4],
  ])('are told to %s by the list as one by one', async (_who, who, count) => {
    const alone: string[] = [];
    for (const id of ids) if ((await read(who(), id)).body['state'] === 'withdrawn') alone.push(id);
    const list = await listed(who());
    expect(list.map(({ id }) => id)).toEqual(alone.sort());
    expect(list).toHaveLength(count);
    if (who() !== owner) expect(list).toEqual(alone.map((id) => ({ id, state: 'withdrawn' })));
  });

  it('come page by page, in the order of their ids', async () => {
    for (const who of [owner, leaver]) {
      const small = await pages(who, 1);
      expect(small.every((page) => page.length <= 1)).toBe(true);
      expect(small.flat()).toEqual(await listed(who));
    }
  });

  it('are found behind any number of looks', async () => {
    const much = await service.member();
    const reader = much.organisation.id;
    const first = '00000000-0000-4000-8000-000000000000';
    const looks = Array.from({ length: 4_500 }, (_, i) => ({ _id: `${reader}-${i}`, report: i < 2_500 ? first : randomUUID(), reader, on: '2026-03-01' })); // prettier-ignore
    await service.database.collection<{ _id: string }>('disclosures').insertMany(looks);
    const had = await Promise.all([submitted(), submitted()]);
    for (const id of had) {
      expect((await read(much, id)).status).toBe(200);
      await withdraw(id);
    }
    expect((await listed(much)).map(({ id }) => id)).toEqual(had.sort());
  });

  it.each(['country=RO', 'recordedFrom=2026-01-01', 'purpose=begging'])('are not narrowed by %s', async (filter) => {
    expect((await stays.call('GET', `/v1/reports?status=withdrawn&${filter}`)).status).toBe(400);
  });
});
