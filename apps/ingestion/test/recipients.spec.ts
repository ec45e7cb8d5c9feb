import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type OrganisationKind, type ReportInput, toHeaders, topicName } from '@landbridge/contracts';
import { reportInput } from '@landbridge/contracts/testing';
import { READ_UNSEEN } from '@landbridge/platform';
import type { Member } from './member.ts';
import { type Answer, TestService, until } from './service.ts';

const BOTH = ['practitioners', 'law-enforcement'];
const PREVENTION = { 'landbridge-purpose': 'prevention' };

describe('who had a report', () => {
  let service: TestService;
  let owner: Member;
  let shelter: Member;
  let police: Member;
  let stranger: Member;

  beforeAll(async () => {
    service = await TestService.start();
    owner = await service.member();
    shelter = await service.member({ communities: ['practitioners'] });
    police = await service.member({ kind: 'police', country: 'FI', communities: ['law-enforcement'] });
    stranger = await service.member({ communities: [] });
  });
  afterAll(() => service.stop());

  const shared = (over: Partial<ReportInput> = {}) => reportInput({ marking: { tlp: 'amber', communities: BOTH }, ...over });
  async function submitted(report: ReportInput = shared()): Promise<string> {
    const { status, body } = await owner.submit(report);
    expect(status).toBe(201);
    return String(body['id']);
  }
  const read = (who: Member, id: string) => who.call('GET', `/v1/reports/${id}`, undefined, PREVENTION);
  const narrow = (id: string) =>
    owner.call('PUT', `/v1/reports/${id}`, shared({ marking: { tlp: 'amber', communities: ['law-enforcement'] } }), { 'if-match': '*' });
  const list = (of: 'recipients' | 'disclosures', id: string) => service.tomorrow(() => owner.call('GET', `/v1/reports/${id}/${of}`));
  const recipientsOf = async (id: string) =>
    (await list('recipients', id)).body['recipients'] as { reader: Record<string, string>; first: string }[];
  const of = async (who: Member, id: string) =>
    (await recipientsOf(id)).find(({ reader }) =>
      who === police ? reader['kind'] === 'police' : reader['organisation'] === who.organisation.id,
    );
  const reply = (who: Member, id: string, answer: string) => who.call('POST', `/v1/reports/${id}/withdrawal-answers`, { answer });

  async function tell(name: 'disclosure.recorded' | 'withdrawal.delivered', report: string, data: object): Promise<void> {
    const headers = toHeaders({
      id: randomUUID(),
      source: '/notification',
      name,
      subject: report,
      revision: 1,
      time: '2026-03-01T00:00:00.000Z',
    });
    const value = JSON.stringify({ report, channel: 'webhook', at: '2026-03-01T10:11:12.000Z', ...data });
    await service.produce(topicName(service.namespace, 'disclosures'), [{ key: report, value, headers }]);
  }

  it('is listed once for each reader, by name, or by country, kind and day where its kind reads unseen', async () => {
    const id = await submitted();
    for (const who of [shelter, shelter, police]) await read(who, id);
    await tell('disclosure.recorded', id, { revision: 1, reader: shelter.organisation.id, level: 'redacted', purpose: 'research' });
    await until('it is on record', async () => JSON.stringify(await of(shelter, id)).includes('webhook'));
    expect(await of(shelter, id)).toMatchObject({
      reader: { organisation: shelter.organisation.id, kind: 'ngo', country: 'SE' },
      channels: ['rest', 'webhook'],
      first: '2026-03-01T10:11:12.000Z',
      level: 'full',
      revision: 1,
      told: [],
    });
    expect(await of(police, id)).toMatchObject({
      reader: { kind: 'police', country: 'FI' },
      first: expect.stringMatching(/T00:00:00.000Z$/),
    });
    const { text } = await list('recipients', id);
    const { text: disclosures } = await list('disclosures', id);
    for (const shown of [text, disclosures]) expect(shown).not.toContain(police.organisation.id);
    expect(await recipientsOf(id)).toHaveLength(2);
  });

  it.each(READ_UNSEEN)('names no %s in any page or cursor', async (kind: OrganisationKind) => {
    const id = await submitted(shared({ usePurposes: ['prevention'] }));
    const readers = await Promise.all([1, 2, 3].map(() => service.member({ kind, communities: BOTH })));
    for (const who of readers) expect((await read(who, id)).status).toBe(200);
    const shown: string[] = [];
    for (const list of ['disclosures', 'recipients'])
      for (let path: string | undefined = `/v1/reports/${id}/${list}?limit=1`; path !== undefined;) {
        const page: string = path;
        const { headers, text, body }: Answer = await service.tomorrow(() => owner.call('GET', page));
        shown.push(text, Buffer.from(String(body['next']), 'base64url').toString('latin1'));
        path = /^<(.*)>; rel="next"$/.exec(String(headers['link'] ?? ''))?.[1];
      }
    expect(shown).toHaveLength(12);
    for (const { organisation } of readers) expect(shown.join('\n')).not.toContain(organisation.id);
    expect(shown.join('\n')).not.toMatch(/T(?!00:00:00\.000Z)\d\d:/);
  });

  it('is told of police when the day has ended, so that nobody learns the instant by asking again and again', async () => {
    const id = await submitted();
    for (const who of [shelter, police]) await read(who, id);
    await owner.call('DELETE', `/v1/reports/${id}?reason=error`);
    for (const who of [shelter, police]) expect((await read(who, id)).body).toMatchObject({ state: 'withdrawn' });
    for (const list of ['recipients', 'disclosures']) {
      const { body } = await owner.call('GET', `/v1/reports/${id}/${list}`);
      expect(body[list]).toMatchObject([{ reader: { kind: 'ngo' } }]);
      expect(body).not.toHaveProperty('next');
    }
    expect((await recipientsOf(id)).map(({ reader }) => reader['kind']).sort()).toEqual(['ngo', 'police']);
    expect(await of(police, id)).toMatchObject({ told: [{ channel: 'rest', revision: 2 }] });
    const { body } = await list('disclosures', id);
    expect(body['disclosures']).toHaveLength(2);
  });

  it('tells by no answer to a withdrawal, on the day of it, when police looked again', async () => {
    const id = await submitted();
    await read(police, id);
    await service.database
      .collection('disclosures')
      .updateMany({ report: id }, { $set: { on: '2026-03-01', at: '2026-03-01T10:00:00.000Z' } });
    await owner.call('DELETE', `/v1/reports/${id}?reason=error`);
    await read(police, id);
    const { body } = await owner.call('GET', `/v1/reports/${id}/recipients`);
    expect(body['recipients']).toMatchObject([{ reader: { kind: 'police' }, told: [] }]);
    expect((await reply(police, id, 'confirmed')).status).toBe(200);
    const { body: answered } = await owner.call('GET', `/v1/reports/${id}/recipients`);
    expect(answered['recipients']).toEqual(body['recipients']);
    expect(await of(police, id)).toMatchObject({ told: [{ channel: 'rest', revision: 2 }], reply: { answer: 'confirmed' } });
  });

  it('is for the owner only, as is what is not there', async () => {
    const id = await submitted();
    await read(shelter, id);
    const refused = await Promise.all([
      shelter.call('GET', `/v1/reports/${id}/recipients`),
      stranger.call('GET', `/v1/reports/${id}/recipients`),
      owner.call('GET', `/v1/reports/${randomUUID()}/recipients`),
      owner.call('GET', '/v1/reports/nothing/recipients'),
    ]);
    for (const { status, text } of refused) expect([status, text]).toEqual([404, refused[0].text]);
    const cursor = String((await owner.call('GET', `/v1/reports/${id}/recipients?limit=1`)).body['next']);
    expect((await owner.call('GET', `/v1/reports/${await submitted()}/recipients?cursor=${cursor}`)).status).toBe(400);
  });

  describe('after a withdrawal', () => {
    it('tells who was told, by which channel, and what was answered', async () => {
      const id = await submitted();
      for (const who of [shelter, police]) await read(who, id);
      expect(await of(shelter, id)).not.toHaveProperty('takenBack');
      expect((await reply(shelter, id, 'confirmed')).status).toBe(409);
      await owner.call('DELETE', `/v1/reports/${id}?reason=error`);
      expect(await of(shelter, id)).toMatchObject({ takenBack: 'withdrawn', told: [] });
      expect((await read(shelter, id)).body).toEqual({ id, state: 'withdrawn' });
      await tell('withdrawal.delivered', id, { revision: 2, reader: shelter.organisation.id });
      await tell('withdrawal.delivered', id, { revision: 2, reader: shelter.organisation.id, at: '2026-03-02T00:00:00.000Z' });
      await until('the event has come', async () => JSON.stringify(await of(shelter, id)).includes('webhook'));
      expect(await of(shelter, id)).toMatchObject({
        told: [{ channel: 'webhook', revision: 2, at: '2026-03-01T10:11:12.000Z' }, { channel: 'rest', revision: 2 }], // prettier-ignore
      });
      expect(await of(police, id)).toMatchObject({ takenBack: 'withdrawn', told: [] });
      for (const answer of ['confirmed', 'retained-under-legal-duty', 'retained-under-legal-duty'])
        expect(await reply(police, id, answer)).toMatchObject({ status: 200, body: { answer, revision: 2 } });
      expect(await of(police, id)).toMatchObject({
        reply: { answer: 'retained-under-legal-duty', revision: 2, at: expect.stringMatching(/T00:00:00.000Z$/) },
      });
      expect(await of(shelter, id)).not.toHaveProperty('reply');
    });

    it('is told by the list as well', async () => {
      const id = await submitted();
      await read(shelter, id);
      await owner.call('DELETE', `/v1/reports/${id}?reason=error`);
      expect((await shelter.call('GET', '/v1/reports?status=withdrawn&limit=200')).body['reports']).toContainEqual({
        id,
        state: 'withdrawn',
      });
      expect(await of(shelter, id)).toMatchObject({ told: [{ channel: 'rest', revision: 2 }] });
    });

    it.each([
      ['of who never had it', () => stranger, 404],
      ['of its owner', () => owner, 404],
    ])('takes no answer %s', async (_who, who, status) => {
      const id = await submitted();
      await owner.call('DELETE', `/v1/reports/${id}?reason=error`);
      const answer = await reply(who(), id, 'confirmed');
      expect([answer.status, answer.text]).toEqual([status, (await reply(who(), randomUUID(), 'confirmed')).text]);
    });

    it.each([{}, { answer: 'no' }, { answer: ['confirmed'] }, { answer: { $gt: '' } }, { answer: 'confirmed', reader: randomUUID() }])(
      'takes no answer such as %j',
      async (body) => {
        const id = await submitted();
        await read(shelter, id);
        await owner.call('DELETE', `/v1/reports/${id}?reason=error`);
        expect((await shelter.call('POST', `/v1/reports/${id}/withdrawal-answers`, body)).status).toBe(400);
        expect(await of(shelter, id)).not.toHaveProperty('reply');
      },
    );
  });

  describe('after a narrowing', () => {
    it('lists those who may see less now as to be told, and others not', async () => {
      const id = await submitted();
      for (const who of [shelter, police]) await read(who, id);
      await narrow(id);
      expect(await of(shelter, id)).toMatchObject({ takenBack: 'narrowed', told: [] });
      expect(await of(police, id)).not.toHaveProperty('takenBack');
      expect((await shelter.call('GET', '/v1/reports?status=withdrawn&limit=200')).body['reports']).toContainEqual({
        id,
        state: 'withdrawn',
      });
      expect((await police.call('GET', '/v1/reports?status=withdrawn&limit=200')).text).not.toContain(id);
      expect(await of(shelter, id)).toMatchObject({ told: [{ channel: 'rest', revision: 2 }] });
      expect((await reply(shelter, id, 'confirmed')).status).toBe(200);
      expect((await reply(police, id, 'confirmed')).status).toBe(409);
    });

    it('forgets nobody when the report is revised again, and takes it from the list when it is widened', async () => {
      const id = await submitted();
      await read(shelter, id);
      await narrow(id);
      await owner.call('PUT', `/v1/reports/${id}`, shared({ acts: ['transfer'], marking: { tlp: 'amber', communities: ['law-enforcement'] } }), { 'if-match': '"2"' }); // prettier-ignore
      expect((await shelter.call('GET', '/v1/reports?status=withdrawn&limit=200')).text).toContain(id);
      await owner.call('PUT', `/v1/reports/${id}`, shared(), { 'if-match': '"3"' });
      expect((await shelter.call('GET', '/v1/reports?status=withdrawn&limit=200')).text).not.toContain(id);
      expect(await of(shelter, id)).not.toHaveProperty('takenBack');
    });

    it('counts a reader that left its community, and none that is only suspended', async () => {
      const leaver = await service.member();
      const id = await submitted();
      await read(leaver, id);
      service.directory.change(leaver.organisation.id, { status: 'suspended' });
      await until('it is suspended', async () => (await read(leaver, id)).status === 403);
      expect(await of(leaver, id)).not.toHaveProperty('takenBack');
      service.directory.change(leaver.organisation.id, { status: 'active', communities: [] });
      await until('it has left', async () => (await read(leaver, id)).body['state'] === 'withdrawn');
      expect(await of(leaver, id)).toMatchObject({ takenBack: 'narrowed', told: [{ channel: 'rest', revision: 1 }] });
    });
  });
});
