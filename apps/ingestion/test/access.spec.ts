import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AccessDecided, AccessRequested, compileCheck, eventType } from '@landbridge/contracts';
import { AccessCalls, ASKS, problemOf, report } from './access-calls.ts';
import type { Member } from './member.ts';
import { until } from './service.ts';

const asked = compileCheck(AccessRequested);
const decided = compileCheck(AccessDecided);

describe('requests for access', () => {
  let calls: AccessCalls;
  let owner: Member;
  let police: Member;
  let other: Member;

  beforeAll(async () => {
    calls = await AccessCalls.start();
    ({ owner, police, other } = calls);
  });
  afterAll(() => calls.service.stop());

  it('are asked once, told to the owner with their words, and granted', async () => {
    const { id, request } = await calls.open();
    expect(await calls.seen(police, id)).toBe('restricted');
    const again = await calls.ask(police, id, { purpose: 'investigation', reason: 'Another reason.' });
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
    expect(await calls.decide(owner, request, 'full', 'Call the duty desk.')).toMatchObject({ status: 200, body: { state: 'granted', level: 'full', effective: true } }); // prettier-ignore
    expect(await calls.seen(police, id)).toBe('full');
    expect(await calls.seen(other, id)).toBe('restricted');
    expect((await police.call('GET', `/v1/access-requests/${request}`)).body).toMatchObject({
      state: 'granted',
      note: 'Call the duty desk.',
    });
    await until('both are told', () => calls.told(request).length === 2);
    expect(calls.told(request).map(({ name, revision }) => [name, revision])).toEqual([
      [eventType('access.requested'), 1],
      [eventType('access.decided'), 2],
    ]);
    const [first, second] = calls.told(request).map(({ text }): unknown => JSON.parse(text));
    expect([asked.explain(first), decided.explain(second)]).toEqual([[], []]);
    expect(second).toMatchObject({ decision: 'full', requester: police.organisation.id, owner: owner.organisation.id, report: id });
  });

  it('can be granted in a coarse form, refused, and asked again', async () => {
    const { id, request } = await calls.open();
    expect((await calls.decide(owner, request, 'refused')).body).toMatchObject({ state: 'refused' });
    expect(await calls.seen(police, id)).toBe('restricted');
    expect(problemOf(await calls.decide(owner, request, 'full'))).toEqual([409, 'decided-already']);
    expect((await calls.decide(owner, request, 'refused')).status).toBe(200);
    const second = String((await calls.ask(police, id)).body['id']);
    expect(second).not.toBe(request);
    await calls.decide(owner, second, 'redacted');
    expect(await calls.seen(police, id)).toBe('redacted');
    const third = String((await calls.ask(police, id)).body['id']);
    await calls.decide(owner, third, 'full');
    expect(await calls.seen(police, id)).toBe('full');
    expect(problemOf(await calls.ask(police, id))).toEqual([409, 'nothing-to-ask']);
  });

  it('are for one purpose', async () => {
    const { id, request } = await calls.open();
    await calls.decide(owner, request, 'full');
    expect((await police.call('GET', `/v1/reports/${id}`, undefined, { 'landbridge-purpose': 'prevention' })).body['state']).toBe(
      'restricted',
    );
  });

  it('can be revoked: what was read goes on the list of those who are told', async () => {
    const { id, request } = await calls.open();
    await calls.decide(owner, request, 'full');
    expect(await calls.seen(police, id)).toBe('full');
    expect((await calls.decide(owner, request, 'revoked')).body).toMatchObject({ state: 'revoked' });
    const ask = () => owner.call('GET', `/v1/reports/${id}/recipients`);
    const recipient = async () => ((await calls.service.tomorrow(ask)).body['recipients'] as object[])[0];
    expect(await recipient()).toMatchObject({ takenBack: 'narrowed', told: [] });
    expect(await calls.seen(police, id)).toBe('restricted');
    expect(await recipient()).toMatchObject({ told: [{ channel: 'rest', revision: 1 }] });
    await until('it is told', () => calls.told(request).length === 3);
    expect(JSON.parse(calls.told(request)[2]?.text ?? '')).toMatchObject({ decision: 'revoked' });
  });

  it('can be taken back, and take the grant with them', async () => {
    const { id, request } = await calls.open();
    await calls.decide(owner, request, 'full');
    expect((await police.call('DELETE', `/v1/access-requests/${request}`)).body).toMatchObject({ state: 'taken-back' });
    expect(await calls.seen(police, id)).toBe('restricted');
    expect((await police.call('DELETE', `/v1/access-requests/${request}`)).status).toBe(200);
    expect(problemOf(await calls.decide(owner, request, 'full'))).toEqual([409, 'decided-already']);
  });

  it('stay granted when the report is revised, lapse with it, and lose their words with its key', async () => {
    const { id, request } = await calls.open();
    await calls.decide(owner, request, 'full', 'A note.');
    await owner.call('PUT', `/v1/reports/${id}`, report({ acts: ['transfer'] }), { 'if-match': '"1"' });
    expect(await calls.seen(police, id)).toBe('full');
    const pending = String((await calls.ask(other, id)).body['id']);
    await owner.call('DELETE', `/v1/reports/${id}?reason=consent-withdrawn`);
    for (const one of [request, pending]) {
      const { body, text } = await owner.call('GET', `/v1/access-requests/${one}`);
      expect(body['state']).toBe('lapsed');
      expect(text).not.toMatch(/van|note/);
    }
    expect(problemOf(await calls.decide(owner, pending, 'full'))).toEqual([409, 'decided-already']);
    expect(problemOf(await calls.ask(police, id))).toEqual([409, 'withdrawn']);
  });

  it('open nothing above clearance or outside of the territory, and the owner is told so', async () => {
    const { id, request } = await calls.open();
    await owner.call('PUT', `/v1/reports/${id}`, report({ marking: { ...ASKS, territory: ['SE'] } }), { 'if-match': '"1"' });
    expect((await calls.decide(owner, request, 'full')).body).toMatchObject({
      state: 'granted',
      effective: false,
      notice: expect.stringContaining('country'),
    });
    expect(await calls.seen(police, id)).toBe('withdrawn');
  });

  it('open no RED', async () => {
    const { id, request } = await calls.open();
    const person = randomUUID();
    calls.service.directory.change(owner.organisation.id, { people: [{ id: person, roles: ['reader'] }] });
    const red = report({ marking: { tlp: 'red', persons: [person] } });
    await until('the person is known', async () => (await owner.call('PUT', `/v1/reports/${id}`, red, { 'if-match': '*' })).status === 200);
    expect(problemOf(await calls.decide(owner, request, 'full'))).toEqual([409, 'by-name-only']);
    expect((await calls.decide(owner, request, 'refused')).status).toBe(200);
  });

  it('lose nothing to revisions and requests that come at once', async () => {
    const id = await calls.submitted();
    const requests = await Promise.all([police, other].map((who) => calls.ask(who, id)));
    expect(requests.map(({ status }) => status)).toEqual([201, 201]);
    const answers = await Promise.all([
      ...requests.map(({ body }) => calls.decide(owner, String(body['id']), 'full')),
      owner.call('PUT', `/v1/reports/${id}`, report({ narrative: 'New words.' }), { 'if-match': '"1"' }),
      ...[1, 2, 3].map(() => calls.ask(police, id)),
    ]);
    expect(answers.slice(0, 3).map(({ status }) => status)).toEqual([200, 200, 200]);
    expect([await calls.seen(police, id), await calls.seen(other, id)]).toEqual(['full', 'full']);
    expect((await owner.call('GET', `/v1/reports/${id}`)).body).toMatchObject({ revision: 2, narrative: 'New words.' });
    const { body } = await owner.call('GET', '/v1/access-requests?role=owner&limit=200');
    const about = (body['requests'] as { report: string; reason?: string; requester: { organisation: string } }[]).filter(
      (one) => one.report === id,
    );
    expect(about.every(({ reason }) => reason === 'The same van was seen here.')).toBe(true);
  });

  it('make no owner wait who revises or decides, however often somebody asks and takes it back', async () => {
    const { id, request } = await calls.open(other);
    let asks = true;
    const asking = [1, 2, 3].map(async () => {
      for (; asks;) {
        const { body } = await calls.ask(police, id);
        await police.call('DELETE', `/v1/access-requests/${String(body['id'])}`);
      }
    });
    try {
      for (const revision of [1, 2, 3, 4, 5])
        expect((await owner.call('PUT', `/v1/reports/${id}`, report({ narrative: `Words ${revision}.` }), { 'if-match': `"${revision}"` })).status).toBe(200); // prettier-ignore
      expect((await calls.decide(owner, request, 'full')).status).toBe(200);
    } finally {
      asks = false;
      await Promise.all(asking);
    }
    expect(await calls.seen(other, id)).toBe('full');
    expect((await owner.call('GET', `/v1/reports/${id}`)).body).toMatchObject({ revision: 6, narrative: 'Words 5.' });
    const { body } = await police.call('GET', '/v1/access-requests?role=requester&state=open&limit=200');
    expect((body['requests'] as { report: string }[]).filter((one) => one.report === id)).toEqual([]);
  });

  it('are one, when the same is asked several times at once', async () => {
    const id = await calls.submitted();
    const answers = await Promise.all([1, 2, 3, 4].map(() => calls.ask(police, id)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 201]);
    expect(new Set(answers.map(({ body }) => body['id'])).size).toBe(1);
  });
});
