import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Trend } from '@landbridge/contracts';
import { getModelToken } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import type { TrendAnswer } from '../src/trends/trend.query.ts';
import { StoredTrend } from '../src/trends/trend.schema.ts';
import { background, RISING, weekOf } from './support/rises.ts';
import { ASSESSOR, MEMBER, Service } from './support/service.ts';

const AUDIENCE = 'audience=practitioners';
const CORRIDOR = `dimension=corridor&value=RO%3ESE&${AUDIENCE}`;
const quiet = background(20);
const rise = weekOf(0, 12, RISING);
const open = weekOf(1, 1, RISING);
const yearly = weekOf(0, 5, RISING).map((report) => ({
  ...report,
  observed: { from: '2025-01-01', to: '2025-12-31', precision: 'year' as const },
}));
const reports = [...quiet, ...rise, ...open, ...yearly];

describe('figures over REST', () => {
  let service: Service;
  beforeAll(async () => {
    service = await Service.open();
    await service.start(new Date('2026-03-10T02:00:00Z'));
    await service.serveReplays();
    await service.accept(reports);
    await service.settled(reports.length);
  });
  afterAll(() => service.close());

  const json = async <T>(path: string, who: string = MEMBER.id) => {
    const { status, body } = await service.get(path, who);
    expect({ status, body }).toMatchObject({ status: 200 });
    return body as T;
  };
  interface Buckets {
    buckets: Record<string, unknown>[];
  }

  it('tells of each week what was expected, where a change stands, and what is not over', async () => {
    const { buckets } = await json<Buckets>(`/v1/series?${CORRIDOR}`, ASSESSOR.id);
    expect(buckets).toHaveLength(21);
    expect(buckets[0]).toEqual({ from: '2025-10-20', count: 1, alarm: false });
    expect(buckets[15]).toMatchObject({ count: 1, expected: expect.any(Number), upper: expect.any(Number), alarm: false });
    expect(buckets[19]).toMatchObject({ from: '2026-03-02', count: 13, alarm: true });
    expect(buckets[19]?.['upper']).toBeLessThan(13);
    expect(buckets.map(({ provisional }) => provisional)).toEqual([...Array<undefined>(20).fill(undefined), true]);
    // where a candidate stands is for those who assess
    const toMember = await json<Buckets>(`/v1/series?${CORRIDOR}`);
    expect(toMember.buckets).toEqual(buckets.map((bucket) => ({ ...bucket, alarm: false })));
    const marked = async (who: string) =>
      (await service.request({ url: `/v1/series/chart.svg?${CORRIDOR}` }, who)).text.includes('One stands out');
    expect([await marked(ASSESSOR.id), await marked(MEMBER.id)]).toEqual([true, false]);
  });

  it('narrows a series, cuts it by the year, and counts by either clock', async () => {
    const narrowed = await json<Buckets>(`/v1/series?${CORRIDOR}&from=2026-02-25&to=2026-03-03`);
    expect(narrowed.buckets.map(({ from }) => from)).toEqual(['2026-02-23', '2026-03-02']);
    expect(narrowed.buckets[1]).toMatchObject({ count: 13, expected: expect.any(Number) });
    const counts = async (query: string) =>
      (await json<Buckets>(`/v1/series?${CORRIDOR}&bucket=year${query}`)).buckets.map(
        ({ from, count }) => `${String(from)} ${String(count)}`,
      );
    // yearly figures count in years, and in no shorter bucket
    expect(await counts('')).toEqual(['2025-01-01 11', '2026-01-01 27']);
    expect(await counts('&clock=observed')).toEqual(['2025-01-01 16', '2026-01-01 22']);
  });

  it('counts what is a series of several, too, and says of a script that it has none', async () => {
    const combination = encodeURIComponent('corridor:RO>SE+total:all');
    const counted = (path: string) => json<Buckets>(`/v1/series?${AUDIENCE}&${path}`);
    const counts = ({ buckets }: Buckets) =>
      buckets.map(({ from, count, expected, upper, lower }) => ({ from, count, expected, upper, lower }));
    const own = counts(await counted('dimension=corridor&value=RO%3ESE'));
    expect(own.filter(({ expected }) => expected !== undefined).length).toBeGreaterThan(4);
    expect(counts(await counted(`dimension=combination&value=${combination}`))).toEqual(own);
    expect(counts(await counted('dimension=corridor-region&value=RO%3EFI%2BSE'))).toEqual(own);
    expect(await service.get(`/v1/series?${AUDIENCE}&dimension=script&value=0123456789abcdef`, MEMBER.id)).toMatchObject({ status: 404 });
  });

  it('gives a series as CSV, asked for by name or by Accept', async () => {
    const path = `/v1/series?${CORRIDOR}&from=2026-03-02`;
    const byName = await service.request({ url: `${path}&format=csv` }, MEMBER.id);
    const byAccept = await service.request({ url: path, headers: { accept: 'text/csv' } }, MEMBER.id);
    expect(byName.headers).toMatchObject({ 'content-type': expect.stringMatching(/^text\/csv/), vary: expect.stringContaining('accept') });
    expect(byAccept.text).toBe(byName.text);
    const [header, week, unfinished] = byName.text.split('\r\n');
    expect(header).toBe(
      'audience,dimension,value,measure,bucket,clock,from,count,expected,upper,lower,alarm,provisional,nowcast,nowcastLower,nowcastUpper,nowcastShare',
    );
    expect(week).toMatch(/^practitioners,corridor,RO>SE,reports,week,recorded,2026-03-02,13,.*,false,false,[^,]*,[^,]*,[^,]*,[^,]*$/);
    expect(unfinished).toMatch(/,2026-03-09,1,.*,false,true,\d+\.\d,1,\d+,0\.\d+$/);
  });

  it('draws a series in the language asked for', async () => {
    const english = await service.request({ url: `/v1/series/chart.svg?${CORRIDOR}` }, MEMBER.id);
    expect(english).toMatchObject({
      status: 200,
      headers: {
        'content-type': 'image/svg+xml; charset=utf-8',
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'",
      },
    });
    expect(english.text).toMatch(/^<svg .*Romania → Sweden/s);
    const swedish = await service.request({ url: `/v1/series/chart.svg?${CORRIDOR}`, headers: { 'accept-language': 'sv' } }, MEMBER.id);
    expect(swedish.text).toContain('Rumänien → Sverige');
    const french = await service.request({ url: `/v1/series/chart.svg?${CORRIDOR}&language=fr` }, MEMBER.id);
    expect(french.text).toContain('Roumanie → Suède');
  });

  it('shows the series of a trend to whoever may read the trend', async () => {
    const { trends } = await json<{ trends: Trend[] }>('/v1/trends?dimension=corridor&value=RO%3ESE', ASSESSOR.id);
    const path = `/v1/trends/${trends[0]?.id ?? ''}`;
    const own = await json<Buckets>(`${path}/series`, ASSESSOR.id);
    expect(own).toEqual(await json<Buckets>(`/v1/series?${CORRIDOR}`, ASSESSOR.id));
    const chart = await service.request({ url: `${path}/chart.svg?language=es` }, ASSESSOR.id);
    expect(chart).toMatchObject({ status: 200, headers: { 'content-type': 'image/svg+xml; charset=utf-8' } });
    expect(chart.text).toContain('Rumanía → Suecia');
    // a candidate is for those who assess
    for (const door of ['series', 'chart.svg']) expect((await service.get(`${path}/${door}`, MEMBER.id)).status).toBe(404);
  });

  it('says where to read on, each of which can be opened', async () => {
    const { trends } = await json<{ trends: Trend[] }>('/v1/trends?dimension=corridor&value=RO%3ESE', ASSESSOR.id);
    const { readNext } = await json<TrendAnswer>(`/v1/trends/${trends[0]?.id ?? ''}`, ASSESSOR.id);
    const here = readNext.filter(({ service: at }) => at === 'trend-detection');
    expect(here.map(({ what }) => what)).toEqual(expect.arrayContaining(['chart', 'series', 'routes']));
    for (const { path } of here) expect([path, (await service.request({ url: path }, ASSESSOR.id)).status]).toEqual([path, 200]);
    expect(readNext.at(-1)).toMatchObject({ what: 'reports', service: 'ingestion', path: expect.stringContaining('corridor=RO%3ESE') });
  });

  it('tells a trend in the language asked for', async () => {
    const corridor = '/v1/trends?dimension=corridor&value=RO%3ESE';
    const ask = async (url: string, accepted?: string) => {
      const answer = await service.request({ url, headers: accepted === undefined ? {} : { 'accept-language': accepted } }, ASSESSOR.id);
      return { language: answer.headers['content-language'], body: JSON.parse(answer.text) as Trend & { trends: Trend[] } };
    };
    const english = await ask(corridor);
    expect(english).toMatchObject({ language: 'en', body: { trends: [{ explanation: expect.stringMatching(/^Change in reports/) }] } });
    const one = `/v1/trends/${english.body.trends[0]?.id ?? ''}`;
    expect(await ask(corridor, 'sv')).toMatchObject({ language: 'sv', body: { trends: [{ explanation: expect.stringMatching(/^Förändring/) }] } }); // prettier-ignore
    const romanian = await ask(one, 'ro-MD, en;q=0.5');
    expect(romanian).toMatchObject({ language: 'ro', body: { explanation: expect.stringMatching(/^Schimbare/) } });
    const { explanation: _, ...same } = english.body.trends[0]!;
    expect(romanian.body).toMatchObject(same);
    expect(romanian.body).not.toHaveProperty('judgement');
    expect(await ask(`${one}?language=fr`, 'sv')).toMatchObject({ language: 'fr', body: { explanation: expect.stringMatching(/^Évolution/) } }); // prettier-ignore
  });

  it('gives trends as CSV page by page, each with the way to the next in a header', async () => {
    const { trends } = await json<{ trends: Trend[] }>('/v1/trends', ASSESSOR.id);
    // of an audience that nobody evaluates, so that they stay
    const others = trends.flatMap(({ id: _, series, ...trend }) =>
      Array.from({ length: 3 }, () => ({
        ...trend,
        _id: randomUUID(),
        audience: 'elsewhere',
        series: { ...series, dimension: 'script' as const },
      })),
    );
    await service.part<Model<StoredTrend>>(getModelToken(StoredTrend.name)).insertMany(others);
    const rows: string[] = [];
    let path: string | undefined = '/v1/trends?dimension=script&limit=2&format=csv';
    while (path !== undefined && rows.length < others.length) {
      const page = await service.request({ url: path }, 'operator');
      expect(page).toMatchObject({ status: 200, headers: { 'content-type': expect.stringMatching(/^text\/csv/) } });
      const [header, ...own] = page.text.trimEnd().split('\r\n');
      expect(header).toMatch(/^id,revision,state,kind,/);
      rows.push(...own);
      const { link } = page.headers;
      path = typeof link === 'string' ? /^<(.*)>; rel="next"$/.exec(link)?.[1] : undefined;
    }
    expect(path).toBeUndefined();
    expect(rows.map((row) => row.split(',')[0]).sort()).toEqual(others.map(({ _id }) => _id).sort());
    const all = await service.request({ url: '/v1/trends?dimension=script', headers: { accept: 'text/csv' } }, 'operator');
    expect(all.text.trimEnd().split('\r\n').slice(1)).toEqual(rows);
    // candidates are for those who assess
    const members = await service.request({ url: '/v1/trends?format=csv' }, MEMBER.id);
    expect(members.text.split('\r\n')).toHaveLength(2);
  });

  it('gives the routes, and those that enough reports tell of', async () => {
    const routes = await json<Record<string, unknown>>(`/v1/routes?${AUDIENCE}`);
    const edge = (from: string, to: string, number: number) => ({ leg: 'origin-exploitation', from, to, reports: number });
    expect(routes).toMatchObject({ from: '2025-03-11', to: '2026-03-10', reports: reports.length });
    expect(routes['edges']).toEqual([edge('BG', 'DE', 180), edge('RO', 'SE', 38)]);
    expect(await json(`/v1/routes?${AUDIENCE}&from=2026-03-02&to=2026-03-08&minimum=10`)).toMatchObject({ edges: [edge('RO', 'SE', 18)] });
    expect(await json(`/v1/routes?${AUDIENCE}&purpose=organ-removal`)).toMatchObject({ reports: 0, nodes: [], edges: [] });
    const csv = await service.request({ url: `/v1/routes?${AUDIENCE}&format=csv` }, MEMBER.id);
    expect(csv.text).toBe('leg,from,to,reports\r\norigin-exploitation,BG,DE,180\r\norigin-exploitation,RO,SE,38\r\n');
  });

  it('sets two dimensions against each other', async () => {
    const path = `/v1/matrices?rows=origin&columns=exploitation&${AUDIENCE}`;
    expect(await json(path)).toMatchObject({
      reports: reports.length,
      note: expect.stringContaining('several cells'),
      cells: [
        { row: 'BG', column: 'DE', reports: 180 },
        { row: 'RO', column: 'SE', reports: 38 },
      ],
      rowTotals: [{ value: 'BG' }, { value: 'RO' }],
    });
    const csv = await service.request({ url: path, headers: { accept: 'text/csv' } }, MEMBER.id);
    expect(csv.text.split('\r\n').slice(0, 3)).toEqual(['kind,origin,exploitation,reports', 'cell,BG,DE,180', 'cell,RO,SE,38']);
  });

  const DOORS = [
    '/v1/series?dimension=total&value=all',
    '/v1/series/chart.svg?dimension=total&value=all',
    '/v1/routes?minimum=1',
    '/v1/matrices?rows=origin&columns=purpose',
  ];

  it.each(DOORS)('gives %s to members and operators for the charter’s purpose, and to nobody else', async (door) => {
    const status = async (audience: string, who?: string, purpose?: string) => {
      const headers = purpose === undefined ? {} : { 'landbridge-purpose': purpose };
      return (await service.request({ url: `${door}&audience=${audience}`, headers }, who)).status;
    };
    expect(await status('practitioners', MEMBER.id)).toBe(200);
    expect(await status('practitioners', MEMBER.id, 'victim-support')).toBe(200);
    expect(await status('practitioners', 'operator')).toBe(200);
    expect(await status('practitioners', MEMBER.id, 'research')).toBe(403);
    expect(await status('practitioners', MEMBER.id, 'immigration')).toBe(400);
    expect(await status('research', MEMBER.id)).toBe(403);
    expect(await status('nowhere', MEMBER.id)).toBe(403);
    expect(await status('practitioners')).toBe(401);
  });

  it.each(['/v1/routes?minimum=1', '/v1/matrices?rows=origin&columns=purpose'])(
    'tells the public in %s of nothing that is not the public’s',
    async (door) => {
      expect(await json(`${door}&audience=public`)).toMatchObject({ reports: 0 });
    },
  );

  it.each([
    [`/v1/series?${CORRIDOR}&bucket=day`, 'bucket'],
    [`/v1/series?${CORRIDOR}&clock=sun`, 'clock'],
    [`/v1/series?${CORRIDOR}&from=2026-02-30`, 'from must be a day'],
    [`/v1/series?${CORRIDOR}&from=2026-03-02&to=2026-03-01`, 'from must be the first day'],
    [`/v1/series?${CORRIDOR}&format=xml`, 'format'],
    [`/v1/series?${CORRIDOR}&language=sv`, 'language'],
    [`/v1/series?dimension=corridor&${AUDIENCE}`, 'value must be a value'],
    [`/v1/series/chart.svg?${CORRIDOR}&language=de`, 'language'],
    ['/v1/routes', 'audience must be'],
    [`/v1/routes?${AUDIENCE}&minimum=0`, 'minimum'],
    [`/v1/routes?${AUDIENCE}&purpose=theft`, 'purpose'],
    [`/v1/routes?${AUDIENCE}&from=2020-01-01`, 'at most five years'],
    [`/v1/routes?${AUDIENCE}&from=2026-03-02&to=2026-03-01`, 'from must be the first day'],
    [`/v1/matrices?rows=origin&columns=origin&${AUDIENCE}`, 'two different dimensions'],
    [`/v1/matrices?rows=total&columns=origin&${AUDIENCE}`, 'rows'],
    [`/v1/matrices?rows=origin&${AUDIENCE}`, 'columns'],
    ['/v1/trends/1/series', 'id must be'],
    ['/v1/trends?format=xml', 'format'],
    ['/v1/trends?kind=boom', 'kind'],
    ['/v1/trends?method=guess', 'method'],
    ['/v1/trends?grain=day', 'grain'],
    ['/v1/trends?language=de', 'language'],
  ])('refuses %s and says what to mend', async (path, said) => {
    const { status, headers, text } = await service.request({ url: path }, MEMBER.id);
    expect(status).toBe(400);
    expect(headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(text).toContain(said);
  });
});
