import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { compileCheck, ModusOperandi } from '@landbridge/contracts';
import {
  ALSO_IN_X,
  analyst,
  assessor,
  CatalogueDoors,
  content,
  IN_BOTH,
  IN_X,
  IN_Y,
  NOWHERE,
  PATH,
  proposal,
  TEAM,
  X,
  Y,
} from './support/catalogue.ts';

describe('the catalogue of modi operandi', () => {
  let doors: CatalogueDoors;
  beforeAll(async () => {
    doors = await CatalogueDoors.open();
  });
  afterAll(() => doors.service.close());

  it('begins with what publications tell, for everybody, and says where it is from', async () => {
    const { status, body, headers } = await doors.get(NOWHERE, 'lover-boy');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: 'validated',
      marking: { tlp: 'clear' },
      stage: 'recruitment',
      languages: ['en', 'sv', 'fr', 'es', 'ro'],
    });
    expect((body as unknown as ModusOperandi).evidence.references.length).toBeGreaterThan(0);
    expect(headers).toMatchObject({ etag: '"1"', 'content-language': 'en' });
    expect(compileCheck(ModusOperandi).explain(body)).toEqual([]);
    expect((await doors.list(NOWHERE)).length).toBeGreaterThanOrEqual(15);
  });

  it('goes from a proposal to what is validated and public, and keeps every revision with who made it', async () => {
    const made = await doors.propose(IN_X, proposal('night-boat', { aliases: ['crew-boat'] }));
    expect(made).toMatchObject({ id: 'night-boat', revision: 1, status: 'proposed', aliases: ['crew-boat'], disputed: false });
    expect(compileCheck(ModusOperandi).explain(made)).toEqual([]);
    const revised = await doors.put(IN_X, 'night-boat', content({ aliases: ['crew-boat', 'unlit-boat'] }), '"1"');
    expect(revised).toMatchObject({ status: 200, headers: { etag: '"2"' }, body: { aliases: ['crew-boat', 'unlit-boat'] } });
    expect(await doors.post(`${TEAM.id}/${assessor.id}`, 'night-boat/validate', undefined, '"2"')).toMatchObject({
      status: 200,
      body: { status: 'validated', revision: 3 },
    });
    expect((await doors.get(NOWHERE, 'night-boat')).status).toBe(404);
    const open = content({ aliases: ['crew-boat', 'unlit-boat'], name: 'Boat without lights', marking: { tlp: 'clear' } });
    expect((await doors.put(IN_X, 'night-boat', open, '"3"')).status).toBe(403);
    expect(await doors.put(TEAM, 'night-boat', open, '"3"')).toMatchObject({ status: 200, body: { revision: 4 } });
    expect((await doors.get(NOWHERE, 'night-boat')).body).toMatchObject({ name: 'Boat without lights', revision: 4 });

    const history = async (who: typeof IN_X) =>
      (await doors.get(who, 'night-boat', '/revisions')).body['revisions'] as Record<string, unknown>[];
    expect((await history(IN_X)).map(({ revision, act }) => [revision, act])).toEqual([[4, 'revised'], [3, 'validated'], [2, 'revised'], [1, 'proposed']]); // prettier-ignore
    expect((await history(IN_X)).map(({ by }) => by)).toEqual([
      { kind: 'organisation' },
      { kind: 'organisation' },
      { kind: 'organisation', organisation: IN_X.id },
      { kind: 'organisation', organisation: IN_X.id },
    ]);
    expect((await history(TEAM)).map(({ by }) => by)[1]).toEqual({ kind: 'organisation', organisation: TEAM.id, person: assessor.id });
    // what was a community's is not public because the entry is by now
    expect((await history(NOWHERE)).map(({ revision }) => revision)).toEqual([4]);
    const page = await doors.get(TEAM, 'night-boat', '/revisions?limit=3');
    const rest = await doors.get(TEAM, 'night-boat', `/revisions?limit=3&cursor=${String(page.body['next'])}`);
    expect(rest.body).toMatchObject({ revisions: [{ revision: 1 }] });
    expect(rest.body).not.toHaveProperty('next');
  });

  it('takes the same proposal once', async () => {
    const first = await doors.propose(IN_X, proposal('said-twice'));
    const again = await doors.service.ask('POST', PATH, IN_X.id, { body: proposal('said-twice') });
    expect(again).toMatchObject({ status: 200, body: { key: first.key, revision: 1 } });
    expect((await doors.service.ask('POST', PATH, IN_X.id, { body: proposal('said-twice', { name: 'Otherwise' }) })).status).toBe(409);
  });

  it('answers in the language that is asked for, and in its own where that is missing', async () => {
    const sv = { name: 'Båt utan ljus', whatToLookFor: ['Landning utan ljus'], countermeasures: [] };
    await doors.propose(IN_X, proposal('dark-boat'));
    expect((await doors.put(IN_X, 'dark-boat/translations/sv', sv, '"1"')).body).toMatchObject({ languages: ['en', 'sv'] });
    const inLanguage = async (query: string, accept?: string) =>
      (await doors.service.ask('GET', `${PATH}/dark-boat${query}`, IN_X.id, { headers: accept ? { 'accept-language': accept } : {} })).body;
    expect(await inLanguage('?language=sv')).toMatchObject({ ...sv, language: 'sv', countermeasures: ['Ask the harbour watch'] });
    expect(await inLanguage('', 'fi, sv-SE;q=0.8, en;q=0.1')).toMatchObject({ language: 'sv' });
    expect(await inLanguage('?language=ro')).toMatchObject({ language: 'en' });
    expect(await inLanguage('?language=en', 'sv')).toMatchObject({ language: 'en', name: 'Crew boat at night' });
    expect(await doors.list(IN_X, '&q=bat%20UTAN')).toEqual(['dark-boat']);
    expect((await doors.put(IN_X, 'dark-boat/translations/en', sv, '"2"')).body['type']).toContain('own-language');
    await doors.post(TEAM, 'dark-boat/validate');
    // words of what is validated are the assessing team's
    expect((await doors.put(IN_X, 'dark-boat/translations/sv', sv)).status).toBe(403);
    expect((await doors.put(TEAM, 'dark-boat/translations/fr', { ...sv, name: 'Bateau' })).status).toBe(200);
  });

  it('is disputed by who reads it, and decided on before it goes on', async () => {
    await doors.propose(IN_X, proposal('disputed-boat'));
    const reason = 'These are anglers';
    const answer = await doors.service.ask('POST', `${PATH}/disputed-boat/disputes`, ALSO_IN_X.id, {
      body: { reason },
      scope: 'trends:read',
    });
    expect(answer).toMatchObject({ status: 201, body: { revision: 2, disputed: true, disputes: [{ reason }] } });
    expect((await doors.post(ALSO_IN_X, 'disputed-boat/disputes', { reason })).body).toMatchObject({ revision: 2 });
    expect((await doors.post(ALSO_IN_X, 'disputed-boat/disputes', { reason: 'More' })).body['type']).toContain('dispute-open');
    expect((await doors.post(IN_Y, 'disputed-boat/disputes', { reason })).status).toBe(404);
    expect((await doors.post(TEAM, 'disputed-boat/validate')).body['type']).toContain('disputed');
    const [dispute] = (answer.body as unknown as ModusOperandi).disputes;
    const decision = { outcome: 'rejected', reason: 'They were not' };
    expect((await doors.post(IN_X, `disputed-boat/disputes/${dispute?.id}/decision`, decision)).status).toBe(403);
    expect((await doors.post(TEAM, `disputed-boat/disputes/${dispute?.id}/decision`, decision)).body).toMatchObject({
      disputed: false,
      disputes: [{ decision }],
    });
    expect((await doors.post(TEAM, `disputed-boat/disputes/${dispute?.id}/decision`, decision)).status).toBe(409);
    expect((await doors.post(TEAM, 'disputed-boat/validate')).status).toBe(200);
  });

  it('merges what is the same, and sends who asks by the old name to the other one', async () => {
    const target = await doors.propose(IN_X, proposal('raft', { aliases: ['rubber-raft'] }));
    await doors.propose(IN_X, proposal('dinghy', { aliases: ['small-dinghy'] }));
    await doors.propose(ALSO_IN_X, proposal('jolly-boat'));
    expect((await doors.post(TEAM, 'jolly-boat/merge', { into: 'dinghy' })).status).toBe(200);
    expect(await doors.post(TEAM, 'dinghy/merge', { into: 'raft' })).toMatchObject({
      status: 200,
      body: { status: 'merged', mergedInto: target.key },
    });
    expect((await doors.get(IN_X, 'raft')).body).toMatchObject({
      revision: 2,
      aliases: ['rubber-raft', 'dinghy', 'small-dinghy', 'jolly-boat'],
    });
    for (const name of ['dinghy', 'jolly-boat'])
      expect(await doors.get(IN_X, name)).toMatchObject({
        status: 303,
        headers: { location: `${PATH}/${target.key}` },
        body: { mergedInto: target.key },
      });
    expect(await doors.get(IN_X, 'rubber-raft')).toMatchObject({ status: 303, headers: { location: `${PATH}/${target.key}` } });
    expect(await doors.get(IN_X, 'dinghy', `/counts?audience=${X}`)).toMatchObject({ status: 303, headers: { location: `${PATH}/${target.key}/counts?audience=${X}&by=week` } }); // prettier-ignore
    expect((await doors.post(TEAM, 'raft/merge', { into: 'dinghy' })).status).toBe(409);
    expect((await doors.post(TEAM, 'raft/merge', { into: 'raft' })).status).toBe(409);
    expect((await doors.put(TEAM, 'dinghy', content())).status).toBe(409);
    expect((await doors.service.ask('POST', PATH, IN_X.id, { body: proposal('float', { aliases: ['jolly-boat'] }) })).body).toMatchObject({
      entry: target.key,
    });
    expect(await doors.list(IN_X)).not.toContain('dinghy');
    expect(await doors.list(IN_X, '&status=merged')).toEqual(['dinghy', 'jolly-boat']);
  });

  it('does not merge into what fewer may read, nor narrows it afterwards', async () => {
    const both = { marking: { tlp: 'green' as const, communities: [X, Y] } };
    await doors.propose(IN_BOTH, proposal('known-to-both', both));
    await doors.propose(IN_X, proposal('known-to-x'));
    expect((await doors.post(TEAM, 'known-to-both/merge', { into: 'known-to-x' })).body['type']).toContain('not-read-by-all');
    expect((await doors.put(TEAM, 'known-to-x', content(both))).status).toBe(200);
    expect((await doors.post(TEAM, 'known-to-both/merge', { into: 'known-to-x' })).status).toBe(200);
    expect((await doors.put(TEAM, 'known-to-x', content())).body['type']).toContain('not-read-by-all');
  });

  it('keeps what is retired readable, and its tag', async () => {
    await doors.propose(IN_X, proposal('steam-ship'));
    expect((await doors.post(TEAM, 'steam-ship/retire')).body).toMatchObject({ status: 'retired' });
    expect((await doors.get(ALSO_IN_X, 'steam-ship')).body).toMatchObject({ status: 'retired', revision: 2 });
    expect(await doors.list(IN_X)).not.toContain('steam-ship');
    expect((await doors.put(TEAM, 'steam-ship', content())).status).toBe(409);
    expect((await doors.service.ask('POST', PATH, ALSO_IN_X.id, { body: proposal('steam-ship') })).status).toBe(409);
  });

  it('lets people write who are analysts or assessors, and assess who are assessors', async () => {
    const reader = TEAM.people[1]?.id ?? '';
    const as = (person: string, organisation = TEAM.id) => `${organisation}/${person}`;
    const by = (caller: string, id: string) => doors.service.ask('POST', PATH, caller, { body: proposal(id) });
    expect((await by(as(analyst.id, IN_X.id), 'by-analyst')).status).toBe(201);
    expect((await by(as(assessor.id), 'by-assessor')).status).toBe(201);
    expect((await by(as(reader), 'by-reader')).body['type']).toContain('scope-missing');
    expect((await by('operator', 'by-operator')).status).toBe(403);
    expect((await doors.post(as(reader), 'by-analyst/validate')).status).toBe(403);
    expect((await doors.post(IN_X, 'by-analyst/validate')).status).toBe(403);
    expect((await doors.post(as(assessor.id), 'by-analyst/validate')).status).toBe(200);
    expect(await doors.service.ask('GET', `${PATH}/by-analyst`, 'operator')).toMatchObject({ status: 200 });
  });

  it('puts on record what was done to which entry, and no words', async () => {
    await doors.propose(IN_X, proposal('on-record', { name: 'Words of somebody' }));
    const { body } = await doors.service.ask('GET', '/v1/audit?limit=200', IN_X.id, { scope: 'audit:read' });
    expect(JSON.stringify(body)).not.toContain('Words');
    expect(body['entries']).toContainEqual(
      expect.objectContaining({
        route: 'POST /v1/modus-operandi',
        outcome: 'done',
        objects: [{ kind: 'modus-operandi', id: 'on-record' }],
      }),
    );
  });

  it('takes one of two who write at once, and tells the other', async () => {
    await doors.propose(IN_X, proposal('two-writers'));
    const both = await Promise.all(['one', 'other'].map((name) => doors.put(IN_X, 'two-writers', content({ name }), '"1"')));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
    const claims = await Promise.all(
      [IN_X, ALSO_IN_X].map((who) => doors.service.ask('POST', PATH, who.id, { body: proposal('at-once', { name: who.name }) })),
    );
    expect(claims.map(({ status }) => status).sort()).toEqual([201, 409]);
    await doors.propose(IN_X, proposal('left'));
    await doors.propose(IN_X, proposal('right'));
    const merges = await Promise.all([
      doors.post(TEAM, 'left/merge', { into: 'right' }, '"1"'),
      doors.post(TEAM, 'right/merge', { into: 'left' }, '"1"'),
    ]);
    expect(merges.map(({ status }) => status).sort()[0]).toBe(200);
    expect(merges.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('is gone through page by page, by what is asked for', async () => {
    const all = await doors.list(IN_X);
    const pages: string[] = [];
    for (let next: string | undefined = ''; next !== undefined;) {
      const { body } = await doors.service.ask('GET', `${PATH}?limit=7${next && `&cursor=${next}`}`, IN_X.id);
      pages.push(...(body['modiOperandi'] as ModusOperandi[]).map(({ id }) => id));
      next = body['next'] as string | undefined;
    }
    expect(pages).toEqual(all);
    expect(all).toEqual([...all].sort());
    expect(await doors.list(IN_X, '&stage=money')).toEqual(['accounts-in-victims-names', 'funnel-account']);
    expect(await doors.list(IN_X, '&sector=hotels')).toEqual(['rotating-flats']);
    expect(await doors.list(IN_X, '&sector=K')).toEqual(['accounts-in-victims-names', 'funnel-account']);
    expect(await doors.list(IN_X, '&q=juju')).toEqual(['oath-of-debt']);
    expect(await doors.list(IN_X, '&status=retired')).toEqual(['steam-ship']);
    expect((await doors.list(IN_X, '&country=NO')).length).toBeGreaterThan(3);
    expect(await doors.list(IN_X, '&country=PE')).toEqual([]);
  });
});
