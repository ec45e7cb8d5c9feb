import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { OrganisationState } from '@landbridge/contracts';
import { Audit, Problem, Refusals } from '../src/index.ts';
import { ExampleService, MADE } from './example-service.ts';

const OTHER = 'f7a0e3f0-0000-4000-8000-00000000000b';

describe('the audit', () => {
  let service: ExampleService;
  let organisation: OrganisationState;
  let token: string;
  let before: number;
  let minutes = 0;

  beforeAll(async () => {
    service = await ExampleService.start();
    organisation = service.directory.register();
    token = await service.directory.token(organisation.id, 'reports:write audit:read');
    // the first request waits until the newcomer is known
    expect((await service.call(token, 'GET', `/v1/reports/${MADE}`)).statusCode).toBe(200);
  });
  afterAll(() => service.stop());
  beforeEach(async () => {
    before = await service.entries.countDocuments();
  });

  const recorded = () => service.recorded(before);

  it('begins with the start of the process', async () => {
    const [first] = await service.recorded();
    expect(first).toMatchObject({ action: 'service.started', actor: { by: 'service', service: 'ingestion' } });
  });

  it('has what was asked and what came of it, with the ids of what it was done to', async () => {
    await service.call(token, 'POST', '/v1/reports', { value: 1 });
    await service.call(token, 'PUT', `/v1/reports/${OTHER}`);
    const actor = { by: 'organisation', organisation: organisation.id, kind: 'ngo', country: 'SE', client: organisation.id };
    expect(await recorded()).toMatchObject([
      { action: 'request.asked', route: 'POST /v1/reports', actor, objects: [] },
      { action: 'request.answered', outcome: 'done', objects: [{ kind: 'reports', id: MADE }], details: { status: 201 } },
      { action: 'request.asked', route: 'PUT /v1/reports/:id', objects: [{ kind: 'reports', id: OTHER }] },
      { action: 'request.answered', outcome: 'done', objects: [{ kind: 'reports', id: OTHER }], details: { status: 200 } },
    ]);
    const [asked, answered] = await service.entries.find().sort({ number: 1 }).skip(before).toArray();
    expect(answered!.content!.details!['asked']).toBe(`${asked!.strand}.${asked!.number}`);
  });

  it('has a change that was refused, and why', async () => {
    await service.call(token, 'POST', '/v1/reports', { value: 'x' });
    await service.call(token, 'DELETE', `/v1/reports/${OTHER}`);
    expect((await recorded()).filter(({ action }) => action === 'request.answered')).toMatchObject([
      { outcome: 'refused', details: { status: 400, problem: 'invalid' } },
      { outcome: 'refused', details: { status: 404, problem: 'not-found' }, objects: [{ kind: 'reports', id: OTHER }] },
    ]);
  });

  it('has a bulk load as one, with its counts when it ended', async () => {
    expect((await service.call(token, 'POST', '/v1/reports/bulk')).body).toBe('line\n'.repeat(3));
    expect(await recorded()).toMatchObject([
      { action: 'request.asked', route: 'POST /v1/reports/bulk' },
      { action: 'request.answered', outcome: 'done', details: { accepted: 3 } },
    ]);
  });

  it.each<[string, () => Promise<string | undefined>, string, object]>([
    [
      'somebody without a token',
      () => Promise.resolve(undefined),
      '/v1/reports/x',
      { actor: { by: 'nobody' }, details: { status: 401, problem: 'not-authenticated' }, objects: [] },
    ],
    [
      'a suspended organisation',
      () => service.directory.token(service.directory.register({ id: OTHER, status: 'suspended' }).id, 'reports:write'),
      `/v1/reports/${MADE}`,
      {
        actor: { by: 'organisation', organisation: OTHER },
        details: { status: 403, problem: 'suspended' },
        objects: [{ kind: 'reports', id: MADE }],
      },
    ],
    [
      'who lacks the scope',
      () => service.directory.token(organisation.id, 'trends:read'),
      `/v1/reports/${MADE}`,
      { actor: { by: 'organisation' }, details: { status: 403, problem: 'scope-missing' } },
    ],
    [
      'who asks for what is not there for it',
      () => Promise.resolve(token),
      `/v1/reports/${OTHER}`,
      { details: { status: 404 }, objects: [{ kind: 'reports', id: OTHER }] },
    ],
  ])('has the refusal of %s', async (_title, whose, url, expected) => {
    const answer = await service.call(await whose(), 'GET', url);
    expect(answer.statusCode).toBeGreaterThanOrEqual(401);
    expect(await recorded()).toMatchObject([{ action: 'request.refused', route: 'GET /v1/reports/:id', outcome: 'refused', ...expected }]);
  });

  it.each<[string, () => Promise<string | undefined>, number]>([
    ['without the scope', () => service.directory.token(organisation.id, 'trends:read'), 403],
    ['for what is not there for it', () => Promise.resolve(token), 404],
    ['without a token', () => Promise.resolve(undefined), 401],
  ])('counts refusals that are alike, the first ones at once: of who asks again and again %s', async (_title, whose, status) => {
    const asking = await whose();
    const ask = () => service.call(asking, 'GET', `/v1/reports/${OTHER}?again`);
    expect((await ask()).statusCode).toBe(status);
    expect(await recorded()).toMatchObject([{ action: 'request.refused', objects: [{ id: OTHER }], details: { status } }]);
    for (let times = 1; times < 40; times += 1) await ask();
    // two minutes may have met in between
    expect((await recorded()).length).toBeLessThanOrEqual(21);
    await service.app.get(Refusals).tellUntold(Date.now() + (minutes += 1) * 60_000);
    const entries = await recorded();
    expect(entries.reduce((sum, { details }) => sum + Number(details!['count'] ?? 1), 0)).toBe(40);
    const { actor, route, outcome, details } = entries.at(-1)!;
    expect({ actor, route, outcome, details }).toEqual({
      actor: entries[0]!.actor,
      route: 'GET /v1/reports/:id',
      outcome: 'refused',
      details: { status, count: expect.any(Number) as unknown },
    });
  });

  it('has nothing of what a path, a query or a body says, and no reads', async () => {
    await service.call(token, 'PUT', '/v1/reports/Maria-Ionescu?name=Ionescu', { narrative: 'Ionescu' });
    await service.call(token, 'GET', '/v1/reports/Maria-Ionescu?name=Ionescu');
    await service.call(token, 'GET', `/v1/reports/${MADE}`);
    await service.call(undefined, 'GET', '/health/live');
    const entries = await recorded();
    expect(entries.map(({ action }) => action)).toEqual(['request.asked', 'request.answered', 'request.refused']);
    // its answer says that there is such a thing: then this is how the network calls it
    expect(JSON.stringify([entries[0], entries[2]])).not.toMatch(/Ionescu/i);
  });

  it('takes no words', async () => {
    const audit = service.app.get(Audit);
    const actor = { by: 'operator' } as const;
    await expect(audit.record({ actor, action: 'told', details: { note: 'Her own words.' } })).rejects.toThrow(RangeError);
    await expect(audit.record({ actor, action: 'told', objects: [{ kind: 'reports', id: 'Maria Ionescu' }] })).rejects.toThrow(RangeError);
    expect(await recorded()).toEqual([]);
  });

  it('lets nothing be done, and answers nothing, that it could not put on record', async () => {
    const audit = service.app.get(Audit);
    const record = audit.record.bind(audit);
    try {
      audit.record = () => Promise.reject(new Problem({ type: 'not-on-record', status: 503, title: 'No' }));
      expect((await service.call(token, 'PUT', `/v1/reports/${OTHER}`)).json()).toMatchObject({ status: 503 });
      expect((await service.call(undefined, 'GET', `/v1/reports/${OTHER}`)).json()).toMatchObject({ status: 503 });
      audit.record = (...drafts) =>
        drafts[0]?.action === 'request.asked'
          ? record(...drafts)
          : Promise.reject(new Problem({ type: 'not-on-record', status: 503, title: 'No' }));
      const answer = await service.call(token, 'PUT', `/v1/reports/${OTHER}`);
      expect(answer.statusCode).toBe(503);
      expect(answer.body).not.toContain('words');
      expect(answer.headers['content-type']).toContain('application/problem+json');
    } finally {
      audit.record = record;
    }
    expect((await recorded()).map(({ action }) => action)).toEqual(['request.asked']);
  });
});
