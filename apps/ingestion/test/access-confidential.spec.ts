import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ReportInput } from '@landbridge/contracts';
import { AccessCalls, ASKS, problemOf } from './access-calls.ts';
import type { Member } from './member.ts';
import { until } from './service.ts';

describe('requests for access', () => {
  let calls: AccessCalls;
  let owner: Member;
  let police: Member;
  let other: Member;
  let stranger: Member;

  beforeAll(async () => {
    calls = await AccessCalls.start();
    ({ owner, police, other, stranger } = calls);
  });
  afterAll(() => calls.service.stop());

  it('are not for who may not know of the report, which is answered as what is not there', async () => {
    const hidden = await calls.submitted({ marking: { ...ASKS, communities: ['practitioners'] } });
    const nothing = await calls.ask(police, randomUUID());
    expect(nothing.status).toBe(404);
    for (const answer of [
      await calls.ask(police, hidden),
      await calls.ask(stranger, await calls.submitted()),
      await calls.ask(police, 'nothing'),
    ]) {
      const { date: _date, ...headers } = answer.headers;
      const { date: _other, ...expected } = nothing.headers;
      expect([answer.status, answer.text, headers]).toEqual([404, nothing.text, expected]);
    }
    expect(problemOf(await calls.ask(owner, await calls.submitted()))).toEqual([409, 'nothing-to-ask']);
  });

  it('are nobody else’s', async () => {
    const { request } = await calls.open();
    for (const who of [other, stranger]) {
      expect(problemOf(await who.call('GET', `/v1/access-requests/${request}`))).toEqual([404, 'not-found']);
      expect(problemOf(await calls.decide(who, request, 'full'))).toEqual([404, 'not-found']);
      expect(problemOf(await who.call('DELETE', `/v1/access-requests/${request}`))).toEqual([404, 'not-found']);
      expect((await who.call('GET', '/v1/access-requests?role=owner')).text).not.toContain(request);
    }
    expect(problemOf(await calls.decide(police, request, 'full'))).toEqual([404, 'not-found']);
    expect(problemOf(await owner.call('DELETE', `/v1/access-requests/${request}`))).toEqual([404, 'not-found']);
    expect((await calls.service.as(police.organisation.id, 'reports:read', 'DELETE', `/v1/access-requests/${request}`)).status).toBe(403);
    expect((await calls.service.send('GET', '/v1/access-requests?role=owner')).status).toBe(401);
  });

  it.each<[string, ReportInput['attribution'], object | undefined]>([
    ['hidden', 'hidden', undefined],
    ['by kind and country', 'kind-and-country', { kind: 'police', country: 'SE' }],
  ])('tell no more of an owner that is told as %s', async (_how, attribution, shown) => {
    const { id, request } = await calls.open(police, { attribution });
    const before = await police.call('GET', `/v1/access-requests/${request}`);
    expect(before.body).not.toHaveProperty('owner');
    await calls.decide(owner, request, 'full');
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
    const id = await calls.submitted();
    const { body } = await calls.ask(police, id, { purpose: 'investigation', reason: secret });
    await calls.decide(owner, String(body['id']), 'full', secret);
    for (const { name } of await calls.service.database.listCollections().toArray())
      for (const document of await calls.service.database.collection(name).find().toArray())
        expect(JSON.stringify(document)).not.toContain(secret);
    await until('it is told', () => calls.told(String(body['id'])).length === 2);
    expect(JSON.stringify(calls.events) + calls.service.log).not.toContain(secret);
  });

  it('are listed page by page', async () => {
    const lister = await calls.service.member({ kind: 'police', communities: ['law-enforcement'] });
    const wanted: string[] = [];
    for (let n = 0; n < 5; n++) wanted.push((await calls.open(lister)).request);
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
