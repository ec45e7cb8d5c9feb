import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventType, type ReportInput } from '@landbridge/contracts';
import { reportInput } from '@landbridge/contracts/testing';
import type { Member } from './member.ts';
import { type Answer, type Received, TestService, until } from './service.ts';

const DAY = 24 * 3600 * 1000;
const PREVENTION = { 'landbridge-purpose': 'prevention' };

describe('what is kept, and for how long', () => {
  let service: TestService;
  let owner: Member;
  let reader: Member;
  let events: Received[];

  beforeAll(async () => {
    service = await TestService.start();
    owner = await service.member();
    reader = await service.member();
    events = await service.listen('reports');
  });
  afterAll(() => service.stop());

  const secret = () => `unspeakable-${randomUUID()}`;
  async function submitted(over: Partial<ReportInput> = {}): Promise<string> {
    const { status, body } = await owner.submit(reportInput(over));
    expect(status).toBe(201);
    return String(body['id']);
  }
  const operator = (method: string, path: string, body?: object) => service.as('operator', 'operator', method, path, body);
  const read = (who: Member, id: string) => who.call('GET', `/v1/reports/${id}`, undefined, PREVENTION);
  const hold = (over: object = {}) => ({ reason: 'court-order', until: new Date(Date.now() + 100 * DAY).toISOString(), ...over });
  const problemOf = ({ status, body }: Answer) => [status, String(body['type']).split('/').at(-1)];
  const ask = (externalId: string, over: object = {}) =>
    owner.call('POST', '/v1/subject-requests', { kind: 'erasure', externalId, received: '2026-03-10', ...over });
  const close = (request: Answer, outcome: string) =>
    owner.call('POST', `/v1/subject-requests/${String(request.body['id'])}/outcome`, { outcome });

  /** All that the store has of a report, by collection. */
  async function traces(id: string): Promise<Record<string, Record<string, unknown>[]>> {
    const names = (await service.database.listCollections().toArray()).map(({ name }) => name);
    const found = await Promise.all(
      names.map(async (name) => {
        const all = await service.database.collection(name).find().toArray();
        return [name, all.filter((document) => JSON.stringify(document).includes(id))] as const;
      }),
    );
    return Object.fromEntries(found.filter(([, documents]) => documents.length > 0));
  }

  /** A report with everything that can hang on one. */
  async function rich(): Promise<{ id: string; externalId: string }> {
    const externalId = secret();
    const id = await submitted({ narrative: secret(), references: ['r'], externalIds: [externalId], marking: { tlp: 'green', communities: ['practitioners'], handling: ['H2'] } }); // prettier-ignore
    await owner.call('PUT', `/v1/reports/${id}`, reportInput({ narrative: secret(), marking: { tlp: 'green', communities: ['practitioners'], handling: ['H2'] } }), { 'if-match': '"1"' }); // prettier-ignore
    expect((await read(reader, id)).body).toEqual({ id, state: 'restricted' });
    expect((await reader.call('POST', `/v1/reports/${id}/access-requests`, { purpose: 'prevention', reason: secret() })).status).toBe(201);
    return { id, externalId };
  }

  describe('a purge', () => {
    it('leaves nothing but that there was a report, and the proof', async () => {
      const { id, externalId } = await rich();
      const { status } = await close(await ask(externalId), 'erased');
      expect(status).toBe(200);
      const left = await traces(id);
      expect(left).not.toHaveProperty('revisions');
      expect(left).not.toHaveProperty('external-ids');
      expect(Object.keys(left['reports']?.[0] ?? {}).sort()).toEqual(
        ['_id', 'acceptedAt', 'contributor', 'purged', 'reason', 'recordedAt', 'recordedOn', 'revisedAt', 'revision', 'state'].sort(),
      );
      for (const request of left['access-requests'] ?? []) expect([request['state'], request['reason']]).toEqual(['lapsed', undefined]);
      const { body } = await operator('GET', '/v1/operator/purges?limit=200');
      expect((body['purges'] as { id: string }[]).find((purge) => purge.id === id)).toMatchObject({
        why: 'erasure-request',
        revisions: 2,
        digest: expect.stringMatching(/^[\w-]{43}$/),
        kafkaUntil: expect.stringMatching(/Z$/),
      });
      expect((await owner.call('GET', `/v1/reports/${id}/history`)).body['revisions']).toMatchObject([
        { state: 'withdrawn', reason: 'legal-duty' },
      ]);
    });

    it('is told as a withdrawal, without what was, to everybody who had it', async () => {
      const { id, externalId } = await rich();
      await close(await ask(externalId), 'erased');
      await until('it is told', () => events.some(({ key, name }) => key === id && name === eventType('report.withdrawn')));
      const last = events.findLast(({ key }) => key === id);
      expect(last).toMatchObject({ revision: 3 });
      expect(JSON.parse(last?.text ?? '')).toEqual({ withdrawal: expect.objectContaining({ id, revision: 3, reason: 'legal-duty' }) });
      expect((await read(reader, id)).body).toEqual({ id, state: 'withdrawn' });
      expect((await reader.call('GET', '/v1/reports?status=withdrawn&limit=200')).text).toContain(id);
      const { body } = await owner.call('GET', `/v1/reports/${id}/recipients`);
      expect(body['recipients']).toMatchObject([{ takenBack: 'withdrawn', told: [{ channel: 'rest', revision: 3 }] }]);
    });

    it('of a withdrawn report is no second withdrawal', async () => {
      const externalId = secret();
      const id = await submitted({ externalIds: [externalId] });
      await owner.call('DELETE', `/v1/reports/${id}?reason=error`);
      await close(await ask(externalId), 'erased');
      expect((await owner.call('GET', `/v1/reports/${id}`)).body).toMatchObject({ revision: 2, reason: 'error' });
      const marker = await submitted();
      await until('later events have come', () => events.some(({ key }) => key === marker));
      expect(events.filter(({ key }) => key === id).map(({ revision }) => revision)).toEqual([1, 2]);
    });

    it('frees the external ids of all revisions, also where consent was withdrawn before', async () => {
      for (const reason of [undefined, 'consent-withdrawn']) {
        const [first, second] = [secret(), secret()];
        const id = await submitted({ externalIds: [first] });
        await owner.call('PUT', `/v1/reports/${id}`, reportInput({ externalIds: [second], acts: ['transfer'] }), { 'if-match': '"1"' });
        if (reason !== undefined) await owner.call('DELETE', `/v1/reports/${id}?reason=${reason}`);
        await close(await ask(second), 'erased');
        expect(await traces(id)).not.toHaveProperty('external-ids');
        for (const externalId of [first, second]) expect((await owner.submit(reportInput({ externalIds: [externalId] }))).status).toBe(201);
      }
    });

    it('is done once, whoever does it at the same time', async () => {
      const { id, externalId } = await rich();
      const request = await ask(externalId);
      const answers = await Promise.all([
        close(request, 'erased'),
        close(request, 'erased'),
        operator('POST', '/v1/operator/purges/apply', { reports: [id] }),
        owner.call('PUT', `/v1/reports/${id}`, reportInput({ acts: ['transfer'] }), { 'if-match': '*' }),
      ]);
      expect(answers.slice(0, 3).map(({ status }) => status)).toEqual([200, 200, 200]);
      expect([200, 409, 412]).toContain(answers[3].status);
      const left = await traces(id);
      expect(left).not.toHaveProperty('revisions');
      expect(left['purges']).toHaveLength(1);
      await until('it is told', () => events.some(({ key, name }) => key === id && name === eventType('report.withdrawn')));
      expect(events.filter(({ key, name }) => key === id && name === eventType('report.withdrawn'))).toHaveLength(1);
    });

    it('is not undone by a restore, when the list is applied, and frees the external id', async () => {
      const { id, externalId } = await rich();
      const backup = await service.database.collection<{ _id: string }>('reports').findOne({ _id: id });
      await close(await ask(externalId), 'erased');
      if (!backup) throw new Error('There is nothing to restore.');
      await service.database.collection<{ _id: string }>('reports').replaceOne({ _id: id }, backup);
      expect((await owner.call('GET', `/v1/reports/${id}`)).body['state']).toBe('held');
      const list = (await operator('GET', '/v1/operator/purges?limit=200')).body['purges'] as { id: string }[];
      const reports = list.map((purge) => purge.id);
      expect((await operator('POST', '/v1/operator/purges/apply', { reports })).body).toEqual({ purged: 1, gone: reports.length - 1 });
      expect((await owner.call('GET', `/v1/reports/${id}`)).body['state']).toBe('withdrawn');
      expect((await operator('POST', '/v1/operator/purges/apply', { reports })).body).toEqual({ purged: 0, gone: reports.length });
      expect((await owner.submit(reportInput({ externalIds: [externalId] }))).status).toBe(201);
    });
  });

  describe('retention', () => {
    it('destroys what is due, by ground and marking, and not what is held for the law', async () => {
      const person = randomUUID();
      service.directory.change(owner.organisation.id, { clearance: 'red', people: [{ id: person, roles: ['reader'] }] });
      const red = { marking: { tlp: 'red' as const, persons: [person] } };
      await until('the person is known', async () => (await owner.submit(reportInput(red))).status === 201);
      const [due, heldBack, young] = [await submitted(red), await submitted(red), await submitted()];
      await owner.call('PUT', `/v1/reports/${heldBack}/hold`, hold({ until: new Date(Date.now() + 1_000 * DAY).toISOString() }));
      expect((await operator('POST', '/v1/operator/retention')).body).toEqual({ purged: expect.any(Number), held: 0 });
      expect((await owner.call('GET', `/v1/reports/${due}`)).body['state']).toBe('held');
      service.moveClock(366 * DAY);
      expect((await operator('POST', '/v1/operator/retention')).body).toMatchObject({ held: 1 });
      service.moveClock(0);
      const states = await Promise.all(
        [due, heldBack, young].map(async (id) => (await owner.call('GET', `/v1/reports/${id}`)).body['state']),
      );
      expect(states).toEqual(['withdrawn', 'held', 'held']);
    });
  });

  describe('a legal hold', () => {
    it('stops an erasure until it ends, whoever set it', async () => {
      const { id, externalId } = await rich();
      const request = await ask(externalId);
      expect((await owner.call('PUT', `/v1/reports/${id}/hold`, hold())).body).toMatchObject({ by: 'owner', reason: 'court-order' });
      expect((await operator('PUT', `/v1/operator/reports/${id}/hold`, hold({ reason: 'criminal-proceedings' }))).status).toBe(200);
      expect(problemOf(await close(request, 'erased'))).toEqual([409, 'legal-hold']);
      expect((await owner.call('DELETE', `/v1/reports/${id}/hold`)).status).toBe(204);
      expect(problemOf(await close(request, 'erased'))).toEqual([409, 'legal-hold']);
      expect((await owner.call('GET', `/v1/reports/${id}/hold`)).body).toMatchObject({ by: 'operator' });
      expect((await operator('DELETE', `/v1/operator/reports/${id}/hold`)).status).toBe(204);
      expect((await owner.call('GET', `/v1/reports/${id}/hold`)).status).toBe(404);
      expect((await close(request, 'erased')).status).toBe(200);
      expect(problemOf(await owner.call('PUT', `/v1/reports/${id}/hold`, hold()))).toEqual([404, 'not-found']);
    });

    it('keeps the words whose consent was withdrawn until it ends', async () => {
      const narrative = secret();
      const id = await submitted({ narrative });
      const words = async () => (await owner.call('GET', `/v1/reports/${id}/history`)).text.includes(narrative);
      await operator('PUT', `/v1/operator/reports/${id}/hold`, hold());
      expect((await owner.call('DELETE', `/v1/reports/${id}?reason=consent-withdrawn`)).status).toBe(200);
      await operator('POST', '/v1/operator/retention');
      expect(await words()).toBe(true);
      await operator('DELETE', `/v1/operator/reports/${id}/hold`);
      await operator('POST', '/v1/operator/retention');
      expect(await words()).toBe(false);
    });

    it('ends by itself', async () => {
      const { id, externalId } = await rich();
      await owner.call('PUT', `/v1/reports/${id}/hold`, hold());
      service.moveClock(101 * DAY);
      expect((await close(await ask(externalId), 'erased')).status).toBe(200);
      service.moveClock(0);
    });

    it.each([
      {},
      hold({ reason: 'because' }),
      hold({ until: '2020-01-01T00:00:00Z' }),
      hold({ until: '2090-01-01T00:00:00Z' }),
      hold({ until: 'soon' }),
      hold({ by: 'operator' }),
    ])('is not set by %j', async (body) => {
      const id = await submitted();
      expect((await owner.call('PUT', `/v1/reports/${id}/hold`, body)).status).toBe(400);
      expect((await owner.call('GET', `/v1/reports/${id}/hold`)).status).toBe(404);
    });

    it('is for the owner and the operator', async () => {
      const id = await submitted();
      for (const [method, body] of [['PUT', hold()], ['DELETE', undefined], ['GET', undefined]] as const)
        expect((await reader.call(method, `/v1/reports/${id}/hold`, body)).status).toBe(404); // prettier-ignore
      expect((await reader.call('PUT', `/v1/operator/reports/${id}/hold`, hold())).status).toBe(403);
      for (const path of ['purges/apply', 'retention'])
        expect((await reader.call('POST', `/v1/operator/${path}`, { reports: [id] })).status).toBe(403);
      expect((await reader.call('GET', '/v1/operator/purges')).status).toBe(403);
    });
  });

  it.each<object>([{}, { reports: [] }, { reports: ['x'] }, { reports: { $ne: '' } }, { reports: [randomUUID()], why: 'x' }])(
    'applies no list such as %j',
    async (body) => {
      expect((await operator('POST', '/v1/operator/purges/apply', body)).status).toBe(400);
    },
  );
});
