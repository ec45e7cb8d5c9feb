import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { communityState } from '@landbridge/contracts/testing';
import { CountersRepository } from '../src/counting/counters.repository.ts';
import { FamiliesRepository } from '../src/evaluation/families.repository.ts';
import { LinesRepository } from '../src/evaluation/lines.repository.ts';
import { FiguresRepository } from '../src/figures/figures.repository.ts';
import { TrendsRepository } from '../src/trends/trends.repository.ts';
import { EvaluationBench } from './support/evaluation.ts';
import { background, RISING, weekOf } from './support/rises.ts';

describe('a round in which nothing has changed', () => {
  let bench: EvaluationBench;
  beforeEach(async () => {
    bench = await EvaluationBench.open();
    await bench.count(...background(20), ...weekOf(0, 12, RISING));
    await bench.settle();
    // what was told has changed the figures, so that the one after looks at everything once more
    await bench.round();
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await bench.close();
  });

  /** How often each of these is read in a round. */
  async function readsOf(round: () => Promise<unknown>): Promise<Record<string, number>> {
    const counters = jest.spyOn(bench.part(CountersRepository), 'documentsOf');
    const buckets = jest.spyOn(bench.part(LinesRepository), 'bucketsOf');
    const trends = jest.spyOn(bench.part(TrendsRepository), 'ofAudience');
    const families = jest.spyOn(bench.part(FamiliesRepository), 'all');
    const figures = jest.spyOn(bench.part(FiguresRepository), 'of');
    await round();
    const read = { counters, buckets, trends, families, figures };
    const times = Object.fromEntries(Object.entries(read).map(([name, { mock }]) => [name, mock.calls.length]));
    jest.restoreAllMocks();
    return times;
  }

  const NOTHING = { counters: 0, buckets: 0, trends: 0 };

  it('reads no counters, no buckets and no trends, however many there are: families and figures say that all is as it was', async () => {
    expect(await readsOf(() => bench.round())).toEqual({ ...NOTHING, families: 1, figures: 1 });
    expect(await readsOf(() => bench.round())).toEqual({ ...NOTHING, families: 1, figures: 1 });
  });

  it('is none where a report has come: only the audiences that see it have their buckets and trends read', async () => {
    await bench.count(...weekOf(0, 1, RISING));
    const first = await readsOf(() => bench.round());
    expect(first).toMatchObject({ trends: 1 });
    expect(first['counters']).toBeGreaterThan(0);
    expect(bench.told()).toContain('trend.revised practitioners corridor:RO>SE reports');
  });

  it('is none where a week is over, or a community is new', async () => {
    bench.now = new Date(bench.now.getTime() + 7 * 86_400_000);
    expect(await readsOf(() => bench.round())).toMatchObject({ trends: 2 });
    await bench.settle();
    bench.communities = [...bench.communities, communityState({ id: 'research', name: 'Research' })];
    expect((await readsOf(() => bench.round()))['trends']).toBeGreaterThan(0);
  });

  it('is none where somebody else has written a trend', async () => {
    await bench.inTransaction((session) => bench.part(FiguresRepository).requireEdition('practitioners', 2, session));
    expect(await readsOf(() => bench.round())).toMatchObject({ trends: 1 });
  });

  it('is none where somebody else has a week reduced anew, or left off in it', async () => {
    const [family] = (await bench.part(FamiliesRepository).all()).filter(({ audience }) => audience === 'practitioners');
    await bench.part(FamiliesRepository).reopen(family!._id, family!.evaluatedTo);
    expect((await readsOf(() => bench.round()))['buckets']).toBeGreaterThan(0);
  });

  it('is none after one that was cut off', async () => {
    await bench.count(...weekOf(0, 1, RISING));
    const tell = jest.spyOn(bench.part(TrendsRepository), 'write').mockRejectedValue(new Error('Killed here.'));
    await expect(bench.round()).rejects.toThrow('Killed here.');
    tell.mockRestore();
    expect(await readsOf(() => bench.round())).toMatchObject({ trends: 1 });
    expect(bench.told()).toContain('trend.revised practitioners corridor:RO>SE reports');
  });
});
