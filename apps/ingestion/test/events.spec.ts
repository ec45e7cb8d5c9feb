import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { compileCheck, ReportChange, ReportWithdrawn, toHeaders, topicName } from '@landbridge/contracts';
import { reportInput } from '@landbridge/contracts/testing';
import { type Member, ndjson } from './member.ts';
import { type Received, TestService, until } from './service.ts';

const isChange = compileCheck(ReportChange);
const isWithdrawal = compileCheck(ReportWithdrawn);

describe('what ingestion tells and is told', () => {
  let service: TestService;
  let owner: Member;
  let reports: Received[];

  beforeAll(async () => {
    service = await TestService.start();
    owner = await service.member();
    reports = await service.listen('reports');
  });
  afterAll(() => service.stop());

  const of = (id: string, received: Received[] = reports) => received.filter(({ key }) => key === id);
  const operator = (method: string, path: string, body?: object) => service.as('operator', 'operator', method, path, body);

  it('tells each revision with the one before it, and the withdrawal, in order and without a word of text', async () => {
    const secret = `unspeakable-${randomUUID()}`;
    const texts = {
      narrative: `${secret} words of the narrative, GB82WEST12345698765432`,
      references: [secret],
      externalIds: [secret],
      textCheckOverride: { reason: 'false-alarm' as const },
    };
    const { body } = await owner.submit(reportInput(texts));
    const id = String(body['id']);
    await owner.call('PUT', `/v1/reports/${id}`, reportInput({ ...texts, acts: ['transfer'] }), { 'if-match': '"1"' });
    await owner.call('DELETE', `/v1/reports/${id}?reason=error`);
    await until('three events have come', () => of(id).length === 3);
    const [accepted, revised, withdrawn] = of(id);
    expect(of(id).map(({ name, revision }) => [name, revision])).toEqual([
      ['org.landbridge.report.accepted.v1', 1],
      ['org.landbridge.report.revised.v1', 2],
      ['org.landbridge.report.withdrawn.v1', 3],
    ]);
    expect(JSON.parse(accepted?.text ?? '')).toMatchObject({
      report: { id, revision: 1, hasNarrative: true, signature: expect.stringMatching(/^[\w+/]{342}==$/) },
    });
    expect(JSON.parse(revised?.text ?? '')).toMatchObject({
      report: { revision: 2, acts: ['transfer'] },
      previous: { revision: 1, acts: ['recruitment'] },
    });
    expect(JSON.parse(withdrawn?.text ?? '')).toMatchObject({
      withdrawal: { id, revision: 3, reason: 'error' },
      previous: { revision: 2 },
    });
    for (const { text } of of(id).slice(0, 2)) expect(isChange.explain(JSON.parse(text))).toEqual([]);
    expect(isWithdrawal.explain(JSON.parse(withdrawn?.text ?? ''))).toEqual([]);
    for (const word of [secret, 'verrid']) expect(JSON.stringify(reports)).not.toContain(word);
  });

  it('tells every line of a bulk load once', async () => {
    const { lines } = await owner.bulk(ndjson(Array.from({ length: 1_100 }, () => reportInput({ externalIds: [randomUUID()] }))));
    const ids = new Set(lines.map(({ id = '' }) => id));
    await until('all have come', () => reports.filter(({ key }) => ids.has(key)).length === 1_100, 60_000);
    const { body } = await operator('GET', '/v1/operator/status');
    expect(body).toMatchObject({ outboxPending: 0, accepted: await service.database.collection('reports').countDocuments() });
    expect(body['sent']).toBe(reports.length);
  });

  it('tells who had read it here, once each, when a report is withdrawn, but of RED nobody', async () => {
    const told = await service.listen('disclosures');
    const [cleared, ngo, police] = [
      await service.member({ clearance: 'red' }),
      await service.member({ clearance: 'red' }),
      await service.member({ kind: 'police', communities: ['law-enforcement'] }),
    ];
    const person = randomUUID();
    const named = await service.person(ngo.organisation.id, person);
    const communities = ['practitioners', 'law-enforcement'];
    const { body } = await cleared.submit(reportInput({ marking: { tlp: 'amber', communities }, usePurposes: ['prevention'] }));
    const { body: red } = await cleared.submit(reportInput({ marking: { tlp: 'red', persons: [person] }, usePurposes: ['prevention'] }));
    const [id, redId] = [String(body['id']), String(red['id'])];
    const read = (who: Member, report: string) =>
      who.call('GET', `/v1/reports/${report}`, undefined, { 'landbridge-purpose': 'prevention' });
    await until('the person is known', async () => (await read(named, redId)).status === 200);
    for (const who of [ngo, ngo, named, police]) expect((await read(who, id)).status).toBe(200);
    await cleared.call('DELETE', `/v1/reports/${redId}?reason=error`);
    await cleared.call('DELETE', `/v1/reports/${id}?reason=error`);
    await until('all are told', () => of(id, told).length === 3);
    const readers = of(id, told).map(({ text }) => JSON.parse(text) as Record<string, unknown>);
    expect(readers).toEqual(expect.arrayContaining([
      expect.objectContaining({ reader: ngo.organisation.id, channel: 'rest', revision: 1 }),
      expect.objectContaining({ reader: ngo.organisation.id, person, channel: 'rest' }),
      expect.objectContaining({ reader: police.organisation.id, channel: 'rest' }),
    ])); // prettier-ignore
    await until('nothing waits', async () => (await service.database.collection('readersToTell').countDocuments()) === 0);
    expect(of(redId, told)).toEqual([]);
    // it comes back here, and is on the list already
    const { body: list } = await service.tomorrow(() => cleared.call('GET', `/v1/reports/${id}/disclosures`));
    expect(list['disclosures']).toHaveLength(4);
  });

  it('tells it again when the operator asks', async () => {
    const { body } = await owner.submit(reportInput());
    const id = String(body['id']);
    await until('it has come', () => of(id).length === 1);
    const answer = await operator('POST', '/v1/operator/republish', { since: new Date(Date.now() - 3600_000).toISOString() });
    expect([answer.status, Number(answer.body['chunks']) > 0]).toEqual([202, true]);
    await until('it has come again', () => of(id).length === 2);
    expect((await operator('POST', '/v1/operator/republish', { since: 'yesterday' })).status).toBe(400);
  });

  it('replays the latest revision of everything on request, withdrawals included, for services only', async () => {
    const replayed = await service.listen('replay.trend-detection');
    const [kept, gone] = await Promise.all([owner.submit(reportInput()), owner.submit(reportInput())]);
    const [keptId, goneId] = [String(kept.body['id']), String(gone.body['id'])];
    await owner.call('PUT', `/v1/reports/${keptId}`, reportInput({ acts: ['transfer'] }), { 'if-match': '"1"' });
    await owner.call('DELETE', `/v1/reports/${goneId}?reason=duplicate`);
    const request = { service: 'trend-detection', generation: `g-${randomUUID()}` };
    expect((await service.as(owner.organisation.id, 'reports:read', 'POST', '/v1/replays', request)).status).toBe(403);
    expect((await service.as('trend-detection', 'service', 'POST', '/v1/replays', { ...request, service: 'nobody' })).status).toBe(400);
    expect((await service.as('notification', 'service', 'POST', '/v1/replays', request)).status).toBe(403);
    for (const _ of [1, 2]) expect((await service.as('trend-detection', 'service', 'POST', '/v1/replays', request)).status).toBe(202);
    await until(
      'each partition has its marker',
      () => replayed.filter(({ name }) => name.includes('replay.completed')).length === 4,
      60_000,
    );
    const events = replayed.filter(({ name }) => !name.includes('replay.completed'));
    expect(new Set(events.map(({ key }) => key)).size).toBe(events.length);
    expect(events).toHaveLength(await service.database.collection('reports').countDocuments());
    expect(of(keptId, events)).toMatchObject([{ name: 'org.landbridge.report.revised.v1', revision: 2 }]);
    expect(of(goneId, events)).toMatchObject([{ name: 'org.landbridge.report.withdrawn.v1', revision: 2 }]);
  });

  it('records what other services disclosed, once, and tells readers of what was withdrawn before', async () => {
    const reader = await service.member({ communities: [] });
    expect((await reader.call('GET', '/v1/reports')).status).toBe(200);
    const { body } = await owner.submit(reportInput());
    const id = String(body['id']);
    await owner.call('DELETE', `/v1/reports/${id}?reason=error`);
    const data = {
      report: id,
      revision: 1,
      reader: reader.organisation.id,
      channel: 'webhook',
      level: 'full',
      purpose: 'prevention',
      at: '2026-03-01T00:00:00.000Z',
    };
    const headers = toHeaders({
      id: randomUUID(),
      source: '/notification',
      name: 'disclosure.recorded',
      subject: id,
      revision: 1,
      time: data.at,
    });
    await service.produce(
      topicName(service.namespace, 'disclosures'),
      [0, 1].map(() => ({ key: id, value: JSON.stringify(data), headers })),
    );
    const listed = async () => (await owner.call('GET', `/v1/reports/${id}/disclosures`)).body['disclosures'] as object[];
    await until('it is on record', async () => (await listed()).length > 0);
    const { report: _report, reader: _reader, ...shown } = data;
    const { id: organisation, kind, country } = reader.organisation;
    expect(await listed()).toEqual([{ ...shown, byPerson: false, reader: { organisation, kind, country } }]);
    expect((await reader.call('GET', `/v1/reports/${id}`)).body).toEqual({ id, state: 'withdrawn' });
    expect((await reader.call('GET', '/v1/reports?status=withdrawn')).body['reports']).toEqual([{ id, state: 'withdrawn' }]);
  });

  describe('/openapi.json', () => {
    it('describes every route with its answers, and every schema that it names', async () => {
      const { body, text } = await service.send('GET', '/openapi.json');
      expect(body['openapi']).toBe('3.1.0');
      const paths = body['paths'] as Record<string, Record<string, { responses: Record<string, unknown>; requestBody?: unknown }>>;
      const routes = Object.entries(paths).flatMap(([path, methods]) =>
        Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
      );
      for (const route of [
        'POST /v1/reports',
        'PUT /v1/reports/{id}',
        'DELETE /v1/reports/{id}',
        'GET /v1/reports',
        'GET /v1/reports/{id}',
        'GET /v1/reports/{id}/history',
        'GET /v1/reports/{id}/disclosures',
        'GET /v1/reports/{id}/recipients',
        'POST /v1/reports/{id}/withdrawal-answers',
        'POST /v1/reports/bulk',
        'GET /v1/quarantine',
        'GET /v1/quarantine/{id}',
        'POST /v1/replays',
        'POST /v1/reports/{id}/access-requests',
        'GET /v1/access-requests',
        'GET /v1/access-requests/{id}',
        'POST /v1/access-requests/{id}/decision',
        'DELETE /v1/access-requests/{id}',
        'GET /v1/reports/{id}/hold',
        'PUT /v1/reports/{id}/hold',
        'DELETE /v1/reports/{id}/hold',
        'PUT /v1/operator/reports/{id}/hold',
        'DELETE /v1/operator/reports/{id}/hold',
        'GET /v1/operator/purges',
        'POST /v1/operator/purges/apply',
        'POST /v1/operator/retention',
        'POST /v1/subject-requests',
        'GET /v1/subject-requests',
        'GET /v1/subject-requests/{id}',
        'POST /v1/subject-requests/{id}/outcome',
        'POST /v1/subject-requests/{id}/extension',
        'GET /v1/operator/status',
        'GET /v1/operator/text-check-overrides',
        'POST /v1/operator/republish',
      ])
        expect(routes).toContain(route);
      const { schemas } = body['components'] as { schemas: Record<string, object> };
      for (const [, name = ''] of text.matchAll(/"#\/components\/schemas\/(\w+)"/g)) expect(Object.keys(schemas)).toContain(name);
      expect(paths['/v1/reports']?.['post']?.requestBody).toBeDefined();
      expect(Object.keys(paths['/v1/reports']?.['post']?.responses ?? {})).toEqual(
        expect.arrayContaining(['200', '201', '400', '409', '413', '422']),
      );
    });
  });
});
