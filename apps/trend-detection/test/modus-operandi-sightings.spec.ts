import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OrganisationState, StructuredReport } from '@landbridge/contracts';
import { structuredReport } from '@landbridge/contracts/testing';
import { CatalogueDoors, content, IN_BOTH, IN_X, IN_Y, NOWHERE, PATH, proposal, TEAM, TEAM_IN_X, X, Y } from './support/catalogue.ts';

/** A report of a day that names tags, shared with communities. */
function naming(tags: string[], day: string, over: Partial<StructuredReport> = {}): StructuredReport {
  return structuredReport({
    modusOperandi: tags,
    where: { origin: 'RO', exploitation: 'SE' },
    observed: { from: day, to: day, precision: 'day' },
    recordedAt: `${day}T10:00:00Z`,
    acceptedAt: `${day}T10:00:00Z`,
    usePurposes: ['victim-support', 'prevention'],
    marking: { tlp: 'green', communities: [X] },
    ...over,
  });
}

describe('what reports say of an entry', () => {
  let doors: CatalogueDoors;
  const first = naming(['ferry'], '2026-01-05');
  const both = naming(['ferry', 'night-ferry'], '2026-01-06');
  const alone = naming(['night-ferry'], '2026-02-03', { where: { origin: 'BG', transit: ['HU'], exploitation: 'FI' } });
  const ofY = naming(['ferry'], '2026-02-10', { marking: { tlp: 'green', communities: [Y] }, where: { origin: 'NG', exploitation: 'IT' } });
  const open = naming(['ferry'], '2025-12-01', { marking: { tlp: 'clear' }, where: { exploitation: 'DE' } });
  const monthly = naming(['ferry'], '2026-01-01', { observed: { from: '2026-01-01', to: '2026-01-31', precision: 'month' } });
  const hidden = naming(['ferry'], '2026-03-02', { marking: { tlp: 'amber', recipients: [IN_X.id] }, where: { exploitation: 'PL' } });
  const reports = [first, both, alone, ofY, open, monthly, hidden];

  beforeAll(async () => {
    doors = await CatalogueDoors.open();
    await doors.service.serveReplays();
    await doors.service.accept(reports);
    await doors.service.settled(reports.length);
    await doors.propose(
      IN_BOTH,
      proposal('ferry', { countries: [], aliases: ['night-ferry'], marking: { tlp: 'green', communities: [X, Y] } }),
    );
    await doors.post(TEAM, 'ferry/validate');
  });
  afterAll(() => doors.service.close());

  const seen = async (who: OrganisationState, id = 'ferry') => (await doors.get(who, id)).body['sightings'];
  const counts = async (who: OrganisationState, audience: string, by = 'week', id = 'ferry') =>
    (await doors.get(who, id, `/counts?audience=${audience}&by=${by}`)).body['buckets'];

  it('is told to each reader by what its audiences may count', async () => {
    expect(await seen(IN_X)).toEqual({ firstSeen: '2025-12-01', lastSeen: '2026-02-03', countries: ['BG', 'DE', 'FI', 'HU', 'RO', 'SE'] });
    expect(await seen(IN_Y)).toEqual({ firstSeen: '2025-12-01', lastSeen: '2026-02-10', countries: ['DE', 'IT', 'NG'] });
    expect(await seen(IN_BOTH)).toMatchObject({ firstSeen: '2025-12-01', lastSeen: '2026-02-10' });
    // read for something else than the charter says, it is the public’s
    const { body } = await doors.service.ask('GET', `${PATH}/ferry`, IN_X.id, { headers: { 'landbridge-purpose': 'research' } });
    expect(body['sightings']).toEqual({ firstSeen: '2025-12-01', lastSeen: '2025-12-01', countries: ['DE'] });
  });

  it('is counted by weeks and months, between what is sure and what may be', async () => {
    expect(await counts(IN_X, X)).toEqual([
      { from: '2025-12-01', atLeast: 1, atMost: 1 },
      { from: '2026-01-05', atLeast: 2, atMost: 3 },
      { from: '2026-02-02', atLeast: 1, atMost: 1 },
    ]);
    expect(await counts(IN_X, X, 'month')).toEqual([
      { from: '2025-12-01', atLeast: 1, atMost: 1 },
      { from: '2026-01-01', atLeast: 3, atMost: 4 },
      { from: '2026-02-01', atLeast: 1, atMost: 1 },
    ]);
    expect(await counts(IN_Y, Y)).toEqual([{ from: '2025-12-01', atLeast: 1, atMost: 1 }, { from: '2026-02-09', atLeast: 1, atMost: 1 }]); // prettier-ignore
    expect(await counts(IN_Y, 'public')).toEqual([{ from: '2025-12-01', atLeast: 1, atMost: 1 }]);
    for (const audience of [X, 'nowhere'])
      expect(await doors.get(IN_Y, 'ferry', `/counts?audience=${audience}`)).toMatchObject({ status: 403 });
  });

  it('is found by country, stated or reported, of what the reader’s audiences may count', async () => {
    expect(await doors.list(IN_X, '&country=HU')).toEqual(['ferry']);
    expect(await doors.list(IN_Y, '&country=HU')).toEqual([]);
    expect(await doors.list(IN_Y, '&country=IT')).toEqual(['ferry']);
    expect(await doors.list(IN_X, '&country=PL')).toEqual([]);
  });

  it('is that of both after a merge', async () => {
    const barge = naming(['barge'], '2025-11-04', { where: { exploitation: 'NL' } });
    await doors.service.accept([barge]);
    await doors.service.settled(reports.length + 1);
    await doors.propose(IN_X, proposal('barge', { countries: [] }));
    expect(await seen(IN_X, 'barge')).toEqual({ firstSeen: '2025-11-04', lastSeen: '2025-11-04', countries: ['NL'] });
    expect((await doors.post(TEAM, 'barge/merge', { into: 'ferry' })).status).toBe(200);
    expect(await seen(IN_X)).toMatchObject({ firstSeen: '2025-11-04', countries: expect.arrayContaining(['NL', 'SE']) });
    expect(await counts(IN_X, X)).toContainEqual({ from: '2025-11-03', atLeast: 1, atMost: 1 });
    // the tag of what it may not see says nothing to it
    expect(await seen(IN_Y)).toMatchObject({ firstSeen: '2025-12-01' });
    await doors.service.withdraw([barge]);
    await doors.service.settled(reports.length);
    expect(await seen(IN_X)).toMatchObject({ firstSeen: '2025-12-01' });
  });

  it('is that of reports which name its key, too, and after a merge the keys of what was merged into it', async () => {
    const [tram, bus] = [await doors.propose(IN_X, proposal('tram', { countries: [] })), await doors.propose(IN_X, proposal('bus', { countries: [] }))]; // prettier-ignore
    const byKey = naming([tram.key], '2025-10-07', { where: { exploitation: 'EE' } });
    const merged = naming([bus.key], '2025-10-15', { where: { exploitation: 'LV' } });
    await doors.service.accept([byKey, merged]);
    await doors.service.settled(reports.length + 2);
    expect(await seen(IN_X, 'tram')).toEqual({ firstSeen: '2025-10-07', lastSeen: '2025-10-07', countries: ['EE'] });
    expect(await counts(IN_X, X, 'week', 'tram')).toEqual([{ from: '2025-10-06', atLeast: 1, atMost: 1 }]);
    expect(await doors.list(IN_X, '&country=EE')).toEqual(['tram']);
    expect((await doors.post(TEAM, 'bus/merge', { into: 'tram' })).status).toBe(200);
    expect(await seen(IN_X, 'tram')).toEqual({ firstSeen: '2025-10-07', lastSeen: '2025-10-15', countries: ['EE', 'LV'] });
    expect(await counts(IN_X, X, 'month', 'tram')).toEqual([{ from: '2025-10-01', atLeast: 2, atMost: 2 }]);
    expect((await doors.get(IN_X, 'tram')).body).toMatchObject({ aliases: ['bus'] });
    await doors.service.withdraw([byKey, merged]);
    await doors.service.settled(reports.length);
    expect(await seen(IN_X, 'tram')).toEqual({ countries: [] });
  });

  describe('as evidence', () => {
    const evidence = (...ids: string[]) => ({ evidence: { trends: [], reports: ids, references: [] } });
    const shown = async (who: OrganisationState, id: string) => (await doors.get(who, id)).body['evidence'];

    it('is taken of who may know of it, and shown to who may', async () => {
      const own = { ...evidence(first.id, ofY.id, open.id), marking: { tlp: 'green' as const, communities: [X, Y] } };
      expect((await doors.propose(IN_BOTH, proposal('with-evidence', own))).evidence.reports).toEqual([first.id, ofY.id, open.id]);
      expect(await shown(IN_X, 'with-evidence')).toMatchObject({ reports: [first.id, open.id] });
      expect(await shown(IN_Y, 'with-evidence')).toMatchObject({ reports: [ofY.id, open.id] });
      expect((await doors.get(IN_X, 'with-evidence', '/revisions')).body).toMatchObject({
        revisions: [{ entry: { evidence: { reports: [first.id, open.id] } } }],
      });
      for (const foreign of [ofY.id, hidden.id]) {
        const answer = await doors.service.ask('POST', PATH, IN_X.id, { body: proposal('foreign-evidence', evidence(foreign)) });
        expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer: '/evidence/reports/0' }] } });
      }
      expect((await doors.get(NOWHERE, 'with-evidence')).status).toBe(404);
    });

    it('stays where an editor does not see it, and goes with a withdrawal', async () => {
      const narrower = { ...evidence(first.id, open.id), marking: { tlp: 'green' as const, communities: [X, Y] } };
      expect((await doors.put(TEAM_IN_X, 'with-evidence', content(narrower))).body['evidence']).toMatchObject({
        reports: [first.id, open.id],
      });
      expect(await shown(IN_Y, 'with-evidence')).toMatchObject({ reports: [ofY.id, open.id] });
      await doors.post(TEAM, 'with-evidence/validate');
      const { revision } = (await doors.get(TEAM, 'with-evidence')).body as { revision: number };
      const over = { ...evidence(open.id), marking: { tlp: 'clear' as const } };
      expect((await doors.put(TEAM, 'with-evidence', content(over), `"${revision}"`)).status).toBe(200);
      expect(await shown(NOWHERE, 'with-evidence')).toMatchObject({ reports: [open.id] });
      await doors.service.withdraw([open]);
      await doors.service.settled(reports.length - 1);
      expect(await shown(NOWHERE, 'with-evidence')).toMatchObject({ reports: [] });
    });
  });
});
