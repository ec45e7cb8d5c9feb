import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  compileCheck,
  DETECTION_METHODS,
  DIMENSIONS,
  MEASURES,
  MODUS_OPERANDI_STAGES,
  MODUS_OPERANDI_STATUSES,
  PURPOSES,
  Trend,
  TREND_GRAINS,
  TREND_KINDS,
  TREND_STATES,
} from '@landbridge/contracts';
import { charter } from '@landbridge/contracts/testing';
import { FORMATS } from '../src/csv/csv.ts';
import { LANGUAGES } from '../src/explanations/catalogue.ts';
import { MATRIX_DIMENSIONS } from '../src/matrices/matrices.bodies.ts';
import { COUNTED_BY } from '../src/modus-operandi/sightings.service.ts';
import { BUCKETS, CLOCKS } from '../src/series/buckets.ts';
import { background, RISING, weekOf } from './support/rises.ts';
import { ASSESSOR, MEMBER, Service, until } from './support/service.ts';

interface Operation {
  readonly parameters?: readonly { readonly in: string; readonly name: string; readonly schema: { type?: string; enum?: string[] } }[];
}

/** A second corridor rises as well, so that there are trends enough for pages. */
const quiet = [...background(20), ...weekOf(0, 9, { origin: 'UA', exploitation: 'NO' })];
let rise = weekOf(0, 12, RISING);

describe('trend-detection', () => {
  let service: Service;
  let found: Trend;
  beforeAll(async () => {
    service = await Service.open();
    await service.start(new Date('2026-03-09T02:00:00Z'));
    await service.serveReplays();
  });
  afterAll(() => service.close());

  it('counts what comes from Kafka, and tells a planted rise on trends as a candidate', async () => {
    await service.accept([...quiet, ...rise]);
    const reports = quiet.length + rise.length;
    const status = await service.settled(reports);
    expect(status).toMatchObject({ state: 'live', lag: 0, totals: { victim: 2 * reports }, dirty: 0, evaluatedWeek: '2026-03-02' });
    const told = await service.told();
    for (const { trend } of told) expect(compileCheck(Trend).explain(trend)).toEqual([]);
    const corridor = told.filter(({ trend }) => trend.series.value === 'RO>SE');
    expect(corridor[0]).toMatchObject({ name: 'org.landbridge.trend.opened.v1', trend: { state: 'candidate', audience: 'practitioners' } });
    // it may be told before the last reports are counted, and revised then
    found = corridor.at(-1)!.trend;
    const latest = new Map(told.map(({ trend }) => [trend.id, trend.state]));
    expect(status['trendsOpen']).toBe([...latest.values()].filter((state) => state === 'candidate').length);
  });

  it('shows candidates to the assessing team and to nobody else', async () => {
    const list = await service.get('/v1/trends?dimension=corridor&value=RO%3ESE', ASSESSOR.id);
    const { translations, ...answered } = found;
    expect(list.body).toEqual({ trends: [answered] });
    expect((await service.get(`/v1/trends/${found.id}`, ASSESSOR.id)).body).toMatchObject(answered);
    expect((await service.get(`/v1/trends/${found.id}?language=sv`, ASSESSOR.id)).body).toMatchObject({ explanation: translations?.sv });
    expect((await service.get('/v1/trends', MEMBER.id)).body).toEqual({ trends: [] });
    expect((await service.get(`/v1/trends/${found.id}`, MEMBER.id)).status).toBe(404);
    expect((await service.get('/v1/trends?cursor=nonsense', MEMBER.id)).status).toBe(400);
  });

  it('goes through the trends page by page', async () => {
    const all = (await service.get('/v1/trends')).body as { trends: Trend[] };
    const pages: Trend[] = [];
    for (let next: string | undefined = ''; next !== undefined;) {
      const page = (await service.get(`/v1/trends?limit=1${next && `&cursor=${next}`}`)).body as { trends: Trend[]; next?: string };
      pages.push(...page.trends);
      next = page.next;
    }
    expect(pages).toEqual(all.trends);
    expect(pages.length).toBeGreaterThan(1);
  });

  it('says in its OpenAPI document what every parameter takes, and which codes', async () => {
    const { paths } = (await service.get('/openapi.json')).body as { paths: Record<string, Record<string, Operation>> };
    const operations = Object.entries(paths).flatMap(([path, methods]) => Object.values(methods).map(({ parameters = [] }) => ({ path, parameters }))); // prettier-ignore
    const asked = operations.flatMap(({ path, parameters }) =>
      parameters.filter((one) => one.in === 'query').map((one) => ({ path, ...one })),
    );
    expect(asked.filter(({ schema }) => schema.type === undefined)).toEqual([]);
    const codesOf = (path: string) => Object.fromEntries(asked.flatMap((one) => (one.path === path && one.schema.enum ? [[one.name, one.schema.enum]] : []))); // prettier-ignore
    const cut = { bucket: BUCKETS, clock: CLOCKS };
    expect(codesOf('/v1/trends')).toMatchObject({ state: TREND_STATES, kind: TREND_KINDS, method: DETECTION_METHODS, grain: TREND_GRAINS, dimension: DIMENSIONS, measure: MEASURES }); // prettier-ignore
    expect(codesOf('/v1/series')).toMatchObject({ ...cut, dimension: DIMENSIONS, measure: MEASURES, format: FORMATS });
    expect(codesOf('/v1/series/chart.svg')).toMatchObject({ ...cut, dimension: DIMENSIONS, measure: MEASURES, language: LANGUAGES });
    expect(codesOf('/v1/trends/{id}/series')).toMatchObject({ ...cut, format: FORMATS });
    expect(codesOf('/v1/trends/{id}/chart.svg')).toMatchObject({ ...cut, language: LANGUAGES });
    expect(codesOf('/v1/matrices')).toMatchObject({ rows: MATRIX_DIMENSIONS, columns: MATRIX_DIMENSIONS, format: FORMATS });
    expect(codesOf('/v1/routes')).toMatchObject({ purpose: PURPOSES, format: FORMATS });
    expect(codesOf('/v1/modus-operandi')).toMatchObject({ status: MODUS_OPERANDI_STATUSES, stage: MODUS_OPERANDI_STAGES });
    expect(codesOf('/v1/modus-operandi/{id}/counts')).toMatchObject({ by: COUNTED_BY });
    expect(codesOf('/v1/statistics/releases/{number}')).toMatchObject({ format: FORMATS });
  });

  it('reads a series to the members of its audience', async () => {
    const path = '/v1/series?dimension=corridor&value=RO%3ESE&audience=practitioners';
    const { status, body } = await service.get(path, MEMBER.id);
    expect(status).toBe(200);
    expect((body as { buckets: unknown[] }).buckets).toHaveLength(20);
    expect((body as { buckets: unknown[] }).buckets.at(-1)).toMatchObject({ from: '2026-03-02', count: 13 });
    expect((await service.get(path.replace('practitioners', 'law-enforcement'), MEMBER.id)).status).toBe(403);
    expect((await service.get(path.replace('practitioners', 'public'), MEMBER.id)).body).toMatchObject({ buckets: [] });
  });

  it('reads a community’s series for the purpose of its charter', async () => {
    const path = '/v1/series?dimension=corridor&value=RO%3ESE&audience=practitioners';
    const unstated = await service.get(path, MEMBER.id);
    expect(await service.get(path, MEMBER.id, 'victim-support')).toEqual(unstated);
    expect((await service.get(path, MEMBER.id, 'research')).status).toBe(403);
    expect((await service.get(path, MEMBER.id, 'immigration')).status).toBe(400);
    expect((await service.get(path.replace('practitioners', 'public'), MEMBER.id, 'research')).status).toBe(200);
    expect((await service.get('/v1/trends', ASSESSOR.id, 'research')).body).toEqual({ trends: [] });
    expect((await service.get(`/v1/trends/${found.id}`, ASSESSOR.id, 'research')).status).toBe(404);
  });

  it.each(['/v1/series?dimension=total&value=all&audience=', '/v1/trends?audience='])(
    'answers %s of a community that one is not in as of one that there is not',
    async (path) => {
      const outside = await service.get(`${path}research`, MEMBER.id);
      expect(outside.status).toBe(403);
      expect(await service.get(`${path}nowhere`, MEMBER.id)).toEqual(outside);
    },
  );

  it('takes what is narrowed out of counts and trends', async () => {
    const [recipient, purpose, unreadable, ...others] = rise.map((report) => ({ ...report, revision: 2 }));
    if (!recipient || !purpose || !unreadable) throw new Error('The rise is too small.');
    await service.narrow(
      [
        { ...recipient, marking: { tlp: 'amber', recipients: [ASSESSOR.id] } },
        { ...purpose, usePurposes: ['prevention'] },
      ],
      [unreadable],
    );
    await service.settled(quiet.length + rise.length - 1);
    const series = await service.get('/v1/series?dimension=corridor&value=RO%3ESE&audience=practitioners', MEMBER.id);
    expect((series.body as { buckets: unknown[] }).buckets.at(-1)).toMatchObject({ from: '2026-03-02', count: 10 });
    found = (await service.get(`/v1/trends/${found.id}`, ASSESSOR.id)).body as Trend;
    expect(found).toMatchObject({ state: 'candidate', evidence: { observed: 10 } });
    expect(await service.recountCheck()).toMatchObject({ equal: true });
    rise = [recipient, purpose, unreadable, ...others];
  });

  it('makes figures anew when the charter changes, and lets a newcomer wait for them', async () => {
    const path = '/v1/series?dimension=corridor&value=RO%3ESE&audience=practitioners';
    service.neighbours.setCharter('practitioners', charter({ clearance: 'red' }));
    await until('members lose what they are no longer cleared for', async () => (await service.get(path, MEMBER.id)).status === 403);
    await until('the figures stand under the charter', async () => {
      const { madeAnew, settled } = await service.status();
      return settled === true && Array.isArray(madeAnew) && madeAnew.length === 0;
    });
    service.neighbours.setCharter('practitioners', charter());
    const answer = await until('the figures are made anew for members', async () => {
      const { status, body } = await service.get(path, MEMBER.id);
      expect([200, 403, 503]).toContain(status);
      return status === 200 ? body : undefined;
    });
    expect((answer as { buckets: unknown[] }).buckets.at(-1)).toMatchObject({ from: '2026-03-02', count: 10 });
    await service.settled(quiet.length + rise.length - 1);
    found = (await service.get(`/v1/trends/${found.id}`, ASSESSOR.id)).body as Trend;
    expect(found).toMatchObject({ state: 'candidate', evidence: { observed: 10 } });
  });

  it('counts exactly after revisions and withdrawals, and takes the trend back', async () => {
    const revised = quiet.slice(0, 50).map((report) => ({ ...report, revision: 2, where: { origin: 'HU', exploitation: 'AT' } }));
    await service.accept(revised);
    await service.accept(quiet.slice(0, 20));
    await service.withdraw([...rise, ...quiet.slice(100, 110)]);
    await service.settled(quiet.length - 10);
    expect(await service.recountCheck()).toMatchObject({
      equal: true,
      reports: quiet.length - 10,
    });
    const series = await service.get('/v1/series?dimension=corridor&value=HU%3EAT&audience=practitioners');
    const { buckets } = series.body as { buckets: { count: number }[] };
    expect(buckets.reduce((sum, { count }) => sum + count, 0)).toBe(50);
    expect((await service.get(`/v1/trends/${found.id}`)).body).toMatchObject({ state: 'retracted', closedBecause: 'reports-withdrawn' });
    expect((await service.told()).map(({ name, trend }) => `${name} ${trend.id}`)).toContain(`org.landbridge.trend.closed.v1 ${found.id}`);
  });

  it('raises nothing from yearly figures', async () => {
    const before = (await service.told()).length;
    const yearly = weekOf(0, 300, RISING).map((report) => ({
      ...report,
      observed: { from: '2025-01-01', to: '2025-12-31', precision: 'year' as const },
      quantities: [{ unit: 'offence' as const, value: 7 }],
    }));
    await service.accept(yearly);
    const status = await service.settled(quiet.length - 10 + 300);
    expect(status).toMatchObject({ totals: { offence: 2_100 } });
    expect(await service.told()).toHaveLength(before);
  });

  it('goes on where it was after a restart, and evaluates a week that ended meanwhile', async () => {
    await service.stop();
    const late = weekOf(1, 12, RISING);
    await service.accept(late);
    await service.start(new Date('2026-03-16T02:00:00Z'));
    const status = await service.settled(quiet.length - 10 + 300 + late.length);
    expect(status).toMatchObject({ evaluatedWeek: '2026-03-09' });
    const trends = (await service.get('/v1/trends?dimension=corridor&value=RO%3ESE&state=candidate')).body as { trends: Trend[] };
    expect(trends.trends).toMatchObject([{ series: { value: 'RO>SE' }, lastBucket: '2026-03-09' }]);
  });

  it('counts the same from a replay when Kafka has lost its topics', async () => {
    const { generation } = await service.status();
    await service.stop();
    await service.recreateTopic('reports');
    await service.start(new Date('2026-03-16T02:00:00Z'));
    const before = (await service.told()).length;
    const held = [...quiet.slice(110), ...weekOf(1, 12, RISING)];
    await service.serveReplays(held);
    const status = await service.settled(held.length);
    expect(status['generation']).not.toBe(generation);
    await service.accept([{ ...held[0]!, revision: 2, where: { origin: 'HU', exploitation: 'AT' } }]);
    await service.withdraw([held[1]!]);
    await service.settled(held.length - 1);
    expect(await service.recountCheck()).toMatchObject({
      equal: true,
      reports: held.length - 1,
    });
    expect((await service.told()).length).toBeLessThan(before + 20);
  });
});
