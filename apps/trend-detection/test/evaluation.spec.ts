import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { compileCheck, Trend } from '@landbridge/contracts';
import { communityState } from '@landbridge/contracts/testing';
import { startOf } from '../src/counting/calendar.ts';
import { FamiliesService } from '../src/evaluation/families.service.ts';
import { TrendWriter } from '../src/evaluation/trend-writer.ts';
import { EvaluationBench } from './support/evaluation.ts';
import { background, RISING, WEEK, weekOf } from './support/rises.ts';

describe('evaluation', () => {
  let bench: EvaluationBench;
  beforeEach(async () => {
    bench = await EvaluationBench.open();
  });
  afterEach(() => bench.close());

  it('tells of a planted rise as a candidate, in its audience, once', async () => {
    await bench.count(...background(20), ...weekOf(0, 12, RISING));
    const round = await bench.round();
    expect(round).toMatchObject({ unsettled: 0 });
    expect(bench.told()).toContain('trend.opened practitioners corridor:RO>SE reports');
    const [corridor] = await corridorTrends();
    expect(compileCheck(Trend).explain(corridor)).toEqual([]);
    expect(corridor).toMatchObject({
      state: 'candidate',
      audience: 'practitioners',
      firstBucket: '2026-03-02',
      evidence: { observed: 13, bucket: '2026-03-02' },
      // of the three, two are told by the same kind and country
      organisations: 2,
      countries: 2,
      survivesLeavingOneOut: true,
    });
    expect(await bench.counters.dirtyCount('g1')).toBe(0);
    expect((await bench.round()).series).toBe(0);
    expect(bench.told()).toEqual([]);
  });

  it('tells a rise by reports, and by its widest series, where others say the same', async () => {
    await bench.count(...background(20), ...weekOf(0, 12, RISING));
    await bench.round();
    const told = bench.told().join('\n');
    expect(told).toContain('corridor:RO>SE reports');
    expect(told).not.toContain('corridor-purpose:RO>SE');
    expect(told).not.toContain('citizenship:RO');
    expect(told).not.toContain('victim');
  });

  it('never raises a weekly alarm from figures of a month or a year', async () => {
    const yearly = { from: '2025-01-01', to: '2025-12-31', precision: 'year' } as const;
    const monthly = { from: '2026-02-01', to: '2026-02-28', precision: 'month' } as const;
    await bench.count(...background(20));
    await bench.round();
    bench.told();
    await bench.count(
      ...weekOf(0, 200, RISING).map((report) => ({ ...report, observed: yearly })),
      ...weekOf(0, 200, RISING).map((report) => ({ ...report, observed: monthly })),
    );
    await bench.round();
    expect(bench.told()).toEqual([]);
  });

  it('revises in place when a report of a closed week comes late, and keeps the history', async () => {
    await bench.count(...background(20), ...weekOf(0, 12, RISING));
    await bench.round();
    const [before] = await corridorTrends();
    bench.told();
    await bench.count(...weekOf(0, 2, RISING));
    await bench.round();
    expect(bench.told()).toContain('trend.revised practitioners corridor:RO>SE reports');
    const after = await corridorTrends();
    expect(after).toHaveLength(1);
    expect(after[0]).toMatchObject({ id: before?.id, revision: 2, evidence: { observed: 15 } });
    expect((await bench.revisions()).length).toBeGreaterThan((await bench.trends()).length);
  });

  it('takes a trend back when its reports are withdrawn', async () => {
    const rise = weekOf(0, 12, RISING);
    await bench.count(...background(20), ...rise);
    await bench.round();
    bench.told();
    await bench.count(...rise.map((withdrawn) => ({ withdrawn })));
    await bench.round();
    expect(bench.told()).toContain('trend.closed practitioners corridor:RO>SE reports');
    const trends = await bench.trends();
    expect(new Set(trends.map(({ state, closedBecause }) => `${state} ${String(closedBecause)}`))).toEqual(
      new Set(['retracted reports-withdrawn']),
    );
  });

  it('tells of fewer contributors when those of a rise hide', async () => {
    const rise = weekOf(0, 12, RISING);
    await bench.count(...background(20), ...rise);
    await bench.round();
    bench.told();
    await bench.count(...rise.map((report) => ({ ...report, revision: 2, attribution: 'hidden' as const })));
    await bench.round();
    expect(bench.told()).toContain('trend.revised practitioners corridor:RO>SE reports');
    expect((await corridorTrends())[0]).toMatchObject({ revision: 2, evidence: { observed: 13 }, organisations: 1, countries: 1 });
  });

  it('takes nothing back while a window is half counted', async () => {
    const rise = weekOf(0, 12, RISING);
    await bench.count(...background(20), ...rise);
    await bench.round();
    bench.told();
    const countTheRest = await bench.countHalf(...rise.map((withdrawn) => ({ withdrawn })));
    expect((await bench.round()).unsettled).toBeGreaterThan(0);
    expect(bench.told()).toEqual([]);
    await countTheRest();
    await bench.round();
    expect(bench.told()).toContain('trend.closed practitioners corridor:RO>SE reports');
  });

  it('closes old rises of a history at once, without a word of opening', async () => {
    await bench.count(...background(60), ...weekOf(-30, 12, RISING), ...weekOf(-15, 20, RISING));
    await bench.round();
    const told = bench.told();
    expect(told).toContain('trend.closed practitioners corridor:RO>SE reports');
    expect(told.filter((event) => !event.startsWith('trend.closed'))).toEqual([]);
    expect((await corridorTrends()).map(({ state, closedBecause }) => [state, closedBecause])).toEqual([
      ['closed', 'history'],
      ['closed', 'history'],
    ]);
  });

  it('follows time without new reports: a rise ends, and a week is evaluated when it is over', async () => {
    await bench.count(...background(20), ...weekOf(0, 12, RISING));
    bench.now = new Date('2026-03-08T23:00:00Z');
    await bench.round();
    expect(bench.told()).toEqual([]);
    bench.now = new Date('2026-03-09T01:00:00Z');
    await bench.round();
    expect(bench.told()).toContain('trend.opened practitioners corridor:RO>SE reports');
    bench.now = new Date(startOf(WEEK + 7 * 6).getTime() + 3_600_000);
    await bench.round();
    expect(bench.told()).toContain('trend.closed practitioners corridor:RO>SE reports');
    expect((await corridorTrends())[0]).toMatchObject({ state: 'closed', closedBecause: 'ended' });
  });

  it('waits for a load, for what is unsent, and for a generation that is being made', async () => {
    await bench.count(...background(20), ...weekOf(0, 12, RISING));
    bench.backlog.state = 'replaying';
    expect((await bench.round()).waits).toContain('generation');
    Object.assign(bench.backlog, { state: 'live', lag: 5_000 });
    expect((await bench.round()).waits).toBe('counting is behind');
    Object.assign(bench.backlog, { lag: 0, oldestUnsent: new Date('2026-03-08T12:00:00Z') });
    expect((await bench.round()).waits).toBe('reports wait to be sent');
    bench.now = new Date(bench.now.getTime() + 11 * 60_000);
    // its patience is over, but the week with something unsent stays out
    await bench.round();
    expect(bench.told()).toEqual([]);
    bench.backlog.oldestUnsent = undefined;
    await bench.round();
    expect(bench.told()).toContain('trend.opened practitioners corridor:RO>SE reports');
  });

  it('breaks off when a load begins, and does the rest after it', async () => {
    const to = ['AT', 'BE', 'CH', 'DE', 'DK', 'ES', 'FI', 'IE', 'NL', 'PT'];
    const elsewhere = ['AL', 'BY', 'CZ', 'EE', 'FR', 'GE', 'HR', 'IT', 'LV', 'MD'].flatMap((origin) =>
      to.map((exploitation) => ({ origin, exploitation })),
    );
    await bench.count(...background(20), ...weekOf(0, 12, RISING), ...elsewhere.flatMap((where) => weekOf(0, 1, where)));
    const { counters, backlog } = bench;
    const take = counters.markEvaluated.bind(counters);
    const mark = jest.spyOn(counters, 'markEvaluated').mockImplementation(async (...given) => {
      await take(...given);
      backlog.lag = 5_000;
      // it is asked once a second
      bench.now = new Date(bench.now.getTime() + 1_000);
    });
    const broken = await bench.round();
    expect(broken).toMatchObject({ waits: 'counting is behind', series: 250 });
    expect(broken.unsettled).toBeGreaterThan(0);
    mark.mockRestore();
    backlog.lag = 0;
    await bench.round();
    expect(await counters.dirtyCount('g1')).toBe(0);
    expect(bench.told()).toContain('trend.opened practitioners corridor:RO>SE reports');
  });

  it('goes on after a kill between writing a trend and taking the mark off', async () => {
    await bench.count(...background(20), ...weekOf(0, 12, RISING));
    const mark = jest.spyOn(bench.counters, 'markEvaluated').mockRejectedValue(new Error('Killed here.'));
    for (let kills = 0; kills < 3; kills += 1) await expect(bench.round()).rejects.toThrow('Killed here.');
    mark.mockRestore();
    await bench.round();
    const told = bench.told();
    expect(new Set(told).size).toBe(told.length);
    expect(told).toContain('trend.opened practitioners corridor:RO>SE reports');
    expect((await bench.trends()).every(({ revision }) => revision === 1)).toBe(true);
  });

  it('is unfinished as long as what it found is not told', async () => {
    await bench.count(...background(20));
    await bench.settle();
    await bench.count(...weekOf(0, 12, RISING));
    const unfinished = () => bench.part(FamiliesService).unfinished('g1', WEEK);
    const write = jest.spyOn(bench.part(TrendWriter), 'write').mockRejectedValueOnce(new Error('Killed here.'));
    await expect(bench.round()).rejects.toThrow('Killed here.');
    expect(await unfinished()).toBe(1);
    write.mockRestore();
    await bench.settle();
    expect(await unfinished()).toBe(0);
    expect(bench.told()).toContain('trend.opened practitioners corridor:RO>SE reports');
  });

  it('makes the same trends when two evaluate at once', async () => {
    await bench.count(...background(20), ...weekOf(0, 12, RISING));
    await Promise.all([bench.round(), bench.round(), bench.round()]);
    await bench.round();
    const told = bench.told();
    expect(await corridorTrends()).toHaveLength(1);
    expect((await bench.trends()).every(({ revision }) => revision === 1)).toBe(true);
    expect(told).toContain('trend.opened practitioners corridor:RO>SE reports');
  });

  it('counts for a community that comes later, and for nobody whom the marking leaves out', async () => {
    await bench.count(...background(20), ...weekOf(0, 12, RISING, { tlp: 'amber', communities: ['practitioners', 'research'] }));
    await bench.round();
    expect((await bench.trends()).map(({ audience }) => audience)).not.toContain('public');
    bench.told();
    bench.communities = [...bench.communities, communityState({ id: 'research', name: 'Research' })];
    await bench.round();
    expect(bench.told()).toEqual([]);
    await bench.count(...background(20, { tlp: 'green', communities: ['research'] }));
    await bench.round();
    expect(bench.told()).toContain('trend.opened research corridor:RO>SE reports');
  });

  const corridorTrends = async () =>
    (await bench.trends()).filter(({ series }) => series.dimension === 'corridor' && series.measure === 'reports');
});
