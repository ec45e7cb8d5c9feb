import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OrganisationState } from '@landbridge/contracts';
import {
  ALSO_IN_X,
  assessor,
  CatalogueDoors,
  content,
  EVERYBODY,
  IN_BOTH,
  IN_X,
  IN_Y,
  NOWHERE,
  PATH,
  proposal,
  TEAM,
  TEAM_IN_X,
  X,
  Y,
} from './support/catalogue.ts';

const TREND = '00000000-0000-8000-8000-000000000001';
const ofY = { marking: { tlp: 'green' as const, communities: [Y] } };
const ofBoth = { marking: { tlp: 'green' as const, communities: [X, Y] } };

describe('nobody is told of an entry that it may not read', () => {
  let doors: CatalogueDoors;
  beforeAll(async () => {
    doors = await CatalogueDoors.open();
  });
  afterAll(() => doors.service.close());

  /** Everything that there is to ask of an entry and of the lists around it, as it is answered; the name that was asked for is left out. */
  async function answers(who: OrganisationState, id: string, word: string): Promise<string> {
    const { service } = doors;
    const asked = [
      await doors.get(who, id),
      await doors.get(who, id, '/revisions'),
      await doors.get(who, id, '/counts?audience=public'),
      await doors.post(who, `${id}/disputes`, { reason: 'No' }),
      await doors.post(who, `${id}/validate`),
      await doors.post(who, `${id}/retire`),
      await doors.post(who, `${id}/merge`, { into: 'lover-boy' }),
      await doors.put(who, id, content()),
      await doors.put(who, `${id}/translations/sv`, { name: 'Namn', whatToLookFor: [], countermeasures: [] }),
      await service.ask('GET', `${PATH}?limit=200`, who.id),
      await service.ask('GET', `${PATH}?q=${word}`, who.id),
      await service.ask('GET', `${PATH}?country=NO`, who.id),
      await service.ask('GET', `${PATH}?status=merged`, who.id),
    ];
    return JSON.stringify(asked.map(({ status, body }) => [status, body])).replaceAll(id, 'ID');
  }

  it('not by its id, a list, a search, a filter or what is answered to changes', async () => {
    const before = new Map<string, string>();
    for (const who of EVERYBODY) before.set(who.id, await answers(who, 'hidden-quay', 'quay'));
    const { key } = await doors.propose(IN_Y, proposal('hidden-quay', { ...ofY, aliases: ['quay-alias'], name: 'Quay at dawn' }));
    for (const who of [IN_X, ALSO_IN_X, NOWHERE, TEAM_IN_X]) {
      expect(await answers(who, 'hidden-quay', 'quay')).toBe(before.get(who.id));
      for (const name of [key, 'quay-alias']) expect((await doors.get(who, name)).status).toBe(404);
    }
    for (const who of [IN_Y, IN_BOTH, TEAM]) expect((await doors.get(who, 'hidden-quay')).status).toBe(200);
  });

  it('not by a tag that is taken', async () => {
    await doors.propose(IN_Y, proposal('same-word', { ...ofY, aliases: ['same-alias'] }));
    const own = await doors.propose(IN_X, proposal('same-word', { aliases: ['same-alias', 'more'] }));
    expect(own).toMatchObject({ id: 'same-word', revision: 1 });
    // who sees both is told of both
    expect((await doors.list(IN_BOTH)).filter((id) => id === 'same-word')).toHaveLength(2);
    expect((await doors.list(IN_X)).filter((id) => id === 'same-word')).toHaveLength(1);
    expect((await doors.post(TEAM, `${own.key}/validate`)).status).toBe(200);
    expect((await doors.get(TEAM, 'same-word')).body).toMatchObject({ key: own.key });
    // one community more would have two entries for one tag, which its member sees
    expect((await doors.put(TEAM, own.key, content({ aliases: ['same-alias', 'more'], ...ofBoth }))).body['type']).toContain('tag-taken');
    // what is public is not compared with what is hidden
    expect((await doors.put(TEAM_IN_X, own.key, content({ aliases: ['same-alias'], marking: { tlp: 'clear' } }))).status).toBe(200);
    expect((await doors.get(NOWHERE, 'same-word')).body).toMatchObject({ key: own.key });
    expect((await doors.get(IN_Y, 'same-word')).body).toMatchObject({ key: own.key });
  });

  it('not by an alias that somebody gives an entry of communities of which he is in one', async () => {
    await doors.propose(IN_BOTH, proposal('shared-lane', ofBoth));
    await doors.propose(IN_Y, proposal('only-in-y', ofY));
    const [taken, free] = await Promise.all(
      ['only-in-y', 'nowhere-at-all'].map((alias) => doors.put(TEAM_IN_X, 'shared-lane', content({ ...ofBoth, aliases: [alias] }))),
    );
    expect(taken).toMatchObject({ status: 403 });
    expect(taken?.body).toEqual(free?.body);
    expect((await doors.put(TEAM_IN_X, 'shared-lane', content({ ...ofBoth, name: 'Lane' }))).status).toBe(200);
    for (const community of [Y, 'no-such-community'])
      expect(await doors.service.ask('POST', PATH, IN_X.id, { body: proposal('for-others', { marking: { tlp: 'green', communities: [community] } }) })).toMatchObject({ status: 403 }); // prettier-ignore
  });

  it('not by what was merged into what more may read', async () => {
    await doors.propose(IN_BOTH, proposal('wide-river', ofBoth));
    await doors.propose(IN_Y, proposal('narrow-brook', { ...ofY, aliases: ['brook-alias'] }));
    expect((await doors.post(TEAM, 'narrow-brook/merge', { into: 'wide-river' })).status).toBe(200);
    expect((await doors.get(IN_X, 'wide-river')).body).toMatchObject({ aliases: [] });
    expect((await doors.get(IN_Y, 'wide-river')).body).toMatchObject({ aliases: ['narrow-brook', 'brook-alias'] });
    expect((await doors.get(IN_X, 'narrow-brook')).status).toBe(404);
    expect((await doors.get(IN_Y, 'narrow-brook')).status).toBe(303);
    expect(await doors.list(IN_X, '&q=brook')).toEqual([]);
  });

  it('not of the other communities of an entry, unless who may open it to them', async () => {
    await doors.propose(IN_BOTH, proposal('in-two-places', ofBoth));
    const seen = async (who: OrganisationState) => (await doors.get(who, 'in-two-places')).body['marking'];
    expect(await seen(IN_X)).toEqual({ tlp: 'green', communities: [X] });
    expect(await seen(IN_Y)).toEqual({ tlp: 'green', communities: [Y] });
    for (const who of [IN_BOTH, TEAM, TEAM_IN_X]) expect(await seen(who)).toEqual(ofBoth.marking);
  });

  it('not of what was said of it before it was opened to him', async () => {
    await doors.propose(IN_X, proposal('opened-late'));
    await doors.post(ALSO_IN_X, 'opened-late/disputes', { reason: 'Said among ourselves' });
    const [dispute] = (await doors.get(TEAM, 'opened-late')).body['disputes'] as { id: string }[];
    await doors.post(TEAM, `opened-late/disputes/${dispute?.id}/decision`, { outcome: 'rejected', reason: 'Also among ourselves' });
    await doors.post(TEAM, 'opened-late/validate');
    expect((await doors.put(TEAM, 'opened-late', content({ marking: { tlp: 'clear' } }))).status).toBe(200);
    const told = JSON.stringify([
      (await doors.get(NOWHERE, 'opened-late')).body,
      (await doors.get(NOWHERE, 'opened-late', '/revisions')).body,
    ]);
    expect(told).not.toContain('among ourselves');
    expect((await doors.get(IN_X, 'opened-late')).body).toMatchObject({ disputes: [{ reason: 'Said among ourselves' }] });
  });

  describe('by detection', () => {
    const propose = (tag: string, audience = X, trend = TREND) => doors.detect({ tag, audience, trend });

    it('once for a tag and audience, and to those who assess there', async () => {
      const before = await doors.list(IN_X);
      const [key, again, other] = await Promise.all([
        propose('new-slang'),
        propose('new-slang'),
        propose('new-slang', X, TREND.replace('1', '2')),
      ]);
      expect([again, other]).toEqual([key, key]);
      expect(await propose('new-slang', Y)).not.toBe(key);
      expect((await doors.get(TEAM_IN_X, 'new-slang')).body).toMatchObject({
        key,
        status: 'proposed',
        proposedByTrend: expect.stringContaining('-8000-8000-'),
        marking: { communities: [X] },
      });
      expect(await doors.list(IN_X)).toEqual(before);
      for (const who of [IN_X, IN_Y, NOWHERE]) expect((await doors.get(who, key)).status).toBe(404);
    });

    it('to machines of those who assess, and of their people to assessors alone', async () => {
      const key = await propose('for-assessors', X, TREND.replace('1', '3'));
      const [reads, reader] = [`${TEAM.id}/${assessor.id}`, `${TEAM.id}/${TEAM.people[1]?.id}`];
      const listed = async (who: string) => JSON.stringify((await doors.service.ask('GET', `${PATH}?limit=200`, who)).body);
      for (const who of [TEAM.id, reads]) {
        expect((await doors.service.ask('GET', `${PATH}/${key}`, who)).status).toBe(200);
        expect(await listed(who)).toContain(key);
      }
      for (const rest of ['', '/revisions', '/counts?audience=practitioners'])
        expect((await doors.service.ask('GET', `${PATH}/${key}${rest}`, reader)).status).toBe(404);
      expect(await listed(reader)).not.toContain(key);
      // who did something in another organisation is for those who assess, too
      await doors.propose(IN_X, proposal('by-somebody'));
      const by = async (who: string) => (await doors.service.ask('GET', `${PATH}/by-somebody/revisions`, who)).body['revisions'];
      expect(await by(reads)).toMatchObject([{ by: { organisation: IN_X.id } }]);
      expect(JSON.stringify(await by(reader))).not.toContain(IN_X.id);
    });

    it('names no trend that was taken back, whoever worked on the entry, until it is there again', async () => {
      const trend = TREND.replace('1', '4');
      const key = await propose('worked-on', X, trend);
      expect((await doors.put(TEAM, key, content({ evidence: { trends: [trend], reports: [], references: [] } }))).status).toBe(200);
      expect((await doors.post(IN_BOTH, 'worked-on/disputes', { reason: 'Why' })).status).toBe(404);
      const told = async () => JSON.stringify([(await doors.get(TEAM, key)).body, (await doors.get(TEAM, key, '/revisions')).body, (await doors.service.ask('GET', `${PATH}?q=worked-on`, TEAM.id)).body]); // prettier-ignore
      const before = await told();
      expect(before).toContain(trend);
      await doors.becomes(trend, 'retracted');
      expect(await told()).not.toContain(trend);
      await doors.becomes(trend, 'candidate');
      expect(await told()).toBe(before);
    });

    it('does not stand in the way of who proposes the same, who is not told of it', async () => {
      await propose('word-of-both');
      expect(await doors.propose(IN_X, proposal('word-of-both'))).toMatchObject({ revision: 1, status: 'proposed' });
      const body = { into: 'word-of-both' };
      const keys = (await doors.service.ask('GET', `${PATH}?q=word-of-both`, TEAM.id)).body['modiOperandi'] as {
        key: string;
        proposedByTrend?: string;
      }[];
      const ofDetection = keys.find(({ proposedByTrend }) => proposedByTrend !== undefined);
      expect((await doors.post(TEAM, `${ofDetection?.key}/merge`, body)).status).toBe(200);
      expect(await propose('word-of-both')).toBe(keys.find(({ proposedByTrend }) => proposedByTrend === undefined)?.key);
    });

    it('not what is known already, nor again what was retired', async () => {
      const { body } = await doors.get(NOWHERE, 'passport-held');
      expect(await propose('passport-held')).toBe(body['key']);
      expect(await propose('documents-withheld')).toBe(body['key']);
      const key = await propose('slang-for-nothing');
      expect((await doors.post(TEAM, `${key}/retire`)).status).toBe(200);
      expect(await propose('slang-for-nothing')).toBe(key);
      expect((await doors.get(IN_X, 'slang-for-nothing')).status).toBe(404);
    });

    it('is the community’s once it is validated, for which somebody has to say what it is', async () => {
      const key = await doors.detect({ combination: 'platform:marketplace+subsector:delivery', audience: X, trend: TREND }); // prettier-ignore
      expect((await doors.get(TEAM, key)).body).toMatchObject({
        id: 'platform-marketplace-subsector-delivery',
        channels: ['marketplace'],
        sectors: [{ subsector: 'delivery' }],
      });
      expect((await doors.post(TEAM, `${key}/validate`)).body['type']).toContain('not-ready');
      expect((await doors.put(TEAM, key, content())).status).toBe(200);
      expect((await doors.post(TEAM, `${key}/validate`)).status).toBe(200);
      const { body } = await doors.get(IN_X, key);
      expect(body).toMatchObject({ status: 'validated' });
      expect(body).not.toHaveProperty('proposedByTrend');
      expect((await doors.get(IN_X, key, '/revisions')).body).toMatchObject({ revisions: [{ act: 'validated', revision: 3 }] });
    });
  });
});
