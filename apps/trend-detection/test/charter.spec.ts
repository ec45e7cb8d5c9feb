import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { charter, communityState, organisationState } from '@landbridge/contracts/testing';
import type { StructuredReport } from '@landbridge/contracts';
import type { Caller } from '@landbridge/platform';
import { memberReader } from '@landbridge/sharing/testing';
import { FamiliesRepository } from '../src/evaluation/families.repository.ts';
import { EditionOver, FiguresRepository } from '../src/figures/figures.repository.ts';
import { EvaluationBench } from './support/evaluation.ts';
import { background, RISING, weekOf } from './support/rises.ts';

const AMBER: StructuredReport['marking'] = { tlp: 'amber', communities: ['practitioners'] };
/** Under the one charter members see what is AMBER, under the other only what is GREEN. */
const CLEARED = communityState({ charter: charter({ clearance: 'amber+strict' }) });
const OPEN = communityState({ charter: charter({ clearance: 'green' }), sequence: 2 });

const STEPS = ['begin', 'advance', 'complete', 'reduced', 'forget', 'turn'] as const;
type Step = (typeof STEPS)[number];

describe('a change of a charter', () => {
  let bench: EvaluationBench;
  let rise: StructuredReport[];
  beforeEach(async () => {
    bench = await EvaluationBench.open();
    bench.communities = [CLEARED];
    rise = weekOf(0, 12, RISING, AMBER);
    await bench.count(...background(20), ...rise);
    await bench.round();
    bench.told();
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await bench.close();
  });

  const member = organisationState({ assessing: true, clearance: 'amber+strict' });
  const newcomer = organisationState({ assessing: true, clearance: 'green' });
  const callerOf = (organisation: typeof member): Caller => ({
    kind: 'organisation',
    clientId: 'c',
    scopes: ['trends:read'],
    organisation,
    reader: memberReader(organisation),
  });
  const corridor = async () =>
    (await bench.trends()).find(
      ({ series }) => series.dimension === 'corridor' && series.value === 'RO>SE' && series.measure === 'reports',
    );
  const lastWeek = async (organisation: typeof member) => {
    const query = { dimension: 'corridor', value: 'RO>SE', audience: 'practitioners', measure: 'reports', bucket: 'week' } as const;
    return (await bench.answers.series.read(callerOf(organisation), query)).buckets.at(-1)?.count;
  };
  const seen = async (organisation: typeof member) =>
    (await bench.answers.trends.page(callerOf(organisation), { limit: 200 })).trends.map(({ id, revision }) => `${id} ${revision}`);
  async function untilMade(): Promise<void> {
    for (let rounds = 0; (await bench.madeAnew()).length > 0; rounds += 1) {
      if (rounds > 5) throw new Error('The figures are not made.');
      await bench.round();
    }
  }
  /** @param when whether the write still takes place */
  function killAt(step: Step, when: 'before' | 'after'): { readonly killed: () => boolean } {
    const part: object = step === 'turn' ? bench.part(FiguresRepository) : bench.part(FamiliesRepository);
    const steps = part as Record<Step, (...given: unknown[]) => Promise<unknown>>;
    const write = steps[step].bind(part);
    const spy = jest.spyOn(steps, step).mockImplementationOnce(async (...given) => {
      if (when === 'after') await write(...given);
      throw new Error('Killed here.');
    });
    return { killed: () => spy.mock.calls.length > 0 };
  }

  it('leaves the old figures in place, for whom the old charter admits, until all is made', async () => {
    const before = await bench.trends();
    const shown = await seen(member);
    bench.communities = [OPEN];
    killAt('turn', 'before');
    await expect(bench.round()).rejects.toThrow('Killed here.');
    expect(await bench.trends()).toEqual(before);
    expect(bench.told()).toEqual([]);
    expect(await seen(member)).toEqual(shown);
    expect(await lastWeek(member)).toBe(13);
    expect(await seen(newcomer)).toEqual([]);
    await expect(lastWeek(newcomer)).rejects.toThrow('503 figures-made-anew');
    const [remade] = await bench.madeAnew();
    expect(remade).toMatchObject({ community: 'practitioners' });
    expect(remade?.total).toBeGreaterThan(0);
    expect(remade?.done).toBe(remade?.total);
  });

  it('then turns at once, and takes back what the new charter does not count', async () => {
    bench.communities = [OPEN];
    await untilMade();
    expect(bench.told().filter((event) => event.includes('corridor:RO>SE reports'))).toEqual([
      'trend.closed practitioners corridor:RO>SE reports',
    ]);
    expect(await corridor()).toMatchObject({
      state: 'retracted',
      closedBecause: 'charter-changed',
      evidence: { observed: 1 },
      revision: 2,
    });
    expect(await lastWeek(newcomer)).toBe(1);
    expect(await seen(newcomer)).toEqual([]);
    await bench.round();
    expect(bench.told()).toEqual([]);
  });

  it('ends with the figures of a network that always had the charter, forth and back', async () => {
    const always = await EvaluationBench.open();
    always.communities = [CLEARED];
    await always.count(...background(20), ...rise);
    await always.round();
    const content = (trends: Awaited<ReturnType<EvaluationBench['trends']>>) => trends.map((trend) => ({ ...trend, revision: 0 }));
    bench.communities = [OPEN];
    await untilMade();
    bench.communities = [CLEARED];
    await untilMade();
    expect(content(await bench.trends())).toEqual(content(await always.trends()));
    expect(bench.told()).toContain('trend.revised practitioners corridor:RO>SE reports');
    await always.close();
  });

  it.each(STEPS)('goes on after a kill around its %s', async (step) => {
    for (const [i, when] of (['before', 'after'] as const).entries()) {
      const revision = (await corridor())?.revision ?? 0;
      bench.communities = [i === 0 ? OPEN : CLEARED];
      const { killed } = killAt(step, when);
      await expect(bench.round()).rejects.toThrow('Killed here.');
      await untilMade();
      expect(killed()).toBe(true);
      jest.restoreAllMocks();
      expect(await corridor()).toMatchObject({ state: i === 0 ? 'retracted' : 'candidate', revision: revision + 1 });
      const told = bench.told();
      expect(new Set(told).size).toBe(told.length);
    }
  });

  it('counts what comes while the figures are made anew', async () => {
    bench.communities = [OPEN];
    killAt('turn', 'before');
    await expect(bench.round()).rejects.toThrow('Killed here.');
    await bench.count(...weekOf(0, 14, RISING));
    await bench.round();
    expect(await corridor()).toMatchObject({ state: 'candidate', evidence: { observed: 15 }, revision: 2 });
    expect(bench.told()).toContain('trend.revised practitioners corridor:RO>SE reports');
  });

  it('tells of what came meanwhile when the charter is changed back', async () => {
    bench.communities = [OPEN];
    killAt('turn', 'before');
    await expect(bench.round()).rejects.toThrow('Killed here.');
    await bench.count(...rise.map((withdrawn) => ({ withdrawn })));
    killAt('turn', 'before');
    await expect(bench.round()).rejects.toThrow('Killed here.');
    expect(await corridor()).toMatchObject({ state: 'candidate', revision: 1 });
    bench.communities = [CLEARED];
    await bench.round();
    expect(await bench.madeAnew()).toEqual([]);
    expect(await corridor()).toMatchObject({
      state: 'retracted',
      closedBecause: 'reports-withdrawn',
      evidence: { observed: 1 },
      revision: 2,
    });
  });

  it('begins again when the charter changes once more', async () => {
    bench.communities = [OPEN];
    killAt('turn', 'before');
    await expect(bench.round()).rejects.toThrow('Killed here.');
    bench.communities = [communityState({ charter: charter({ clearance: 'amber' }) })];
    await untilMade();
    expect(await corridor()).toMatchObject({ state: 'candidate', evidence: { observed: 13 }, revision: 1 });
    expect(bench.told()).toEqual([]);
  });

  it('lets no writer of an older edition write', async () => {
    const figures = bench.part(FiguresRepository);
    const writes = (edition: number) => bench.inTransaction((session) => figures.requireEdition('practitioners', edition, session));
    // its first figures turned from none to some
    await writes(2);
    bench.communities = [OPEN];
    killAt('turn', 'before');
    await expect(bench.round()).rejects.toThrow('Killed here.');
    await untilMade();
    await expect(writes(2)).rejects.toThrow(EditionOver);
    await writes(3);
  });
});
