import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Trend } from '@landbridge/contracts';
import { completeSheet } from '../src/assessment/testing.ts';
import { ANNA, BRUNO, CLARA, DANA, ELSEWHERE, NEIGHBOUR, TEAM } from './support/assessors.ts';
import { background, RISING, weekOf } from './support/rises.ts';
import { MEMBER, Service, until } from './support/service.ts';

const anna = `${TEAM.id}/${ANNA.id}`;
const bruno = `${NEIGHBOUR.id}/${BRUNO.id}`;
const machine = TEAM.id;
const operator = 'operator';
const OTHER = { origin: 'NG', exploitation: 'IT' };
const NOWHERE = '0f000000-0000-4000-8000-00000000000f';

/** Every door, with what it takes. */
const DOORS = [
  ['GET', 'assessment', undefined],
  ['POST', 'acknowledge', undefined],
  ['POST', 'assign', { person: BRUNO.id }],
  ['POST', 'notes', { text: 'A word.' }],
  ['PUT', 'sheet', completeSheet()],
  ['POST', 'publish', undefined],
  ['POST', 'dismiss', { reason: 'campaign' }],
  ['POST', 'merge', { into: NOWHERE }],
  ['POST', 'reopen', undefined],
] as const;
const JUDGEMENTS = ['sheet', 'publish', 'dismiss', 'merge', 'reopen'];

describe('the doors of an assessment', () => {
  let service: Service;
  let id: string;
  let other: string;
  const trendOf = async (corridor: string) => {
    const asked = `/v1/trends?audience=practitioners&state=candidate&dimension=corridor&value=${encodeURIComponent(corridor)}`;
    const { trends } = (await service.get(asked, TEAM.id)).body as { trends: Trend[] };
    return trends.find(({ series }) => series.value === corridor)?.id ?? '';
  };
  const door = async (
    method: 'GET' | 'POST' | 'PUT',
    name: string,
    caller = anna,
    { body, match, scope = 'trends:read trends:assess' }: { body?: unknown; match?: string; scope?: string } = {},
    trend = id,
  ) => {
    const headers = match === undefined ? {} : { 'if-match': match };
    const answer = await service.ask(method, `/v1/trends/${trend}/${name}`, caller, { body, headers, scope });
    return { status: answer.status, body: answer.body, tag: answer.headers['etag'] as string | undefined };
  };
  const tag = async () => (await door('GET', 'assessment')).tag ?? '';
  /** Where the act could be done. */
  const needsState = async (method: 'POST' | 'PUT', name: string, body?: unknown) => {
    const before = await tag();
    expect((await door(method, name, anna, { body })).status).toBe(428);
    expect((await door(method, name, anna, { body, match: '3-1' })).status).toBe(400);
    expect(await door(method, name, anna, { body, match: '"9-9"' })).toMatchObject({
      status: 412,
      body: { detail: expect.stringContaining('GET the assessment') },
    });
    expect(await tag()).toBe(before);
  };

  beforeAll(async () => {
    service = await Service.open();
    service.neighbours.organisations.push(TEAM, NEIGHBOUR, ELSEWHERE);
    await service.start(new Date('2026-03-09T02:00:00Z'));
    await service.serveReplays();
    const quiet = Array.from({ length: 19 }, (_, i) => weekOf(i - 19, 1, OTHER)).flat();
    const reports = [...background(20), ...quiet, ...weekOf(0, 12, RISING), ...weekOf(0, 12, OTHER)];
    await service.accept(reports);
    await service.settled(reports.length);
    id = await trendOf('RO>SE');
    other = await trendOf('NG>IT');
  });
  afterAll(() => service.close());

  describe('are closed', () => {
    it.each(DOORS)('to who is not of the team, whatever the trend: %s %s', async (method, name, body) => {
      for (const caller of [MEMBER.id, `${TEAM.id}/${CLARA.id}`]) {
        const answer = await door(method, name, caller, { body, match: '*' });
        expect(answer).toMatchObject({ status: 403, body: { type: expect.stringMatching(/assessing-team-only|scope-missing/) } });
        expect(await door(method, name, caller, { body, match: '*' }, NOWHERE)).toEqual(answer);
      }
    });

    it.each(DOORS)('to who assesses other audiences, as if there were no such trend: %s %s', async (method, name, body) => {
      const caller = `${ELSEWHERE.id}/${DANA.id}`;
      const answer = await door(method, name, caller, { body, match: '*' });
      expect(answer.status).toBe(404);
      expect(await door(method, name, caller, { body, match: '*' }, NOWHERE)).toEqual(answer);
    });

    it.each(DOORS.filter(([method]) => method !== 'GET'))('to a token that only reads: %s %s', async (method, name, body) => {
      expect((await door(method, name, anna, { body, match: '*', scope: 'trends:read' })).status).toBe(403);
    });

    it.each(DOORS)('to the operator: %s %s', async (method, name, body) => {
      expect((await door(method, name, operator, { body, match: '*' })).status).toBe(403);
    });

    it.each(DOORS.filter(([, name]) => JUDGEMENTS.includes(name)))('to a machine, where they judge: %s %s', async (method, name, body) => {
      expect(await door(method, name, machine, { body, match: '*' })).toMatchObject({
        status: 403,
        body: { type: expect.stringContaining('person-needed') },
      });
    });

    it('without the state that is judged: sheet, dismiss, merge', async () => {
      await needsState('PUT', 'sheet', completeSheet());
      await needsState('POST', 'dismiss', { reason: 'campaign' });
      await needsState('POST', 'merge', { into: other });
    });
  });

  it.each(DOORS)('say in the OpenAPI document what they refuse: %s %s', async (method, name, body) => {
    const { paths } = (await service.get('/openapi.json')).body as { paths: Record<string, Record<string, { responses: object }>> };
    const told = Object.keys(paths[`/v1/trends/{id}/${name}`]?.[method.toLowerCase()]?.responses ?? {});
    expect(told).toEqual(expect.arrayContaining(['200', '400', '401', '403', '404', '503']));
    expect(told.includes('409')).toBe(name !== 'assessment');
    for (const status of ['412', '428']) expect(told.includes(status)).toBe(JUDGEMENTS.includes(name));
    const takesWords = body !== undefined && name !== 'assign' && name !== 'merge';
    expect(told.includes('422')).toBe(takesWords);
  });

  const long = 'x'.repeat(4_001);
  const { artefacts } = completeSheet();
  it.each<[string, 'POST' | 'PUT', string, unknown]>([
    ['a note without words', 'POST', 'notes', { text: '  \n' }],
    ['a note that is too long', 'POST', 'notes', { text: long }],
    ['a note that is none', 'POST', 'notes', { text: { $gt: '' } }],
    ['a note with more than it knows', 'POST', 'notes', { text: 'A word.', to: 'all' }],
    ['nothing', 'POST', 'notes', {}],
    ['an assignee that is none', 'POST', 'assign', { person: 'Anna' }],
    ['a reason that is none', 'POST', 'dismiss', { reason: 'boring' }],
    ['another reason without words', 'POST', 'dismiss', { reason: 'other' }],
    ['a reason that is too long', 'POST', 'dismiss', { reason: 'campaign', text: long }],
    ['a target that is none', 'POST', 'merge', { into: '../1' }],
    ['a sheet that is none', 'PUT', 'sheet', { artefacts: 'all excluded' }],
    ['a sheet with an artefact that is none', 'PUT', 'sheet', { artefacts: [{ code: 'weather', finding: 'excluded', reason: 'Sun.' }] }],
    ['a sheet with an artefact twice', 'PUT', 'sheet', { artefacts: [artefacts[0], artefacts[0]] }],
    ['a sheet with a finding that is none', 'PUT', 'sheet', { artefacts: [{ ...artefacts[0], finding: 'maybe' }] }],
    ['a sheet with a finding without a reason', 'PUT', 'sheet', { artefacts: [{ ...artefacts[0], reason: ' ' }] }],
    ['a sheet whose action is for nobody', 'PUT', 'sheet', completeSheet({ action: { advised: 'Look.', for: [] } })],
    ['a sheet whose harm is half', 'PUT', 'sheet', { ...completeSheet(), harm: { possible: 'Some.' } }],
    ['a sheet that is too long', 'PUT', 'sheet', completeSheet({ otherExplanations: long })],
  ])('refuse %s, and say what to mend', async (_, method, name, body) => {
    const answer = await door(method, name, anna, { body, match: '*' });
    expect(answer).toMatchObject({ status: 400, body: { type: expect.stringContaining('invalid') } });
    expect((answer.body as { errors: unknown[] }).errors.length).toBeGreaterThan(0);
    expect((await door('GET', 'assessment')).body).toMatchObject({ acts: [] });
  });

  const mail = 'anna.k@example.org';
  it.each<['POST' | 'PUT', string, unknown, string]>([
    ['POST', 'notes', { text: `Ask ${mail}.` }, '/text'],
    ['POST', 'dismiss', { reason: 'other', text: 'He rang from +46 70 123 45 67.' }, '/text'],
    ['PUT', 'sheet', { artefacts: [{ ...artefacts[0], reason: `Says ${mail}.` }] }, '/artefacts/0/reason'],
    ['PUT', 'sheet', completeSheet({ otherExplanations: 'A woman born on 12.03.1999.' }), '/otherExplanations'],
    ['PUT', 'sheet', completeSheet({ harm: { possible: `Of ${mail}.`, avoidedBy: 'Care.' } }), '/harm/possible'],
    ['PUT', 'sheet', completeSheet({ harm: { possible: 'Some.', avoidedBy: `By ${mail}.` } }), '/harm/avoidedBy'],
    ['PUT', 'sheet', completeSheet({ action: { advised: 'Look at t.me/sunnyjobs.', for: ['prevention'] } }), '/action/advised'],
  ])('take nobody’s data: %s %s with %j', async (method, name, body, pointer) => {
    const answer = await door(method, name, anna, { body, match: '*' });
    expect(answer).toMatchObject({ status: 422, body: { type: expect.stringContaining('personal-data'), errors: [{ pointer }] } });
    expect(JSON.stringify(answer.body)).not.toMatch(/anna|123 45 67|sunnyjobs|1999/);
    expect((await door('GET', 'assessment')).body).toMatchObject({ acts: [] });
  });

  it('refuse an id that is none', async () => {
    for (const [method, name, body] of DOORS) expect((await door(method, name, anna, { body, match: '*' }, 'x')).status).toBe(400);
  });

  it('lead a candidate to its audience', async () => {
    expect((await door('POST', 'acknowledge', machine)).body).toMatchObject({ trend: { state: 'under-assessment', revision: 2 } });
    const again = await door('POST', 'acknowledge', anna);
    expect(again).toMatchObject({ status: 200, body: { trend: { revision: 2 } } });
    for (const person of [CLARA.id, DANA.id, NOWHERE])
      expect(await door('POST', 'assign', anna, { body: { person } })).toMatchObject({ status: 409 });
    expect((await door('POST', 'assign', machine, { body: { person: BRUNO.id } })).body).toMatchObject({ assignee: { person: BRUNO.id } });
    expect((await door('POST', 'notes', machine, { body: { text: 'Zebrafish.' } })).status).toBe(200);
    const refused = await door('POST', 'publish', bruno, { match: await tag() });
    expect(refused).toMatchObject({ status: 409, body: { detail: expect.stringContaining('other explanations are not filled in') } });
    const sheet = completeSheet();
    const before = await tag();
    const filled = await door('PUT', 'sheet', bruno, { body: sheet, match: before });
    expect(filled).toMatchObject({ status: 200, body: { sheet, missing: [] } });
    expect(filled.tag).not.toBe(before);
    // the same once more, by who did not get the answer
    expect(await door('PUT', 'sheet', bruno, { body: sheet, match: before })).toMatchObject({ status: 200, tag: filled.tag });
    expect((await door('PUT', 'sheet', anna, { body: completeSheet({ otherExplanations: 'No.' }), match: before })).status).toBe(412);
    expect((await service.get('/v1/trends', MEMBER.id)).body).toEqual({ trends: [] });
    await needsState('POST', 'publish');
    expect(await door('POST', 'publish', bruno, { match: filled.tag ?? '' })).toMatchObject({ status: 200, body: { trend: { state: 'published', revision: 3 } } });
    const shown = await service.get(`/v1/trends/${id}`, MEMBER.id);
    const { otherExplanations, action } = sheet;
    expect(shown).toMatchObject({ status: 200, body: { state: 'published', assessment: { otherExplanations, action } } });
    expect(JSON.stringify(shown)).not.toMatch(/Zebrafish|Travellers|judgement/);
    expect((await service.get(`/v1/trends/${id}/history`, MEMBER.id)).body).toMatchObject({ revisions: [{ revision: 3 }] });
    expect((await service.get(`/v1/trends/${id}/history`)).body).toMatchObject({ revisions: [{ revision: 1 }, { revision: 2 }, { revision: 3 }] });
    const told = await until('it is told on trends', async () => {
      const all = await service.told();
      return all.some(({ trend }) => trend.id === id && trend.revision === 3) ? all : undefined;
    });
    expect(told.filter(({ trend }) => trend.id === id && trend.revision > 1).map(({ name, trend }) => [name, trend.state])).toEqual([
      ['org.landbridge.trend.revised.v1', 'under-assessment'],
      ['org.landbridge.trend.revised.v1', 'published'],
    ]);
    expect(JSON.stringify(told)).not.toMatch(/Zebrafish|Travellers|judgement|hotline/);
  }); // prettier-ignore

  it('keep on record who did what, and none of the words', async () => {
    const answer = await service.ask('GET', `/v1/audit?object=${id}&limit=100`, machine, { scope: 'audit:read' });
    const text = JSON.stringify(answer.body);
    for (const name of ['acknowledge', 'assign', 'notes']) expect(text).toContain(`POST /v1/trends/:id/${name}`);
    expect(text).toContain('under-assessment');
    expect(text).not.toMatch(/Zebrafish|hotline/);
  });

  it('lead out again: dismissed, it is nobody’s but the team’s, and it may be reopened', async () => {
    const body = { reason: 'other', text: 'A press release.' };
    expect(await door('POST', 'dismiss', anna, { body, match: await tag() })).toMatchObject({ status: 200, body: { trend: { state: 'dismissed', revision: 4 } } });
    expect((await service.get(`/v1/trends/${id}`, MEMBER.id)).status).toBe(404);
    expect((await service.get(`/v1/trends/${id}/history`, MEMBER.id)).status).toBe(404);
    expect(await door('POST', 'dismiss', anna, { body, match: '"1-1"' })).toMatchObject({ status: 200, body: { trend: { revision: 4 } } });
    expect((await door('POST', 'publish', anna, { match: await tag() })).status).toBe(409);
    expect(await service.ask('GET', '/v1/trends/precision', operator)).toMatchObject({ status: 200, body: { all: { published: 0, dismissedAsFalse: 1, precision: 0 } } });
    expect((await service.get('/v1/trends/precision', TEAM.id)).status).toBe(200);
    expect((await service.get('/v1/trends/precision', MEMBER.id)).status).toBe(403);
    await needsState('POST', 'reopen');
    expect(await door('POST', 'reopen', anna, { match: await tag() })).toMatchObject({ status: 200, body: { trend: { state: 'under-assessment', revision: 5 } } });
    expect((await door('POST', 'merge', anna, { body: { into: id }, match: await tag() })).status).toBe(409);
    expect((await door('POST', 'merge', anna, { body: { into: NOWHERE }, match: await tag() })).status).toBe(409);
  }); // prettier-ignore
});
