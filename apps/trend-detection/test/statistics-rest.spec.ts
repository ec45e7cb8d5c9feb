import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { StatisticsRelease } from '../src/statistics/statistics.bodies.ts';
import { MEMBER, Service, until } from './support/service.ts';
import { publicReports, YEAR } from './support/statistics.ts';

const PATH = '/v1/statistics/releases';
const OPERATOR = '/v1/operator/statistics';

describe('public figures over REST', () => {
  let service: Service;
  beforeAll(async () => {
    process.env['STATISTICS_EPSILON'] = '0.5';
    service = await Service.open();
    await service.start(new Date('2026-03-09T02:00:00Z'));
    await service.serveReplays();
    await service.accept(publicReports(60));
    await service.settled(60);
  });
  afterAll(async () => {
    delete process.env['STATISTICS_EPSILON'];
    await service.close();
  });

  const ask = (payload: object, caller = 'operator') => service.request({ method: 'POST', url: `${OPERATOR}/releases`, payload }, caller);
  const json = (answer: { text: string }) => JSON.parse(answer.text) as Record<string, unknown>;

  it('are asked for by the operator, and read by anybody once they are published', async () => {
    const asked = await ask({ ...YEAR, tables: ['total', 'corridor'], units: ['reports', 'victims'] });
    expect([asked.status, json(asked)]).toEqual([202, { number: 1 }]);
    const answer = await until('the release is published', async () => {
      const tried = await service.request({ url: `${PATH}/1` });
      return tried.status === 200 ? tried : undefined;
    });
    const release = json(answer) as unknown as StatisticsRelease;
    expect(release).toMatchObject({ number: 1, from: '2025', to: '2025', tables: ['total', 'corridor'], codebook: { k: 11 } });
    expect(release.figures).toHaveLength(4);
    expect(release.figures[0]).toEqual({ table: 'total', period: '2025', codes: {}, unit: 'reports', value: expect.any(Number) });
    expect(release.figures[2]?.codes).toEqual({ origin: 'RO', exploitation: 'SE' });
    const { codebook: _codebook, figures: _figures, ...summary } = release;
    expect(json(await service.request({ url: PATH }))).toEqual({ releases: [summary] });
    expect((await service.request({ url: `${PATH}/1` }, MEMBER.id)).text).toBe(answer.text);
  });

  it('never change, and say so', async () => {
    const first = await service.request({ url: `${PATH}/1` });
    expect(first.headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      etag: expect.stringMatching(/^"[0-9a-f]{64}"$/),
    });
    expect(first.headers['etag']).toBe(`"${createHash('sha256').update(first.text).digest('hex')}"`);
    await service.accept(publicReports(200));
    await service.settled(260);
    expect(await service.request({ url: `${PATH}/1` })).toMatchObject({ text: first.text });
    const etag = String(first.headers['etag']);
    for (const had of [etag, `W/${etag}`, `"other", ${etag}`, '*'])
      expect(await service.request({ url: `${PATH}/1`, headers: { 'if-none-match': had } })).toMatchObject({ status: 304, text: '' });
    expect((await service.request({ url: `${PATH}/1`, headers: { 'if-none-match': '"other"' } })).status).toBe(200);
  });

  it('are read as CSV, by the query or by what is accepted', async () => {
    const byQuery = await service.request({ url: `${PATH}/1?format=csv` });
    expect(byQuery.headers['content-type']).toContain('text/csv');
    const lines = byQuery.text.trimEnd().split('\r\n');
    expect(lines[0]).toBe('release,table,period,purpose,sector,platform,citizenship,origin,exploitation,unit,value');
    expect(lines).toHaveLength(5);
    const accepted = await service.request({ url: `${PATH}/1`, headers: { accept: 'text/csv' } });
    expect(accepted.text).toBe(byQuery.text);
    expect(accepted.headers['etag']).not.toBe((await service.request({ url: `${PATH}/1` })).headers['etag']);
    const both = await service.request({ url: `${PATH}/1`, headers: { accept: 'application/json, text/csv' } });
    expect(both.headers['content-type']).toContain('json');
  });

  it('spend a budget, and are refused when it is spent', async () => {
    expect((await ask({ ...YEAR, epsilon: 0.4 })).status).toBe(202);
    const refused = await ask({ ...YEAR, epsilon: 0.2 });
    expect(refused.status).toBe(409);
    expect(json(refused)).toMatchObject({ type: expect.stringContaining('privacy-budget-spent'), left: 0.1 });
    await until('it is published', async () => (await service.request({ url: `${PATH}/2` })).status === 200);
    const status = json(await service.request({ url: OPERATOR }, 'operator'));
    expect(status).toEqual({ making: [], budget: { total: 0.5, spent: 0.4, left: 0.1 } });
  });

  it('are foreseen by the operator only', async () => {
    const preview = (caller: string) => service.request({ method: 'POST', url: `${OPERATOR}/previews`, payload: YEAR }, caller);
    expect(json(await preview('operator'))).toMatchObject({ tables: [{ table: 'total', cells: 1, counted: 260 }, {}] });
    expect((await preview(MEMBER.id)).status).toBe(403);
    expect((await service.request({ url: OPERATOR }, MEMBER.id)).status).toBe(403);
    expect((await ask(YEAR, MEMBER.id)).status).toBe(403);
    expect((await service.request({ method: 'POST', url: `${OPERATOR}/releases`, payload: YEAR })).status).toBe(401);
  });

  it.each<[string, object, string]>([
    ['nothing', {}, '/from'],
    ['a month', { ...YEAR, from: '2025-05' }, '/from'],
    ['a quarter that is none', { ...YEAR, to: '2025-Q5' }, '/to'],
    ['no table', { ...YEAR, tables: [] }, '/tables'],
    ['an unknown table', { ...YEAR, tables: ['age'] }, '/tables'],
    ['a table twice', { ...YEAR, tables: ['total', 'total'] }, '/tables'],
    ['tables that are no list', { ...YEAR, tables: 'total' }, '/tables'],
    ['an unknown unit', { ...YEAR, units: ['offences'] }, '/units'],
    ['no unit', { ...YEAR, units: [] }, '/units'],
    ['an epsilon of nothing', { ...YEAR, epsilon: 0 }, '/epsilon'],
    ['an epsilon below zero', { ...YEAR, epsilon: -1 }, '/epsilon'],
    ['an epsilon in finer steps', { ...YEAR, epsilon: 0.0005 }, '/epsilon'],
    ['an epsilon in words', { ...YEAR, epsilon: 'much' }, '/epsilon'],
    ['what is not known', { ...YEAR, k: 3 }, '/k'],
  ])('are not made of %s', async (_title, body, pointer) => {
    const answer = await ask(body);
    expect(answer.status).toBe(400);
    expect(JSON.stringify(json(answer)['errors'])).toContain(`"${pointer}`);
  });

  it.each([
    ['a release that is not there', `${PATH}/999`, 404],
    ['a number that is none', `${PATH}/first`, 400],
    ['a number below one', `${PATH}/0`, 400],
    ['a part of a number', `${PATH}/1.5`, 400],
    ['another format', `${PATH}/1?format=xml`, 400],
    ['a cursor of another list', `${PATH}?cursor=nonsense`, 400],
    ['too long a page', `${PATH}?limit=1000`, 400],
  ])('are not read as %s', async (_title, url, status) => {
    expect((await service.request({ url })).status).toBe(status);
  });
});
