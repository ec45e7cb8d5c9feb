import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ReportInput } from '@landbridge/contracts';
import { reportInput } from '@landbridge/contracts/testing';
import { type Member, ndjson } from './member.ts';
import { type Answer, TestService } from './service.ts';

describe('reading reports', () => {
  let service: TestService;
  let owner: Member;
  let colleague: Member;
  let stranger: Member;

  beforeAll(async () => {
    service = await TestService.start();
    owner = await service.member({ kind: 'ngo' });
    colleague = await service.member({ kind: 'police', communities: ['law-enforcement'] });
    stranger = await service.member({ kind: 'bank', communities: ['private-sector'] });
  });
  afterAll(() => service.stop());

  const shared = (over: Partial<ReportInput> = {}) => reportInput({ marking: { tlp: 'amber', communities: ['law-enforcement'] }, ...over });

  async function submitted(report: ReportInput): Promise<string> {
    const { status, body } = await owner.submit(report);
    expect(status).toBe(201);
    return String(body['id']);
  }

  it('shows members of a named community the structured fields, and records each look', async () => {
    const id = await submitted(shared({ narrative: 'Words.', references: ['r'], externalIds: [randomUUID()] }));
    const { body, headers } = await colleague.call('GET', `/v1/reports/${id}`);
    expect(headers.etag).toBe('"1"');
    expect(body).toMatchObject({
      id,
      state: 'held',
      purposes: ['forced-labour'],
      hasNarrative: true,
      contributor: { kind: 'ngo', country: 'SE' },
    });
    expect(Object.keys(body).filter((field) => ['narrative', 'references', 'externalIds', 'signature'].includes(field))).toEqual([]);
    expect(body['contributor']).not.toHaveProperty('id');
    await colleague.call('GET', `/v1/reports/${id}/history`, undefined, { 'landbridge-purpose': 'prevention' });
    const { body: list } = await service.tomorrow(() => owner.call('GET', `/v1/reports/${id}/disclosures`));
    expect(list['disclosures']).toMatchObject([
      { reader: { kind: 'police', country: 'SE' }, revision: 1, channel: 'rest', level: 'full', byPerson: false },
      { reader: { kind: 'police', country: 'SE' }, revision: 1, channel: 'rest', level: 'full', byPerson: false },
    ]);
    expect((list['disclosures'] as { purpose: string }[]).map(({ purpose }) => purpose).sort()).toEqual(['investigation', 'prevention']);
    expect((await colleague.call('GET', `/v1/reports/${id}/disclosures`)).status).toBe(404);
  });

  it('hides from others even that there is something', async () => {
    const id = await submitted(shared());
    for (const path of ['', '/history', '/disclosures']) expect((await stranger.call('GET', `/v1/reports/${id}${path}`)).status).toBe(404);
    expect((await stranger.call('GET', '/v1/reports?limit=200')).text).not.toContain(id);
  });

  it('shows everybody of the network what is CLEAR, without a record', async () => {
    const id = await submitted(reportInput({ marking: { tlp: 'clear' } }));
    expect((await stranger.call('GET', `/v1/reports/${id}`)).body).toMatchObject({ state: 'held', marking: { tlp: 'clear' } });
    expect((await owner.call('GET', `/v1/reports/${id}/disclosures`)).body['disclosures']).toEqual([]);
  });

  it('takes a report away from those whom its new marking leaves out, and tells them that it is gone', async () => {
    const id = await submitted(shared());
    expect((await colleague.call('GET', `/v1/reports/${id}`)).status).toBe(200);
    await owner.call('PUT', `/v1/reports/${id}`, reportInput({ marking: { tlp: 'green', communities: ['research'] } }), {
      'if-match': '"1"',
    });
    expect((await colleague.call('GET', `/v1/reports/${id}`)).body).toEqual({ id, state: 'withdrawn' });
    expect((await colleague.call('GET', `/v1/reports/${id}/history`)).body['revisions']).toEqual([{ id, state: 'withdrawn' }]);
  });

  it('keeps from readers the revisions that were not for them', async () => {
    const id = await submitted(reportInput({ marking: { tlp: 'green', communities: ['research'] } }));
    await owner.call('PUT', `/v1/reports/${id}`, shared(), { 'if-match': '"1"' });
    expect((await colleague.call('GET', `/v1/reports/${id}/history`)).body['revisions']).toMatchObject([{ revision: 2 }]);
  });

  describe('the list', () => {
    const wanted = (over: Partial<ReportInput>) => shared({ recordedAt: '2020-03-01T10:00:00Z', ...over });

    it('is complete and without repetition over its pages, newest first', async () => {
      const lister = await service.member({ kind: 'ngo', communities: [] });
      const reports = Array.from({ length: 25 }, (_, i) =>
        wanted({ recordedAt: `2020-03-${String(1 + (i % 5)).padStart(2, '0')}T10:00:00Z` }),
      );
      await lister.bulk(ndjson(reports));
      const seen: Record<string, string>[] = [];
      let path: string | undefined = '/v1/reports?mine=true&limit=10';
      while (path !== undefined) {
        const { headers, body }: Answer = await lister.call('GET', path);
        seen.push(...(body['reports'] as Record<string, string>[]));
        path = /^<(.*)>; rel="next"$/.exec(String(headers['link'] ?? ''))?.[1];
        expect(path === undefined).toBe(body['next'] === undefined);
      }
      expect(seen).toHaveLength(25);
      expect(new Set(seen.map(({ id }) => id)).size).toBe(25);
      expect(seen.map(({ recordedAt }) => recordedAt)).toEqual(seen.map(({ recordedAt }) => recordedAt).sort().reverse()); // prettier-ignore
    });

    it.each([
      ['purpose', 'purpose=begging', { purposes: ['begging'] }],
      ['country of exploitation', 'country=no', { where: { exploitation: 'NO' } }],
      ['origin', 'origin=NG', { where: { origin: 'NG' } }],
      ['corridor', 'corridor=UA%3EPL', { where: { origin: 'UA', exploitation: 'PL' } }],
      ['section', 'sector=R', { sectors: [{ section: 'R' }] }],
      ['subsector', 'sector=nail-bars', { sectors: [{ subsector: 'nail-bars' }] }],
      ['time of record', 'recordedFrom=2011-01-01&recordedTo=2011-01-02', { recordedAt: '2011-01-01T23:59:59Z' }],
    ] satisfies [string, string, Partial<ReportInput>][])('can be narrowed by %s', async (_, query, over) => {
      const [match, other] = [await submitted(wanted(over)), await submitted(wanted({}))];
      const ids = ((await colleague.call('GET', `/v1/reports?limit=200&${query}`)).body['reports'] as { id: string }[]).map(({ id }) => id);
      expect(ids).toContain(match);
      expect(ids).not.toContain(other);
    });

    it('records what it showed', async () => {
      const id = await submitted(wanted({ recordedAt: '2012-05-05T10:00:00Z' }));
      await colleague.call('GET', '/v1/reports?recordedFrom=2012-05-05&recordedTo=2012-05-06');
      const { body } = await service.tomorrow(() => owner.call('GET', `/v1/reports/${id}/disclosures`));
      expect(body['disclosures']).toMatchObject([{ reader: { kind: 'police', country: 'SE' } }]);
    });

    it('takes a cursor from nobody else, for nothing else, and none that was made up', async () => {
      await owner.bulk(ndjson([shared(), shared()]));
      const { body } = await colleague.call('GET', '/v1/reports?limit=1');
      const cursor = String(body['next']);
      expect((await colleague.call('GET', `/v1/reports?limit=5&cursor=${cursor}`)).status).toBe(200);
      for (const answer of [
        await owner.call('GET', `/v1/reports?limit=1&cursor=${cursor}`),
        await colleague.call('GET', `/v1/reports?limit=1&purpose=begging&cursor=${cursor}`),
        await colleague.call('GET', `/v1/reports?cursor=${cursor.slice(0, -2)}AA`),
        await colleague.call('GET', '/v1/reports?cursor=x'),
      ])
        expect([answer.status, answer.body['type']]).toEqual([400, 'https://landbridge.network/problems/bad-cursor']);
    });

    it.each([
      'limit=201',
      'limit=x',
      'purpose=smuggling',
      'country=Atlantis',
      'corridor=RO-IT',
      'recordedFrom=yesterday',
      'status=open',
      'mine=yes',
      'owner=1',
    ])('says what is wrong with %s', async (query) => {
      const answer = await colleague.call('GET', `/v1/reports?${query}`);
      expect(answer.status).toBe(400);
      const errors = answer.body['errors'] as { pointer: string }[];
      expect(new Set(errors.map(({ pointer }) => pointer))).toEqual(new Set([`/${query.split('=')[0] ?? ''}`]));
    });
  });

  it('asks for a purpose of the network', async () => {
    const answer = await colleague.call('GET', '/v1/reports', undefined, { 'landbridge-purpose': 'immigration-enforcement' });
    expect(answer.status).toBe(400);
    expect(answer.body['detail']).toContain('investigation, victim-support');
  });

  it('is closed without a token of the right scope', async () => {
    expect((await service.send('GET', '/v1/reports')).status).toBe(401);
    expect((await service.as(owner.organisation.id, 'trends:read', 'GET', '/v1/reports')).status).toBe(403);
    expect((await service.as(owner.organisation.id, 'reports:read', 'POST', '/v1/reports', reportInput())).status).toBe(403);
    expect((await service.as('operator', 'operator', 'GET', '/v1/reports')).status).toBe(403);
    expect((await service.as(owner.organisation.id, 'reports:read', 'GET', '/v1/operator/status')).status).toBe(403);
  });
});
