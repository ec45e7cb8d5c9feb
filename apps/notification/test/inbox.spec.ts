import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { AccessRequested, OrganisationState, StructuredReport } from '@landbridge/contracts';
import { structuredReport } from '@landbridge/contracts/testing';
import { TestNetwork } from './network.ts';
import { until } from './until.ts';

describe('the inbox', () => {
  const network = TestNetwork.forTests();
  let owner: OrganisationState;
  let requester: OrganisationState;

  beforeEach(() => {
    owner = network.directory.register();
    requester = network.directory.register();
  });

  const asked = (over: Partial<AccessRequested> = {}): AccessRequested => ({
    request: randomUUID(),
    report: randomUUID(),
    requester: requester.id,
    owner: owner.id,
    purpose: 'prevention',
    at: '2026-03-01T09:30:00.000Z',
    ...over,
  });
  const read = ({ id: report, revision }: StructuredReport, by: { reader: string; person?: string }) =>
    network.topics.disclose({
      report,
      revision,
      channel: 'rest',
      level: 'full',
      purpose: 'prevention',
      at: '2026-03-01T09:30:00.000Z',
      ...by,
    });
  const markRead = (organisation: OrganisationState, id: string) =>
    network.api.call(organisation.id, 'POST', `/v1/inbox/${id}/read`, undefined, 'reports:read');

  it('asks the owner for access, and tells the requester what was decided, never who the owner is', async () => {
    const request = asked();
    await network.topics.requestAccess(request);
    await until('the owner is asked', async () => (await network.api.inbox(owner)).items.length === 1);
    const link = `https://ingestion.example/v1/access-requests/${request.request}`;
    const [item] = (await network.api.inbox(owner)).items;
    expect(item).toEqual({ id: item?.['id'], kind: 'access-requested', subject: request.request, link, at: request.at, read: false });
    expect((await network.api.inbox(requester)).items).toEqual([]);
    await network.topics.decideAccess(2, { ...request, decision: 'redacted', at: '2026-03-02T09:30:00.000Z' });
    await network.topics.decideAccess(3, { ...request, decision: 'revoked', at: '2026-03-03T09:30:00.000Z' });
    await until('both decisions are told', async () => (await network.api.inbox(requester)).items.length === 2);
    const told = await network.api.inbox(requester);
    expect(told.items.map(({ kind, at }) => [kind, at])).toEqual([
      ['access-decided', '2026-03-03T00:00:00.000Z'],
      ['access-decided', '2026-03-02T00:00:00.000Z'],
    ]);
    expect(JSON.stringify(told)).not.toContain(owner.id);
    expect((await network.api.inbox(owner)).items).toEqual([]);
  });

  it('tells of a report that the organisation had that it is gone, also without a subscription, and of no other', async () => {
    const hook = network.receiver.hook();
    const { id } = await network.api.subscribe(requester, hook);
    const [report, other] = [structuredReport(), structuredReport({ marking: { tlp: 'amber', communities: ['law-enforcement'] } })];
    await network.topics.accept(report, other);
    await until('it arrives', () => hook.received.length === 1);
    await until('it is written down', async () => (await network.api.deliveries(requester, '&state=delivered')).length === 1);
    await network.api.call(requester.id, 'DELETE', `/v1/subscriptions/${id}`);
    await Promise.all([network.topics.withdraw(report), network.topics.withdraw(other)]);
    await until('it is told', async () => (await network.api.inbox(requester)).items.length > 0);
    const { items } = await network.api.inbox(requester);
    expect(items).toMatchObject([{ kind: 'report-withdrawn', subject: report.id, read: false }]);
    expect(items[0]?.['at']).toMatch(/T00:00:00.000Z$/);
    expect((await network.api.inbox(owner)).items).toEqual([]);
  });

  it('tells an organisation that read a report in REST that it is gone, whoever of it read, also if that is heard of late', async () => {
    const [ada, bo] = [randomUUID(), randomUUID()];
    network.directory.change(requester.id, { people: [ada, bo].map((id) => ({ id, roles: ['analyst'] })) });
    const other = network.directory.register();
    const [early, late] = [structuredReport(), structuredReport()];
    await network.topics.accept(early, late);
    for (const person of [ada, bo]) await read(early, { reader: requester.id, person });
    await read(early, { reader: other.id });
    await until('the readings are handled', async () => (await network.api.consumes('disclosures'))['lag'] === 0);
    await network.topics.withdraw(early);
    await network.topics.withdraw(late);
    await until('the machine is told', async () => (await network.api.inbox(other)).items.length === 1);
    await read(late, { reader: requester.id, person: ada });
    await until('the organisation is told', async () => (await network.api.inbox(requester)).items.length === 2);
    const { items } = await network.api.inbox(requester);
    expect(new Set(items.map(({ subject }) => subject))).toEqual(new Set([early.id, late.id]));
    for (const item of [...items, ...(await network.api.inbox(other)).items])
      expect(item).toEqual({
        id: item['id'],
        kind: 'report-withdrawn',
        subject: item['subject'],
        link: `https://ingestion.example/v1/reports/${String(item['subject'])}`,
        at: item['at'],
        read: false,
      });
    network.directory.change(requester.id, { people: [{ id: bo, roles: ['analyst'] }] });
    expect((await network.api.inbox(requester, '', bo)).items).toEqual(items);
    expect((await network.api.inbox(other)).items).toMatchObject([{ subject: early.id }]);
  });

  it('tells who read a report in REST also if the report was never heard of before it is gone', async () => {
    const report = structuredReport();
    await read(report, { reader: requester.id, person: randomUUID() });
    await until('the reading is handled', async () => (await network.api.consumes('disclosures'))['lag'] === 0);
    await network.topics.withdraw(report);
    await until('it is told', async () => (await network.api.inbox(requester)).items.length > 0);
    expect((await network.api.inbox(requester)).items).toMatchObject([{ kind: 'report-withdrawn', subject: report.id }]);
  });

  it('shows a report that names a person to no machine of the person’s organisation', async () => {
    const person = randomUUID();
    network.directory.change(requester.id, { clearance: 'red', people: [{ id: person, roles: ['analyst'] }] });
    const red = structuredReport({ marking: { tlp: 'red', persons: [person] } });
    const request = asked();
    await network.topics.accept(red);
    await until('it is handled', async () => (await network.api.consumes('reports'))['lag'] === 0);
    await network.topics.requestAccess({ ...request, owner: requester.id });
    await until('something later is told', async () => (await network.api.inbox(requester)).items.length > 0);
    expect((await network.api.inbox(requester)).items).toMatchObject([{ kind: 'access-requested' }]);
  });

  it('tells a person of a RED report that it is gone if the person could see it once, and else nothing', async () => {
    const [ada, bo] = [randomUUID(), randomUUID()];
    const uncleared = network.directory.register({ clearance: 'amber', people: [{ id: bo, roles: ['analyst'] }] });
    network.directory.change(requester.id, { clearance: 'red', people: [{ id: ada, roles: ['analyst'] }] });
    const red = structuredReport({ marking: { tlp: 'red', persons: [ada, bo] } });
    await network.topics.accept(red);
    const kinds = async (organisation: OrganisationState, person: string) =>
      (await network.api.inbox(organisation, '', person)).items.map(({ kind }) => kind);
    await until('it is in the inbox', async () => (await kinds(requester, ada)).length > 0);
    expect(await kinds(requester, ada)).toEqual(['report']);
    expect(await kinds(uncleared, bo)).toEqual([]);
    network.directory.change(requester.id, { clearance: 'amber' });
    await until('it is hidden', async () => (await kinds(requester, ada)).length === 0);
    await network.topics.withdraw(red);
    await until('it is gone', async () => (await kinds(requester, ada)).includes('report-withdrawn'));
    expect(await kinds(requester, ada)).toEqual(['report-withdrawn']);
    expect(await kinds(uncleared, bo)).toEqual([]);
  });

  it('is read item by item, by its owner only, and page by page', async () => {
    const requests = Array.from({ length: 7 }, (_, day) => asked({ at: `2026-03-0${day + 1}T09:30:00.000Z` }));
    for (const request of requests) await network.topics.requestAccess(request);
    await until('all are told', async () => (await network.api.inbox(owner)).items.length === 7);
    const found: unknown[] = [];
    for (let cursor = ''; ;) {
      const { items, next } = await network.api.inbox(owner, `limit=3${cursor}`);
      found.push(...items.map(({ subject }) => subject));
      if (next === undefined) break;
      cursor = `&cursor=${next}`;
    }
    expect(found).toEqual(requests.map(({ request }) => request).reverse());
    const [item] = (await network.api.inbox(owner)).items;
    const id = String(item?.['id']);
    expect((await markRead(requester, id)).status).toBe(404);
    expect((await markRead(owner, randomUUID())).body).toEqual((await markRead(requester, id)).body);
    for (const _again of [1, 2]) expect((await markRead(owner, id)).status).toBe(204);
    expect((await network.api.inbox(owner, 'unread=true')).items).toHaveLength(6);
    expect((await network.api.inbox(owner)).items[0]).toMatchObject({ id, read: true });
  });

  it.each([
    ['limit=0', '/limit'],
    ['limit=201', '/limit'],
    ['limit=a', '/limit'],
    ['unread=perhaps', '/unread'],
    ['cursor=../..', '/cursor'],
    ['cursor=bm9uZQ', '/cursor'],
    ['cursor[$gt]=', '/cursor[$gt]'],
    [`cursor=${Buffer.from(`999999999999999 ${'-'.repeat(36)}`).toString('base64url')}`, '/cursor'],
  ])('refuses %s', async (query, pointer) => {
    const { status, body } = await network.api.call(owner.id, 'GET', `/v1/inbox?${query}`, undefined, 'reports:read');
    const pointers = new Set((body['errors'] as { pointer: string }[] | undefined)?.map((error) => error.pointer));
    expect({ status, pointers }).toEqual({ status: 400, pointers: new Set([pointer]) });
  });

  it('is closed to who may not read, and to ids that are none', async () => {
    expect((await network.api.call(owner.id, 'GET', '/v1/inbox')).status).toBe(403);
    expect((await network.api.call('operator', 'GET', '/v1/inbox', undefined, 'operator')).status).toBe(403);
    expect((await markRead(owner, 'one')).status).toBe(400);
  });
});
