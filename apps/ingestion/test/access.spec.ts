import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AccessDecided, AccessRequested, compileCheck, eventType, type ReportInput } from '@landbridge/contracts';
import { reportInput } from '@landbridge/contracts/testing';
import type { Member } from './member.ts';
import { type Answer, type Received, TestService, until } from './service.ts';

const asked = compileCheck(AccessRequested);
const decided = compileCheck(AccessDecided);
const INVESTIGATION = { 'landbridge-purpose': 'investigation' };
const ASKS = { tlp: 'amber' as const, communities: ['law-enforcement'], handling: ['H2' as const] };

describe('requests for access', () => {
  let service: TestService;
  let owner: Member;
  let police: Member;
  let other: Member;
  let stranger: Member;
  let events: Received[];

  beforeAll(async () => {
    service = await TestService.start();
    owner = await service.member({ kind: 'police', communities: ['law-enforcement'], clearance: 'red' });
    police = await service.member({ kind: 'police', country: 'FI', communities: ['law-enforcement'] });
    other = await service.member({ kind: 'police', country: 'NO', communities: ['law-enforcement'] });
    stranger = await service.member({ kind: 'police', communities: [] });
    events = await service.listen('cooperation');
  });
  afterAll(() => service.stop());

  const report = (over: Partial<ReportInput> = {}) => reportInput({ marking: ASKS, ...over });
  async function submitted(over: Partial<ReportInput> = {}): Promise<string> {
    const { status, body } = await owner.submit(report(over));
    expect(status).toBe(201);
    return String(body['id']);
  }
  const ask = (who: Member, id: string, body: object = { purpose: 'investigation', reason: 'The same van was seen here.' }) =>
    who.call('POST', `/v1/reports/${id}/access-requests`, body);
  const decide = (who: Member, request: string, decision: string, note?: string) =>
    who.call('POST', `/v1/access-requests/${request}/decision`, { decision, ...(note !== undefined && { note }) });
  const seen = async (who: Member, id: string) => {
    const { body } = await who.call('GET', `/v1/reports/${id}`, undefined, INVESTIGATION);
    return body['visibility'] ?? body['state'] ?? body['status'];
  };
  const problemOf = ({ status, body }: Answer) => [status, String(body['type']).split('/').at(-1)];
  async function open(who = police, over: Partial<ReportInput> = {}): Promise<{ id: string; request: string }> {
    const id = await submitted(over);
    const answer = await ask(who, id);
    expect(answer.status).toBe(201);
    return { id, request: String(answer.body['id']) };
  }
  const told = (request: string) => events.filter(({ key }) => key === request);

  it('are asked once, told to the owner with their words, and granted', async () => {
    const { id, request } = await open();
    expect(await seen(police, id)).toBe('restricted');
    const again = await ask(police, id, { purpose: 'investigation', reason: 'Another reason.' });
    expect(again).toMatchObject({
      status: 200,
      body: { id: request, state: 'open' },
      headers: { location: `/v1/access-requests/${request}` },
    });
    const { body } = await owner.call('GET', '/v1/access-requests?role=owner&state=open');
    expect(body['requests']).toContainEqual(
      expect.objectContaining({
        id: request,
        report: id,
        reason: 'The same van was seen here.',
        requester: { organisation: police.organisation.id, kind: 'police', country: 'FI' },
      }),
    );
    expect(await decide(owner, request, 'full', 'Call the duty desk.')).toMatchObject({ status: 200, body: { state: 'granted', level: 'full', effective: true } }); // prettier-ignore
    expect(await seen(police, id)).toBe('full');
    expect(await seen(other, id)).toBe('restricted');
    expect((await police.call('GET', `/v1/access-requests/${request}`)).body).toMatchObject({
      state: 'granted',
      note: 'Call the duty desk.',
    });
    await until('both are told', () => told(request).length === 2);
    expect(told(request).map(({ name, revision }) => [name, revision])).toEqual([
      [eventType('access.requested'), 1],
      [eventType('access.decided'), 2],
    ]);
    const [first, second] = told(request).map(({ text }): unknown => JSON.parse(text));
    expect([asked.explain(first), decided.explain(second)]).toEqual([[], []]);
    expect(second).toMatchObject({ decision: 'full', requester: police.organisation.id, owner: owner.organisation.id, report: id });
  });

  it('can be granted in a coarse form, refused, and asked again', async () => {
    const { id, request } = await open();
    expect((await decide(owner, request, 'refused')).body).toMatchObject({ state: 'refused' });
    expect(await seen(police, id)).toBe('restricted');
    expect(problemOf(await decide(owner, request, 'full'))).toEqual([409, 'decided-already']);
    expect((await decide(owner, request, 'refused')).status).toBe(200);
    const second = String((await ask(police, id)).body['id']);
    expect(second).not.toBe(request);
    await decide(owner, second, 'redacted');
    expect(await seen(police, id)).toBe('redacted');
    const third = String((await ask(police, id)).body['id']);
    await decide(owner, third, 'full');
    expect(await seen(police, id)).toBe('full');
    expect(problemOf(await ask(police, id))).toEqual([409, 'nothing-to-ask']);
  });

  it('are for one purpose', async () => {
    const { id, request } = await open();
    await decide(owner, request, 'full');
    expect((await police.call('GET', `/v1/reports/${id}`, undefined, { 'landbridge-purpose': 'prevention' })).body['state']).toBe(
      'restricted',
    );
  });

  it('can be revoked: what was read goes on the list of those who are told', async () => {
    const { id, request } = await open();
    await decide(owner, request, 'full');
    expect(await seen(police, id)).toBe('full');
    expect((await decide(owner, request, 'revoked')).body).toMatchObject({ state: 'revoked' });
    const recipient = async () => ((await owner.call('GET', `/v1/reports/${id}/recipients`)).body['recipients'] as object[])[0];
    expect(await recipient()).toMatchObject({ takenBack: 'narrowed', told: [] });
    expect(await seen(police, id)).toBe('restricted');
    expect(await recipient()).toMatchObject({ told: [{ channel: 'rest', revision: 1 }] });
    await until('it is told', () => told(request).length === 3);
    expect(JSON.parse(told(request)[2]?.text ?? '')).toMatchObject({ decision: 'revoked' });
  });

  it('can be taken back, and take the grant with them', async () => {
    const { id, request } = await open();
    await decide(owner, request, 'full');
    expect((await police.call('DELETE', `/v1/access-requests/${request}`)).body).toMatchObject({ state: 'taken-back' });
    expect(await seen(police, id)).toBe('restricted');
    expect((await police.call('DELETE', `/v1/access-requests/${request}`)).status).toBe(200);
    expect(problemOf(await decide(owner, request, 'full'))).toEqual([409, 'decided-already']);
  });

  it('stay granted when the report is revised, lapse with it, and lose their words with its key', async () => {
    const { id, request } = await open();
    await decide(owner, request, 'full', 'A note.');
    await owner.call('PUT', `/v1/reports/${id}`, report({ acts: ['transfer'] }), { 'if-match': '"1"' });
    expect(await seen(police, id)).toBe('full');
    const pending = String((await ask(other, id)).body['id']);
    await owner.call('DELETE', `/v1/reports/${id}?reason=consent-withdrawn`);
    for (const one of [request, pending]) {
      const { body, text } = await owner.call('GET', `/v1/access-requests/${one}`);
      expect(body['state']).toBe('lapsed');
      expect(text).not.toMatch(/van|note/);
    }
    expect(problemOf(await decide(owner, pending, 'full'))).toEqual([409, 'decided-already']);
    expect(problemOf(await ask(police, id))).toEqual([409, 'withdrawn']);
  });

  it('open nothing above clearance or outside of the territory, and the owner is told so', async () => {
    const { id, request } = await open();
    await owner.call('PUT', `/v1/reports/${id}`, report({ marking: { ...ASKS, territory: ['SE'] } }), { 'if-match': '"1"' });
    expect((await decide(owner, request, 'full')).body).toMatchObject({
      state: 'granted',
      effective: false,
      notice: expect.stringContaining('country'),
    });
    expect(await seen(police, id)).toBe('withdrawn');
  });

  it('open no RED', async () => {
    const { id, request } = await open();
    const person = randomUUID();
    service.directory.change(owner.organisation.id, { people: [{ id: person, roles: ['reader'] }] });
    const red = report({ marking: { tlp: 'red', persons: [person] } });
    await until('the person is known', async () => (await owner.call('PUT', `/v1/reports/${id}`, red, { 'if-match': '*' })).status === 200);
    expect(problemOf(await decide(owner, request, 'full'))).toEqual([409, 'by-name-only']);
    expect((await decide(owner, request, 'refused')).status).toBe(200);
  });

  it('lose nothing to revisions and requests that come at once', async () => {
    const id = await submitted();
    const requests = await Promise.all([police, other].map((who) => ask(who, id)));
    expect(requests.map(({ status }) => status)).toEqual([201, 201]);
    const answers = await Promise.all([
      ...requests.map(({ body }) => decide(owner, String(body['id']), 'full')),
      owner.call('PUT', `/v1/reports/${id}`, report({ narrative: 'New words.' }), { 'if-match': '"1"' }),
      ...[1, 2, 3].map(() => ask(police, id)),
    ]);
    expect(answers.slice(0, 3).map(({ status }) => status)).toEqual([200, 200, 200]);
    expect([await seen(police, id), await seen(other, id)]).toEqual(['full', 'full']);
    expect((await owner.call('GET', `/v1/reports/${id}`)).body).toMatchObject({ revision: 2, narrative: 'New words.' });
    const { body } = await owner.call('GET', '/v1/access-requests?role=owner&limit=200');
    const about = (body['requests'] as { report: string; reason?: string; requester: { organisation: string } }[]).filter(
      (one) => one.report === id,
    );
    expect(about.every(({ reason }) => reason === 'The same van was seen here.')).toBe(true);
  });

  it('are not for who may not know of the report, which is answered as what is not there', async () => {
    const hidden = await submitted({ marking: { ...ASKS, communities: ['practitioners'] } });
    const nothing = await ask(police, randomUUID());
    expect(nothing.status).toBe(404);
    for (const answer of [await ask(police, hidden), await ask(stranger, await submitted()), await ask(police, 'nothing')]) {
      const { date: _date, ...headers } = answer.headers;
      const { date: _other, ...expected } = nothing.headers;
      expect([answer.status, answer.text, headers]).toEqual([404, nothing.text, expected]);
    }
    expect(problemOf(await ask(owner, await submitted()))).toEqual([409, 'nothing-to-ask']);
  });

  it('are nobody else’s', async () => {
    const { request } = await open();
    for (const who of [other, stranger]) {
      expect(problemOf(await who.call('GET', `/v1/access-requests/${request}`))).toEqual([404, 'not-found']);
      expect(problemOf(await decide(who, request, 'full'))).toEqual([404, 'not-found']);
      expect(problemOf(await who.call('DELETE', `/v1/access-requests/${request}`))).toEqual([404, 'not-found']);
      expect((await who.call('GET', '/v1/access-requests?role=owner')).text).not.toContain(request);
    }
    expect(problemOf(await decide(police, request, 'full'))).toEqual([404, 'not-found']);
    expect(problemOf(await owner.call('DELETE', `/v1/access-requests/${request}`))).toEqual([404, 'not-found']);
    expect((await service.as(police.organisation.id, 'reports:read', 'DELETE', `/v1/access-requests/${request}`)).status).toBe(403);
    expect((await service.send('GET', '/v1/access-requests?role=owner')).status).toBe(401);
  });

  it.each<[string, ReportInput['attribution'], object | undefined]>([
    ['hidden', 'hidden', undefined],
    ['by kind and country', 'kind-and-country', { kind: 'police', country: 'SE' }],
  ])('tell no more of an owner that is told as %s', async (_how, attribution, shown) => {
    const { id, request } = await open(police, { attribution });
    const before = await police.call('GET', `/v1/access-requests/${request}`);
    expect(before.body).not.toHaveProperty('owner');
    await decide(owner, request, 'full');
    const after = await police.call('GET', `/v1/access-requests/${request}`);
    expect(after.body['owner']).toEqual(shown);
    expect(after.body['changedAt']).toMatch(/T00:00:00.000Z$/);
    const texts = [
      before,
      after,
      await police.call('GET', `/v1/reports/${id}`),
      await police.call('GET', '/v1/access-requests?role=requester'),
    ];
    for (const { text, headers } of texts) expect(text + JSON.stringify(headers)).not.toContain(owner.organisation.id);
    expect(after.body).not.toHaveProperty('reason');
  });

  it('store and send no words', async () => {
    const secret = `unspeakable-${randomUUID()}`;
    const id = await submitted();
    const { body } = await ask(police, id, { purpose: 'investigation', reason: secret });
    await decide(owner, String(body['id']), 'full', secret);
    for (const { name } of await service.database.listCollections().toArray())
      for (const document of await service.database.collection(name).find().toArray())
        expect(JSON.stringify(document)).not.toContain(secret);
    await until('it is told', () => told(String(body['id'])).length === 2);
    expect(JSON.stringify(events) + service.log).not.toContain(secret);
  });

  it('are listed page by page', async () => {
    const lister = await service.member({ kind: 'police', communities: ['law-enforcement'] });
    const wanted: string[] = [];
    for (let n = 0; n < 5; n++) wanted.push((await open(lister)).request);
    const found: string[] = [];
    for (let path: string | undefined = '/v1/access-requests?role=requester&limit=2'; path !== undefined;) {
      const { headers, body } = await lister.call('GET', path);
      found.push(...(body['requests'] as { id: string }[]).map(({ id }) => id));
      path = /^<(.*)>; rel="next"$/.exec(String(headers['link'] ?? ''))?.[1];
    }
    expect(found).toEqual(wanted.reverse());
    const { body } = await lister.call('GET', '/v1/access-requests?role=requester&limit=1');
    expect((await police.call('GET', `/v1/access-requests?role=requester&limit=1&cursor=${String(body['next'])}`)).status).toBe(400);
  });
});
