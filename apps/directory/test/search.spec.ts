import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { until } from './directory.ts';
import { Network, type Member } from './members.ts';

interface Hit {
  organisation: { id: string; name: string };
  score: number;
  reasons: string[];
  missing: string[];
}

describe('search', () => {
  let network: Network;
  let asker: Member;
  let inspectorate: string;
  let shelter: string;

  beforeAll(async () => {
    network = await Network.start();
    asker = await network.member({ name: 'Asker', country: 'FI' });
    inspectorate = await network.register({ name: 'Norrvik Inspectorate', kind: 'labour-inspectorate' });
    shelter = await network.register({ name: 'Casa Lindenweg', country: 'RO' });
    await cover(inspectorate, { countries: ['SE', 'RO'], purposes: ['forced-labour'], languages: ['sv', 'en'] });
    await cover(shelter, { countries: ['RO'], purposes: ['forced-labour', 'prostitution'], languages: ['ro'] }, true);
  });
  afterAll(() => network.stop());

  const cover = (id: string, coverage: object, duty = false) =>
    network.operator.put(`/v1/organisations/${id}/profile`, {
      coverage: { countries: [], purposes: [], languages: [], roles: [], ...coverage },
      contacts: [{ role: 'liaison', name: 'Liaison', channel: { kind: 'siena', address: 'NORRVIK' }, duty }],
    });
  const search = async (query: string) => (await asker.get(`/v1/search?${query}`)).body;
  const hits = (body: Record<string, unknown>) => body['hits'] as Hit[];
  const ask = (question: string) => search(`q=${encodeURIComponent(question)}`);

  it('answers who handles labour exploitation in Romania and speaks Swedish, with reasons', async () => {
    const body = await ask('who handles labour exploitation in Romania and speaks Swedish?');
    expect(hits(body).map(({ organisation, reasons, missing }) => [organisation.id, reasons, missing])).toEqual([
      [inspectorate, ['covers forced labour', 'covers Romania', 'speaks Swedish'], []],
      [shelter, ['covers forced labour', 'covers Romania'], ['speaks Swedish']],
    ]);
    expect(body).toMatchObject({ notUnderstood: [], total: 2 });
  });

  it('says what it did not understand, and takes words of names', async () => {
    const body = await ask('quantum police near Lindenweg');
    expect(body['notUnderstood']).toEqual(['quantum', 'near']);
    expect(hits(body)).toMatchObject([{ organisation: { id: shelter }, reasons: ['has “lindenweg” in its name'] }]);
  });

  it.each([
    ['purpose=prostitution', ['shelter']],
    ['country=RO&language=sv', ['inspectorate']],
    ['country=RO&language=sv-FI', ['inspectorate']],
    ['kind=ngo&duty=24/7', ['shelter']],
    ['kind=police', []],
    ['kind=ngo&q=Swedish', ['shelter', 'asker']],
  ])('leaves out who does not meet the conditions of %s', async (query, expected) => {
    const names = new Map([
      [inspectorate, 'inspectorate'],
      [shelter, 'shelter'],
      [asker.id, 'asker'],
    ]);
    expect(new Set(hits(await search(query)).map(({ organisation }) => names.get(organisation.id)))).toEqual(new Set(expected));
  });

  it('finds what was written since the last search, and nobody who is suspended', async () => {
    const late = await network.register({ name: 'Latecomer' });
    expect(hits(await ask('begging'))).toEqual([]);
    await cover(late, { purposes: ['begging'] });
    expect(hits(await ask('begging'))).toHaveLength(1);
    await network.operator.put(`/v1/organisations/${late}/status`, { status: 'suspended' });
    expect(hits(await ask('begging'))).toEqual([]);
    await network.operator.put(`/v1/organisations/${late}/status`, { status: 'active' });
    expect(hits(await ask('begging'))).toHaveLength(1);
  });

  it('finds nobody by a closed community, and tells of none', async () => {
    const owner = await network.member({ name: 'Owner' });
    const community = await network.found(owner, { id: 'quietgroup', name: 'Zanzibarists' });
    for (const question of ['quietgroup', community, 'Zanzibarists']) {
      const body = await ask(question);
      expect(hits(body)).toEqual([]);
      expect(body['understood']).toEqual([]);
    }
    expect(JSON.stringify(await ask('NGO in Sweden'))).not.toContain('quietgroup');
  });

  it.each([
    ['', 400],
    ['q=', 400],
    [`q=${'a'.repeat(301)}`, 400],
    ['q[$gt]=', 400],
    ['purpose=immigration', 400],
    ['country=ZZ', 400],
    ['language=Swedish!', 400],
    ['duty=yes', 400],
    ['limit=101&q=police', 400],
    ['about=name&q=police', 400],
  ])('refuses %j', async (query, status) => {
    expect((await asker.get(`/v1/search?${query}`)).status).toBe(status);
  });

  it('is closed to who is suspended, and to who has no token', async () => {
    const gone = await network.member();
    expect((await gone.get('/v1/search?q=police')).status).toBe(200);
    await network.operator.put(`/v1/organisations/${gone.id}/status`, { status: 'suspended' });
    await until('it is refused', async () => (await gone.get('/v1/search?q=police')).status === 403, 5_000);
    expect((await network.directory.call(undefined, 'GET', '/v1/search?q=police')).status).toBe(401);
  });
});
