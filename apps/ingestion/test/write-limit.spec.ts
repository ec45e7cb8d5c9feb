import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { reportInput } from '@landbridge/contracts/testing';
import { type Member, ndjson } from './member.ts';
import { type Answer, TestService } from './service.ts';

const LIMIT = 60;

describe('an organisation that writes too much at once', () => {
  let service: TestService;
  let busy: Member;
  let held: string;
  let refused: Answer;

  beforeAll(async () => {
    service = await TestService.start({ WRITES_PER_MINUTE: String(LIMIT) });
    busy = await service.member();
    held = String((await busy.submit(reportInput())).body['id']);
    const answers = await Promise.all(Array.from({ length: LIMIT }, () => busy.submit(reportInput())));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(LIMIT - 1);
    [refused] = answers.filter(({ status }) => status !== 201) as [Answer];
  });
  afterAll(() => service.stop());

  it('is told when to come again, and nothing was done', async () => {
    expect(refused.status).toBe(429);
    expect(refused.headers['content-type']).toContain('application/problem+json');
    expect(refused.body).toMatchObject({ type: expect.stringMatching(/\/too-many-writes$/), status: 429, detail: expect.stringContaining(`${LIMIT} in a minute`) }); // prettier-ignore
    const seconds = Number(refused.headers['retry-after']);
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(60);
    const mine = await service.database.collection('reports').countDocuments({ 'contributor.id': busy.organisation.id });
    expect(mine).toBe(LIMIT);
  });

  it.each<[string, () => Promise<Answer>]>([
    ['a report', () => busy.submit(reportInput({ urgency: 'none' }))],
    ['a report whose urgency is none of ours', () => busy.submit({ ...reportInput(), urgency: ['imminent'] })],
    ['a revision', () => busy.call('PUT', `/v1/reports/${held}`, reportInput({ acts: ['transfer'] }), { 'if-match': '*' })],
    ['a request for access', () => busy.call('POST', `/v1/reports/${held}/access-requests`, { purpose: 'research', reason: 'r', urgency: 'imminent' })],
    ['a data subject’s request', () => busy.call('POST', '/v1/subject-requests', { kind: 'access', externalId: 'x', received: '2026-03-10' })],
    ['a hold', () => busy.call('PUT', `/v1/reports/${held}/hold`, {})],
    ['what is not there', () => busy.call('DELETE', `/v1/access-requests/${randomUUID()}`)],
    ['a person of it', async () => (await service.person(busy.organisation.id, randomUUID(), 'contributor')).submit(reportInput())],
  ])('is refused %s', async (_what, write) => {
    expect((await write()).status).toBe(429);
  }); // prettier-ignore

  it.each<[string, () => Promise<Answer>, number]>([
    ['what says that somebody is in danger now', () => busy.submit(reportInput({ urgency: 'imminent' })), 201],
    ['a revision that says so', () => busy.call('PUT', `/v1/reports/${held}`, reportInput({ urgency: 'imminent' }), { 'if-match': '*' }), 200],
    ['a withdrawal', () => busy.call('DELETE', `/v1/reports/${held}?reason=error`), 200],
    ['reading', () => busy.call('GET', `/v1/reports/${held}`), 200],
  ])('is never refused %s', async (_what, act, expected) => {
    for (const _ of [1, 2]) expect((await act()).status).toBe(expected);
  }); // prettier-ignore

  it('loads in bulk, which has a limit of its own', async () => {
    const { status, summary } = await busy.bulk(ndjson([reportInput({ urgency: 'imminent' }), reportInput()]));
    expect([status, summary]).toMatchObject([200, { summary: { accepted: 2 } }]);
  });

  it('keeps nobody else from writing', async () => {
    expect((await (await service.member()).submit(reportInput())).status).toBe(201);
    expect((await service.as('operator', 'operator', 'POST', '/v1/operator/retention')).status).toBe(200);
  });

  it('finds in the description of each route that writes that it may be refused', async () => {
    const { body } = await service.send('GET', '/openapi.json');
    const operations = Object.values(body['paths'] as Record<string, Record<string, { responses: object }>>).flatMap(Object.entries);
    const writing = operations.filter(([method]) => method !== 'get');
    expect(writing.length).toBeGreaterThan(10);
    for (const [, { responses }] of writing) expect(responses).toHaveProperty('429');
  });
});
