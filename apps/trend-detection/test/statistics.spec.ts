import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { StructuredReport } from '@landbridge/contracts';
import { Chance } from '../src/counting/model/random-log.ts';
import { CountersRepository } from '../src/counting/counters.repository.ts';
import { ReleasesRepository, ReleaseTakenOver } from '../src/statistics/releases.repository.ts';
import type { ReleaseAsked, StatisticsFigure } from '../src/statistics/statistics.bodies.ts';
import { publicReports, StatisticsBench, YEAR } from './support/statistics.ts';

const where = (exploitation: string, origin = 'RO') => ({ where: { citizenships: [origin], origin, exploitation } });
const ALL: ReleaseAsked = {
  ...YEAR,
  tables: ['total', 'exploitation', 'purpose', 'corridor', 'purpose-by-exploitation'],
  units: ['reports', 'victims'],
};

describe('releases of public figures', () => {
  let bench: StatisticsBench;
  beforeEach(async () => {
    bench = await StatisticsBench.open();
  });
  afterEach(() => bench.close());

  const valueOf = (figures: readonly StatisticsFigure[], table: string, codes: object = {}, unit = 'reports') =>
    figures.find((figure) => figure.table === table && figure.unit === unit && JSON.stringify(figure.codes) === JSON.stringify(codes))
      ?.value;

  it('show what is large enough, of enough organisations, and nothing of the rest', async () => {
    await bench.count(
      ...publicReports(60, where('SE')),
      ...publicReports(10, where('DE')),
      ...publicReports(60, where('IT'), 2),
      ...publicReports(60, { ...where('FR'), marking: { tlp: 'green', communities: ['practitioners'] } }),
      ...publicReports(60, { ...where('AT'), observed: { from: '2024-05-05', to: '2024-05-05', precision: 'day' } }),
    );
    const { figures } = await bench.release(ALL);
    for (const { value } of figures) expect(value % 11).toBe(0);
    expect(valueOf(figures, 'exploitation', { exploitation: 'SE' })).toBe(55);
    expect(valueOf(figures, 'corridor', { origin: 'RO', exploitation: 'SE' }, 'victims')).toBe(110);
    const shown = figures.flatMap(({ codes }) => codes['exploitation'] ?? []);
    expect(new Set(shown)).toEqual(new Set(['SE']));
    expect(valueOf(figures, 'total')).toBe(121);
  });

  it('count what is told by the year in years only, and a report in one cell of each table', async () => {
    const yearly = { observed: { from: '2025-01-01', to: '2025-12-31', precision: 'year' } } as const;
    await bench.count(...publicReports(60, { ...yearly, purposes: ['begging', 'servitude'] }));
    const year = await bench.release({ ...ALL, tables: ['purpose'], units: ['reports'] });
    expect(year.figures.map(({ codes }) => codes['purpose'])).toEqual(['several']);
    const quarters = await bench.release({ ...YEAR, from: '2025-Q1', to: '2025-Q4' });
    expect(quarters.figures).toEqual([]);
  });

  it('keep a value until a whole group has come or gone, and tell nothing that is not borne out', async () => {
    const first = publicReports(60, where('SE'));
    await bench.count(...first);
    const value = async () => valueOf((await bench.release()).figures, 'exploitation', { exploitation: 'SE' });
    expect(await value()).toBe(55);
    await bench.count(...publicReports(10, where('SE')));
    expect(await value()).toBe(55);
    await bench.count(...publicReports(1, where('SE')));
    expect(await value()).toBe(66);
    await bench.count(...first.slice(0, 11).map((withdrawn) => ({ withdrawn })));
    expect(await value()).toBe(55);
    await bench.count(...first.slice(11).map((withdrawn) => ({ withdrawn })));
    expect(await value()).toBe(11);
    expect(valueOf((await bench.read(3)).figures, 'exploitation', { exploitation: 'SE' })).toBe(66);
  });

  it('suppress what a few withdrawals leave below its value', async () => {
    const reports = publicReports(60, where('SE'));
    await bench.count(...reports);
    await bench.release();
    await bench.count(...reports.slice(0, 5).map((withdrawn) => ({ withdrawn })));
    expect((await bench.release()).figures.map(({ value }) => value)).toEqual([55, 55]);
    await bench.count({ withdrawn: reports[5]! });
    expect((await bench.release()).figures).toEqual([]);
  });

  it('hold back at random', async () => {
    await bench.count(...publicReports(60, where('SE')));
    const drawn = [1, 1, 1, 1, 1, 1, 0];
    bench.random = () => drawn.shift() ?? 0;
    expect((await bench.release()).figures.map(({ value }) => value)).toEqual([44, 55]);
  });

  it('are the same whenever they are read, and are put on record', async () => {
    await bench.count(...publicReports(60, where('SE')));
    const release = await bench.release(ALL);
    const { digest } = await bench.service.released(1);
    await bench.count(...publicReports(300, where('SE')));
    await bench.release(ALL);
    expect(await bench.read(1)).toEqual(release);
    expect((await bench.service.released(1)).digest).toBe(digest);
    expect(bench.audited[0]).toMatchObject({ action: 'statistics.published', objects: [{ kind: 'statistics-release', id: '1' }] });
    await expect(bench.part(ReleasesRepository).begin(1, 'later')).rejects.toThrow(ReleaseTakenOver);
  });

  it('tell nobody how many reports each organisation had', async () => {
    await bench.count(...publicReports(60, where('SE')));
    const release = await bench.release(ALL);
    expect((await bench.figures()).some(({ reports }) => reports !== undefined)).toBe(true);
    expect(JSON.stringify(release)).not.toContain('00000000-0000-4000');
  });

  it('go on after a kill between any two writes, and are written once', async () => {
    await bench.count(...publicReports(60, where('SE')), ...publicReports(40, where('DE')));
    const { number } = await bench.service.begin(ALL);
    const repository = bench.part(ReleasesRepository);
    for (let step = 1; ; step += 1) {
      let left = step;
      const killed = (['begin', 'writeTable', 'publish'] as const).map((name) => {
        const write = repository[name].bind(repository) as (...given: unknown[]) => Promise<unknown>;
        return jest.spyOn(repository as unknown as Record<string, typeof write>, name).mockImplementation(async (...given) => {
          const result = await write(...given);
          left -= 1;
          if (left === 0) throw new Error('killed');
          return result;
        });
      });
      const made = await bench.makeNext().catch(() => 'killed');
      for (const spy of killed) spy.mockRestore();
      if (made === undefined) break;
      expect(made === number || made === 'killed').toBe(true);
    }
    const release = await bench.read(number);
    expect(release.figures.filter(({ table }) => table === 'total')).toHaveLength(2);
    const keys = release.figures.map(({ value: _, ...place }) => JSON.stringify(place));
    expect(new Set(keys).size).toBe(keys.length);
    // the second release keeps all values of the first, which it can only where the first is remembered whole
    await bench.count(...publicReports(10, where('SE')));
    expect((await bench.release(ALL)).figures).toEqual(release.figures);
  });

  it('are finished by one, where two make them at once', async () => {
    await bench.count(...publicReports(60, where('SE')));
    await bench.service.begin(ALL);
    const counters = bench.part(CountersRepository);
    const read = counters.contributionsOccurred.bind(counters);
    const other = jest.spyOn(counters, 'contributionsOccurred').mockImplementationOnce(async function* (...given) {
      yield* read(...given);
      await bench.makeNext();
    });
    await expect(bench.makeNext()).rejects.toThrow(ReleaseTakenOver);
    other.mockRestore();
    const release = await bench.read(1);
    expect(release.figures.filter(({ table }) => table === 'total')).toHaveLength(2);
    expect(await bench.makeNext()).toBeUndefined();
  });

  it('are numbered without gaps by who asks at once, and made in that order', async () => {
    const numbers = await Promise.all(Array.from({ length: 4 }, () => bench.service.begin(YEAR)));
    expect(numbers.map(({ number }) => number).sort()).toEqual([1, 2, 3, 4]);
    expect((await bench.service.status()).making).toEqual([1, 2, 3, 4]);
    await expect(bench.service.released(1)).rejects.toMatchObject({ details: { status: 404 } });
    for (const number of [1, 2, 3, 4]) expect(await bench.makeNext()).toBe(number);
    const first = await bench.service.page({ limit: 3 });
    expect(first.releases.map(({ number }) => number)).toEqual([4, 3, 2]);
    const { releases, next } = await bench.service.page({ limit: 3, cursor: first.next! });
    expect(releases).toEqual([expect.objectContaining({ number: 1, publishedAt: '2026-03-09T01:00:00.000Z', tables: YEAR.tables })]);
    expect(next).toBeUndefined();
  });

  it('wait while counts are made anew, which would be too low', async () => {
    await bench.service.begin(YEAR);
    bench.topic.state = 'replaying';
    expect(await bench.makeNext()).toBeUndefined();
    await expect(bench.service.preview(YEAR)).rejects.toMatchObject({ details: { status: 503, type: 'counting-anew' } });
    bench.topic.state = 'live';
    expect(await bench.makeNext()).toBe(1);
  });

  it('are foreseen by a preview, which publishes nothing', async () => {
    await bench.count(...publicReports(60, where('SE')), ...publicReports(6, where('DE')));
    const { tables, budget } = await bench.service.preview(YEAR);
    expect(tables).toEqual([
      { table: 'total', unit: 'reports', cells: 1, shown: 1, kept: 0, suppressed: 0, counted: 66, told: 66 },
      { table: 'exploitation', unit: 'reports', cells: 2, shown: 1, kept: 0, suppressed: 1, counted: 66, told: 55 },
    ]);
    expect(budget).toEqual({ total: 0, spent: 0, left: 0 });
    expect((await bench.service.page({ limit: 5 })).releases).toEqual([]);
    await bench.release();
    expect((await bench.service.preview(YEAR)).tables[1]).toMatchObject({ shown: 1, kept: 1 });
  });
});

describe('the budget of differential privacy', () => {
  let bench: StatisticsBench;
  beforeEach(async () => {
    bench = await StatisticsBench.open();
  });
  afterEach(() => bench.close());
  const spend = (epsilon: number) => bench.service.begin({ ...YEAR, epsilon });

  it('is nothing, unless the network gives one', async () => {
    await expect(spend(0.001)).rejects.toMatchObject({ details: { status: 409, type: 'privacy-budget-spent', members: { left: 0 } } });
    expect((await bench.service.status()).making).toEqual([]);
  });

  it('is spent with the number, to the last thousandth and no further', async () => {
    bench.config.STATISTICS_EPSILON = 0.3;
    await spend(0.1);
    await spend(0.199);
    await expect(spend(0.002)).rejects.toMatchObject({ details: { members: { left: 0.001 } } });
    expect((await bench.service.status()).budget).toEqual({ total: 0.3, spent: 0.299, left: 0.001 });
    await spend(0.001);
    await expect(spend(0.001)).rejects.toMatchObject({ details: { members: { left: 0 } } });
    expect(await bench.service.begin(YEAR)).toEqual({ number: 4 });
  });

  it('is not spent twice by who asks at once', async () => {
    bench.config.STATISTICS_EPSILON = 1;
    const answers = await Promise.allSettled(Array.from({ length: 6 }, () => spend(0.4)));
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    expect((await bench.service.status()).budget).toEqual({ total: 1, spent: 0.8, left: 0.2 });
  });

  it('gives figures with noise on both sides, and never of a small group', async () => {
    bench.config.STATISTICS_EPSILON = 100;
    const chance = new Chance(3);
    bench.random = (below) => chance.whole(0, below - 1);
    const countries: readonly string[] = ['SE', 'DE', 'IT', 'FR', 'ES', 'PL', 'AT', 'NL'];
    const reports = countries.flatMap((exploitation): StructuredReport[] =>
      publicReports(55, { where: { citizenships: [], exploitation } }),
    );
    await bench.count(...reports, ...publicReports(8, { where: { citizenships: [], exploitation: 'GB' } }));
    const { figures, codebook, epsilon } = await bench.release({ ...YEAR, tables: ['exploitation'], epsilon: 0.1 });
    expect(epsilon).toBe(0.1);
    expect(codebook.privacy).toContain('ε = 0.1');
    const values = figures.map(({ value }) => value);
    expect(values.every((value) => value % 11 === 0)).toBe(true);
    expect(figures.every(({ codes }) => countries.includes(codes['exploitation'] ?? ''))).toBe(true);
    expect(Math.min(...values)).toBeLessThan(44);
    expect(Math.max(...values)).toBeGreaterThan(55);
  });
});

describe('periods that cannot be released', () => {
  it.each([
    ['2025', '2025-Q4', 'both be years'],
    ['2025', '2024', 'before'],
    ['2025-Q3', '2025-Q2', 'before'],
    ['2025', '2026', 'not over'],
    ['2026-Q1', '2026-Q1', 'not over'],
    ['2010-Q1', '2025-Q4', 'at most 40'],
  ])('%s to %s', async (from, to, detail) => {
    const bench = await StatisticsBench.open();
    await expect(bench.service.begin({ ...YEAR, from, to })).rejects.toMatchObject({
      details: { status: 400, type: 'bad-periods', detail: expect.stringContaining(detail) },
    });
    await bench.close();
  });
});
