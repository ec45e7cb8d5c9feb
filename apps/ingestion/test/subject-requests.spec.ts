import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { reportInput } from '@landbridge/contracts/testing';
import type { Member } from './member.ts';
import { type Answer, TestService } from './service.ts';

describe('a data subject’s request', () => {
  let service: TestService;
  let owner: Member;
  let reader: Member;

  beforeAll(async () => {
    service = await TestService.start();
    owner = await service.member();
    reader = await service.member();
  });
  afterAll(() => service.stop());

  const secret = () => `unspeakable-${randomUUID()}`;
  const problemOf = ({ status, body }: Answer) => [status, String(body['type']).split('/').at(-1)];
  const ask = (externalId: string, over: object = {}) =>
    owner.call('POST', '/v1/subject-requests', { kind: 'erasure', externalId, received: '2026-03-10', ...over });
  const close = (request: Answer, outcome: string) =>
    owner.call('POST', `/v1/subject-requests/${String(request.body['id'])}/outcome`, { outcome });

  it('finds what the external id stands for, in reports and in quarantine, with the last day of the regime', async () => {
    const externalId = secret();
    const id = String((await owner.submit(reportInput({ externalIds: [externalId] }))).body['id']);
    await owner.bulk(`{"acts":1,"externalIds":["${externalId}"]}\n{"acts":1}\n`);
    const request = await ask(externalId, { kind: 'access' });
    expect(request).toMatchObject({ status: 201, body: { state: 'open', reports: [id], quarantined: 1, due: '2026-04-10', source: expect.stringContaining('12(3)') } }); // prettier-ignore
    expect((await owner.call('GET', String(request.headers.location))).body).toEqual(request.body);
    expect((await owner.call('GET', '/v1/subject-requests?state=open&limit=200')).body['requests']).toContainEqual(request.body);
    const stored = JSON.stringify(await service.database.collection('subject-requests').find().toArray());
    expect(stored + service.log).not.toContain(externalId);
    expect((await close(request, 'erased')).status).toBe(200);
    expect((await service.database.collection('quarantine').find({ organisation: owner.organisation.id }).toArray()).length).toBe(1);
  });

  it('finds what has the external id later, and is not answered before that was seen', async () => {
    const externalId = secret();
    const request = await ask(externalId, { kind: 'access' });
    expect(request.body).toMatchObject({ reports: [], foundLater: [], quarantined: 0 });
    const corrected = String((await owner.submit(reportInput())).body['id']);
    await owner.call('PUT', `/v1/reports/${corrected}`, reportInput({ externalIds: [externalId] }), { 'if-match': '*' });
    const early = await close(request, 'answered');
    expect([problemOf(early), early.body['reports']]).toEqual([[409, 'found-more'], [corrected]]);
    expect((await owner.call('GET', String(request.headers.location))).body).toMatchObject({
      reports: [corrected],
      foundLater: [corrected],
    });
    await owner.bulk(`{"acts":2,"externalIds":["${externalId}"]}\n`);
    const look = async () => (await owner.call('GET', String(request.headers.location))).body['quarantined'];
    // quarantine was looked through a moment ago
    expect(await look()).toBe(0);
    service.moveClock(61_000);
    expect(await look()).toBe(1);
    service.moveClock(0);
    expect((await close(request, 'answered')).body).toMatchObject({ state: 'answered', reports: [corrected], foundLater: [corrected] });
    const kept = await service.database.collection<{ _id: string }>('subject-requests').findOne({ _id: String(request.body['id']) });
    expect(kept).not.toHaveProperty('externalId');
  });

  it('erases what nobody has seen yet as well', async () => {
    const externalId = secret();
    const request = await ask(externalId);
    const id = String((await owner.submit(reportInput({ externalIds: [externalId] }))).body['id']);
    await owner.bulk(`{"acts":3,"externalIds":["${externalId}"]}\n`);
    expect((await close(request, 'erased')).body).toMatchObject({ state: 'erased', foundLater: [id], quarantined: 1 });
    expect((await owner.call('GET', `/v1/reports/${id}`)).body).toMatchObject({ state: 'withdrawn', reason: 'legal-duty' });
    expect((await ask(externalId, { kind: 'access' })).body).toMatchObject({ reports: [], quarantined: 0 });
  });

  it('finds lines that are no UTF-8, and tells how many it could not search', async () => {
    const other = await service.member();
    const [latin, wide] = [`fäll-${randomUUID()}`, `case-${randomUUID()}`];
    await other.bulk(Buffer.from(`{"externalIds":["${latin}"]}\n`, 'latin1'));
    await other.bulk(Buffer.from(`{"externalIds":["${wide}"]}\n`, 'utf16le'));
    const find = async (externalId: string) =>
      (await other.call('POST', '/v1/subject-requests', { kind: 'access', externalId, received: '2026-03-10' })).body;
    expect(await find(latin)).toMatchObject({ quarantined: 1, quarantinedUnsure: expect.any(Number) });
    expect(await find(wide)).toMatchObject({ quarantined: 1 });
    const nothing = await find(secret());
    expect(nothing).toMatchObject({ reports: [], quarantined: 0 });
    expect(nothing['quarantinedUnsure']).toBe(await service.database.collection('quarantine').countDocuments({ organisation: other.organisation.id })); // prettier-ignore
  });

  it('finds nothing of others, and shows itself to nobody else', async () => {
    const externalId = secret();
    await owner.submit(reportInput({ externalIds: [externalId] }));
    const body = { kind: 'access', externalId, received: '2026-03-10' };
    const foreign = await reader.call('POST', '/v1/subject-requests', body);
    expect(foreign.body).toMatchObject({ reports: [], quarantined: 0 });
    const path = `/v1/subject-requests/${String(foreign.body['id'])}`;
    expect((await owner.call('GET', path)).status).toBe(404);
    expect((await owner.call('POST', `${path}/outcome`, { outcome: 'answered' })).status).toBe(404);
  });

  it('is put off once, where the regime lets it', async () => {
    const { body } = await ask(secret());
    const extend = (who: Member, id: unknown) => who.call('POST', `/v1/subject-requests/${String(id)}/extension`);
    for (const _ of [1, 2]) expect((await extend(owner, body['id'])).body).toMatchObject({ extended: true, due: '2026-06-10' });
    expect((await extend(reader, body['id'])).status).toBe(404);
    const police = await service.member({ kind: 'police', regime: 'led' });
    const other = await police.call('POST', '/v1/subject-requests', { kind: 'access', externalId: 'x', received: '2026-03-10' });
    expect(other.body).toMatchObject({ due: '2026-04-09', extended: false });
    expect(problemOf(await extend(police, other.body['id']))).toEqual([409, 'no-further-time']);
  });

  it('is closed once', async () => {
    const request = await ask(secret(), { kind: 'rectification' });
    expect((await close(request, 'refused')).body).toMatchObject({ state: 'refused', closedAt: expect.any(String) });
    expect((await close(request, 'refused')).status).toBe(200);
    expect(problemOf(await close(request, 'erased'))).toEqual([409, 'closed-already']);
  });

  it('is overdue after its last day, the most urgent first', async () => {
    const { body } = await owner.call('GET', '/v1/subject-requests?limit=200');
    const requests = body['requests'] as { due: string; state: string; overdue: boolean }[];
    expect(requests.map(({ due }) => due)).toEqual(requests.map(({ due }) => due).sort());
    const late = await ask(secret(), { received: '2025-01-01' });
    expect(late.body).toMatchObject({ due: '2025-02-01', overdue: true });
    expect((await close(late, 'answered')).body).toMatchObject({ overdue: false });
  });

  it.each<[string, object]>([
    ['no id', { kind: 'access', received: '2026-03-10' }],
    ['an empty id', { kind: 'access', externalId: '', received: '2026-03-10' }],
    ['an operator for an id', { kind: 'access', externalId: { $ne: '' }, received: '2026-03-10' }],
    ['an unknown kind', { kind: 'sale', externalId: 'x', received: '2026-03-10' }],
    ['a day that is none', { kind: 'access', externalId: 'x', received: '2026-02-30' }],
    ['the future', { kind: 'access', externalId: 'x', received: '2099-01-01' }],
    ['a state', { kind: 'access', externalId: 'x', received: '2026-03-10', state: 'erased' }],
  ])('is not taken with %s', async (_what, body) => {
    expect((await owner.call('POST', '/v1/subject-requests', body)).status).toBe(400);
  });

  it.each(['state=closed', 'limit=0', 'cursor=x', 'organisation=1'])('is not listed by %s', async (query) => {
    expect((await owner.call('GET', `/v1/subject-requests?${query}`)).status).toBe(400);
  });

  it.each<object>([{}, { outcome: 'open' }, { outcome: { $ne: '' } }, { outcome: 'erased', reports: [] }])(
    'is not closed by %j',
    async (body) => {
      const request = await ask(secret());
      expect((await owner.call('POST', `/v1/subject-requests/${String(request.body['id'])}/outcome`, body)).status).toBe(400);
    },
  );
});
