import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getModelToken } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { Entry } from '../src/modus-operandi/entry.schema.ts';
import { CatalogueDoors, content, IN_X, PATH, proposal, TEAM, X } from './support/catalogue.ts';

const long = (length: number) => 'a'.repeat(length);
const many = (count: number) => Array.from({ length: count }, (_, i) => `tag-${i}`);
const { marking: _, ...unmarked } = content();

/** What is wrong with a content, and where the answer has to say so. */
const BAD_CONTENT: [string, object, string][] = [
  ['no name', { ...content(), name: '' }, '/name'],
  ['a name of two lines', content({ name: 'one\ntwo' }), '/name'],
  ['a name that begins with a blank', content({ name: ' one' }), '/name'],
  ['a name that is too long', content({ name: long(121) }), '/name'],
  ['a name that is a number', { ...content(), name: 7 }, '/name'],
  ['an operator of the store', { ...content(), name: { $gt: '' } }, '/name'],
  ['no language', { ...content(), language: undefined }, '/language'],
  ['a language that is none', content({ language: 'Swedish!' }), '/language'],
  ['an alias that is no tag', content({ aliases: ['Two Words'] }), '/aliases'],
  ['an alias that is written like a key', content({ aliases: ['fine', randomUUID()] }), '/aliases/1'],
  ['too many aliases', content({ aliases: many(31) }), '/aliases'],
  ['one alias twice', content({ aliases: ['one', 'one'] }), '/aliases'],
  ['a stage that is none', { ...content(), stage: 'laundering' }, '/stage'],
  ['a lure that is none', { ...content(), lures: ['gold'] }, '/lures'],
  ['a channel that is none', { ...content(), channels: ['smoke'] }, '/channels'],
  ['a sector that says nothing', content({ sectors: [{ section: 'A' }, {}] }), '/sectors/1'],
  ['a sector that is none', { ...content(), sectors: [{ section: 'AB' }] }, '/sectors/0/section'],
  ['text that is too long', content({ whatToLookFor: [long(301)] }), '/whatToLookFor'],
  ['text of two lines', content({ countermeasures: ['one\ntwo'] }), '/countermeasures'],
  ['a country that is none', content({ countries: ['ZZ'] }), '/countries'],
  ['no evidence', { ...content(), evidence: undefined }, '/evidence'],
  ['a trend that is none', content({ evidence: { trends: [randomUUID()], reports: [], references: [] } }), '/evidence/trends/0'],
  ['a report that is none', content({ evidence: { trends: [], reports: [randomUUID()], references: [] } }), '/evidence/reports/0'],
  ['a report by a name', content({ evidence: { trends: [], reports: ['one'], references: [] } }), '/evidence/reports'],
  ['no marking', unmarked, '/marking'],
  ['a marking that is stricter', { ...content(), marking: { tlp: 'amber', communities: [X] } }, '/marking/tlp'],
  ['a community’s marking without one', content({ marking: { tlp: 'green' } }), '/marking/communities'],
  ['a public marking', content({ marking: { tlp: 'clear' } }), '/marking/tlp'],
  ['a public marking with communities', content({ marking: { tlp: 'clear', communities: [X] } }), '/marking/tlp'],
  ['recipients', { ...content(), marking: { tlp: 'green', communities: [X], recipients: [IN_X.id] } }, '/marking/recipients'],
  ['a field that is ours', { ...content(), status: 'validated' }, '/status'],
  ['a revision', { ...content(), revision: 7 }, '/revision'],
  ['a candidate', { ...content(), candidate: false }, '/candidate'],
];

/** Who somebody is stands nowhere in an entry, and what is answered does not repeat it. */
const MAIL = 'anna.k@example.org';
const words = { name: 'Namn', whatToLookFor: [], countermeasures: [] };
const PERSONAL: [string, object, string][] = [
  ['', proposal('a-name', { name: `Boat of ${MAIL}` }), '/name'],
  ['', proposal('call-0046701234567'), '/id'],
  ['', proposal('an-alias', { aliases: ['call-0046701234567'] }), '/aliases/0'],
  ['', proposal('a-sign', { whatToLookFor: ['A van', 'Adverts with +46 70 123 45 67'] }), '/whatToLookFor/1'],
  ['', proposal('a-measure', { countermeasures: ['Write to t.me/sunnyjobs'] }), '/countermeasures/0'],
  ['', proposal('a-source', { evidence: { trends: [], reports: [], references: [`From ${MAIL}`] } }), '/evidence/references/0'],
  ['a-door', content({ name: `Boat of ${MAIL}` }), '/name'],
  ['a-door/translations/sv', { ...words, whatToLookFor: ['Född 12.03.1999'] }, '/whatToLookFor/0'],
  ['a-door/disputes', { reason: `Ask ${MAIL}` }, '/reason'],
  [`a-door/disputes/${randomUUID()}/decision`, { outcome: 'upheld', reason: `Ask ${MAIL}` }, '/reason'],
];

describe('at the doors of the catalogue', () => {
  let doors: CatalogueDoors;
  beforeAll(async () => {
    doors = await CatalogueDoors.open();
    await doors.propose(IN_X, proposal('a-door'));
  });
  afterAll(() => doors.service.close());
  const pointers = (body: Record<string, unknown>) => (body['errors'] as { pointer: string }[] | undefined)?.map(({ pointer }) => pointer);

  it.each(BAD_CONTENT)('%s is refused, new or as a change', async (_title, body, pointer) => {
    const proposed = await doors.service.ask('POST', PATH, IN_X.id, { body: { ...body, id: 'bad-content' } });
    const revised = await doors.put(IN_X, 'a-door', body);
    for (const answer of [proposed, revised]) {
      expect([answer.status, answer.headers['content-type']]).toEqual([400, expect.stringContaining('application/problem+json')]);
      expect(pointers(answer.body)).toContain(pointer);
    }
    expect((await doors.get(IN_X, 'bad-content')).status).toBe(404);
    expect((await doors.get(IN_X, 'a-door')).body).toMatchObject({ revision: 1 });
  });

  it.each(PERSONAL)('a person’s data is not taken: /%s with %j', async (path, body, pointer) => {
    const put = path === 'a-door' || path.includes('translations');
    const answer = await doors.service.ask(put ? 'PUT' : 'POST', `${PATH}${path && `/${path}`}`, TEAM.id, {
      body,
      headers: { 'if-match': '*' },
    });
    expect(answer).toMatchObject({ status: 422, body: { type: expect.stringContaining('personal-data'), errors: [{ pointer }] } });
    expect(JSON.stringify(answer.body)).not.toMatch(/anna|701234567|123 45 67|sunnyjobs|1999/);
    expect((await doors.get(IN_X, 'a-door')).body).toMatchObject({ revision: 1 });
  });

  it.each(['Two Words', '', long(61), '-a', randomUUID(), 'a/b', '$gt'])('%j is no id of a new entry', async (id) => {
    const answer = await doors.service.ask('POST', PATH, IN_X.id, { body: proposal(id) });
    expect(answer.status).toBe(400);
    expect(pointers(answer.body)).toContain('/id');
  });

  it.each([
    ['PUT', 'a-door', content()],
    ['PUT', 'a-door/translations/sv', { name: 'Namn', whatToLookFor: [], countermeasures: [] }],
    ['POST', 'a-door/validate', undefined],
    ['POST', 'a-door/retire', undefined],
    ['POST', 'a-door/merge', { into: 'lover-boy' }],
  ] as const)('%s %s says which revision it changes', async (method, path, body) => {
    const send = (headers: Record<string, string>) => doors.service.ask(method, `${PATH}/${path}`, TEAM.id, { body, headers });
    expect((await send({})).status).toBe(428);
    for (const match of ['3', '"x"', '"1", "2"', 'W/"1"']) expect((await send({ 'if-match': match })).status).toBe(400);
    expect((await send({ 'if-match': '"9"' })).status).toBe(412);
    expect((await doors.get(IN_X, 'a-door')).body).toMatchObject({ revision: 1 });
  });

  it.each([
    ['a-door/disputes', {}],
    ['a-door/disputes', { reason: '' }],
    ['a-door/disputes', { reason: long(301) }],
    ['a-door/disputes', { reason: 'one\ntwo' }],
    ['a-door/disputes', { reason: 'No', outcome: 'upheld' }],
    [`a-door/disputes/${randomUUID()}/decision`, { outcome: 'maybe', reason: 'No' }],
    [`a-door/disputes/${randomUUID()}/decision`, { outcome: 'upheld' }],
    ['a-door/disputes/one/decision', { outcome: 'upheld', reason: 'Yes' }],
    ['a-door/merge', {}],
    ['a-door/merge', { into: 'Two Words' }],
    ['a-door/merge', { into: { $ne: '' } }],
    ['a-door/translations/sv', {}],
    ['a-door/translations/sv', { name: 'Namn', whatToLookFor: ['a\nb'], countermeasures: [] }],
    ['a-door/translations/sv', { name: 'Namn', whatToLookFor: [], countermeasures: [], language: 'sv' }],
    ['a-door/translations/Swedish!', { name: 'Namn', whatToLookFor: [], countermeasures: [] }],
  ])('%s is refused with %j', async (path, body) => {
    const answer = path.includes('translations') ? await doors.put(TEAM, path, body) : await doors.post(TEAM, path, body);
    expect([answer.status, answer.headers['content-type']]).toEqual([400, expect.stringContaining('application/problem+json')]);
  });

  it.each([
    '?status=open', '?stage=none', '?sector=AB', '?country=ZZ', '?q=', '?q=%20', `?q=${long(101)}`, '?limit=0', '?limit=201', '?limit=x', '?cursor=x', '?cursor=AAAA',
    '?q[$gt]=', '?status[$ne]=x', '?language=Swedish!', '?unknown=1', '/a-door?language=7', '/a-door/revisions?cursor=AAAA', '/a-door/revisions?limit=51',
    '/a-door/counts', '/a-door/counts?audience=Two%20Words', '/a-door/counts?audience=public&by=day', '/Two%20Words', `/${long(61)}`,
  ])('GET %s is refused', async (path) => {
    const answer = await doors.service.ask('GET', `${PATH}${path}`, IN_X.id);
    expect([answer.status, answer.headers['content-type']]).toEqual([400, expect.stringContaining('application/problem+json')]);
  }); // prettier-ignore

  it('a cursor is good for whom and for what it was given only', async () => {
    const { body } = await doors.service.ask('GET', `${PATH}?limit=2`, IN_X.id);
    const at = (query: string, who = IN_X) => doors.service.ask('GET', `${PATH}?limit=2&cursor=${String(body['next'])}${query}`, who.id);
    expect((await at('')).status).toBe(200);
    expect((await at('&stage=money')).status).toBe(400);
    expect((await at('', TEAM)).status).toBe(400);
  });

  it.each(['trends:read', 'reports:write', 'directory:write'])('a token with %s alone changes nothing', async (scope) => {
    const answer = await doors.service.ask('POST', PATH, IN_X.id, { body: proposal('by-another-scope'), scope });
    expect(answer).toMatchObject({ status: 403, body: { detail: expect.stringContaining('modus-operandi:write') } });
  });

  it('there is one answer for what is not there', async () => {
    const paths = ['nothing-here', randomUUID()];
    for (const path of paths) {
      expect((await doors.get(IN_X, path)).status).toBe(404);
      expect((await doors.put(IN_X, path, content())).status).toBe(404);
      expect((await doors.post(TEAM, `${path}/validate`)).status).toBe(404);
      expect((await doors.post(TEAM, 'a-door/merge', { into: path })).status).toBe(404);
    }
    expect((await doors.post(TEAM, `a-door/disputes/${randomUUID()}/decision`, { outcome: 'upheld', reason: 'Yes' })).status).toBe(404);
  });

  it('an organisation has not more open proposals than it can care for', async () => {
    const entries = doors.service.part<Model<Entry>>(getModelToken(Entry.name));
    const own = await entries.findOne({ tag: 'a-door' }).lean();
    await entries.insertMany(Array.from({ length: 198 }, (_, i) => ({ ...own, _id: randomUUID(), tag: `one-of-many-${i}` })));
    await doors.propose(IN_X, proposal('the-last-one'));
    const answer = await doors.service.ask('POST', PATH, IN_X.id, { body: proposal('one-too-many') });
    expect(answer).toMatchObject({ status: 409, body: { type: expect.stringContaining('too-many-proposals') } });
  });
});
