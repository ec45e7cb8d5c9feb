import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { StructuredReport } from '@landbridge/contracts';
import { charter, communityState } from '@landbridge/contracts/testing';
import fc from 'fast-check';
import { startOf } from '../src/counting/calendar.ts';
import { FamiliesService } from '../src/evaluation/families.service.ts';
import { lastClosedWeek } from '../src/evaluation/weeks.ts';
import { EvaluationBench, type Made } from './support/evaluation.ts';
import { disarm, KILL_POINTS, killAt, nameOf } from './support/kills.ts';
import { RISING, WEEK, weekOf } from './support/rises.ts';

const AMBER: StructuredReport['marking'] = { tlp: 'amber', communities: ['practitioners'] };
const QUIET = { origin: 'BG', exploitation: 'DE' };
const WEEKS = 14;
const RANDOM_RUNS = 8;

/** 1, 3, 6, 10: one try dies in its first call, the next in its second, and one comes to its end. */
const atGrowingDistances = (call: number) => Number.isInteger((Math.sqrt(8 * call + 1) - 1) / 2);

const past = Array.from({ length: WEEKS }, (_, i) => [
  ...weekOf(i - WEEKS + 1, 2, QUIET),
  ...weekOf(i - WEEKS + 1, 1, RISING, { tlp: 'clear' }),
]).flat();
const rise = weekOf(0, 9, RISING);

/** What happens to a small network, one step after the other, each of them evaluated to its end. */
const STORY: readonly ((bench: EvaluationBench) => Promise<void>)[] = [
  // a rise, in a history that is there at once
  (bench) => bench.count(...past, ...rise),
  // it goes on in the next week
  async (bench) => {
    bench.now = new Date(startOf(WEEK + 14).getTime() + 3_600_000);
    await bench.count(...weekOf(1, 2, QUIET), ...weekOf(1, 7, RISING, AMBER));
  },
  // another charter, and a report from before everything: another family
  async (bench) => {
    bench.communities = [communityState({ charter: charter({ clearance: 'green' }), sequence: 2 })];
    await bench.count(...weekOf(-WEEKS, 1, QUIET));
  },
  // a late report of an old week, and all of the rise withdrawn, so that no signal is left by which to know where it was
  (bench) => bench.count(...weekOf(-3, 1, QUIET), ...rise.map((withdrawn) => ({ withdrawn }))),
];

describe('evaluation that is killed', () => {
  const undisturbed: { made: Made; told: string[] }[] = [];
  let bench: EvaluationBench;
  beforeAll(async () => {
    bench = await EvaluationBench.open();
    for (const step of STORY) {
      await step(bench);
      await bench.settle();
      undisturbed.push({ made: await bench.made(), told: bench.told().sort() });
    }
    await bench.close();
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await bench.close();
  });

  async function expectTheSame(step: number): Promise<void> {
    const { made, told } = undisturbed[step]!;
    expect(await bench.made()).toEqual(made);
    expect(bench.told().sort()).toEqual(told);
    expect(await bench.part(FamiliesService).unfinished(bench.generation, lastClosedWeek(bench.now))).toBe(0);
  }

  it.each(KILL_POINTS.map((point) => [nameOf(point), point] as const))(
    '%s, again and again, ends as it would have ended',
    async (_, point) => {
      bench = await EvaluationBench.open();
      let kills = 0;
      for (const [i, step] of STORY.entries()) {
        await step(bench);
        const killed = killAt(bench, point, atGrowingDistances);
        await bench.settle();
        kills += killed();
        disarm(bench);
        await expectTheSame(i);
      }
      expect(kills).toBeGreaterThan(0);
    },
  );

  const kills = fc.uniqueArray(fc.tuple(fc.constantFrom(...KILL_POINTS), fc.integer({ min: 1, max: 6 })), {
    minLength: 2,
    maxLength: 4,
    selector: ([{ part, write }]) => `${part.name}.${write}`,
  });
  const runs = fc.sample(fc.array(kills, { minLength: STORY.length, maxLength: STORY.length }), { seed: 7, numRuns: RANDOM_RUNS });

  it.each(runs.map((run, i) => [i, run] as const))(
    'at any of its writes in every step, run %d, ends as it would have ended',
    async (_, run) => {
      bench = await EvaluationBench.open();
      bench.alwaysAnew = true;
      for (const [i, step] of STORY.entries()) {
        await step(bench);
        for (const [point, at] of run[i] ?? []) killAt(bench, point, (call) => call === at);
        await bench.settle();
        disarm(bench);
        await expectTheSame(i);
      }
    },
  );
});
