import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { Charter } from '@landbridge/contracts';
import { charter, communityState } from '@landbridge/contracts/testing';
import { startOf } from '../src/counting/calendar.ts';
import { EvaluationBench } from './support/evaluation.ts';
import { KILL_POINTS, nameOf, stallAt } from './support/kills.ts';
import { background, RISING, WEEK, weekOf } from './support/rises.ts';

/** As long as a lease holds, and a little more. */
const LEASE = 31_000;
const QUIET = { origin: 'BG', exploitation: 'DE' };

/** What the first instance is at work on when it stalls, before which of its writes, and what has happened when the second takes its place. */
interface Story {
  readonly before: (bench: EvaluationBench) => Promise<void>;
  readonly writes: readonly string[];
  readonly meanwhile: (bench: EvaluationBench) => Promise<void>;
}

const rise = weekOf(0, 12, RISING);
const nextWeek = (bench: EvaluationBench) => void (bench.now = new Date(startOf(WEEK + 14).getTime() + 3_600_000));
const under = (bench: EvaluationBench, sequence: number, over: Partial<Charter>) =>
  void (bench.communities = [communityState({ charter: charter(over), sequence })]);

const STORIES: Readonly<Record<string, Story>> = {
  'a rise is withdrawn': {
    before: (bench) => bench.count(...rise),
    writes: ['markEvaluated', 'reopen', 'keep', 'keepBucket', 'write', 'reduced'],
    meanwhile: (bench) => bench.count(...rise.map((withdrawn) => ({ withdrawn }))),
  },
  'the week turns': {
    before: (bench) => bench.count(...rise, ...weekOf(1, 2, RISING)),
    writes: ['reopen', 'keep', 'keepBucket'],
    meanwhile: (bench) => {
      nextWeek(bench);
      return bench.count(...weekOf(1, 9, RISING), ...weekOf(0, 2, QUIET));
    },
  },
  'the week has turned': {
    before: (bench) => {
      nextWeek(bench);
      return bench.count(...rise, ...weekOf(1, 2, RISING));
    },
    writes: ['keep', 'addSignals', 'evaluated', 'keepBucket'],
    meanwhile: (bench) => bench.count(...weekOf(1, 9, RISING), ...weekOf(0, 2, QUIET)),
  },
  'a charter changes, and again': {
    before: (bench) => {
      under(bench, 2, { clearance: 'green' });
      return bench.count(...rise);
    },
    writes: ['begin', 'forget', 'keep', 'advance', 'complete', 'keepBucket', 'write'],
    meanwhile: (bench) => {
      under(bench, 3, { purpose: 'prevention' });
      return bench.count(...weekOf(0, 2, QUIET));
    },
  },
};

const POINTS = KILL_POINTS.filter(({ moment }) => moment === 'before');
/** Those of trends and figures lie in a transaction, which whoever comes next waits for. */
const pointOf = (write: string) =>
  POINTS.find(({ part, write: own }) => own === write && !/^(?:Trends|Figures)Repository$/.test(part.name));

describe('an instance that stalls, while another takes its place, changes nothing when it wakes up', () => {
  let bench: EvaluationBench;
  afterEach(async () => {
    jest.restoreAllMocks();
    await bench.close();
  });

  const cases = Object.entries(STORIES).flatMap(([name, story]) =>
    story.writes.map((write) => {
      const point = pointOf(write)!;
      return [name, nameOf(point), story, point] as const;
    }),
  );

  it.each(cases)('%s: %s', async (_, __, { before, meanwhile }, point) => {
    bench = await EvaluationBench.open();
    await bench.count(...background(20));
    await bench.settle();
    await before(bench);
    await bench.addInstance();
    const { stalled, wake } = stallAt(bench, point);
    const slow = bench.settle(0).catch((error: unknown) => error);
    expect(await Promise.race([stalled, slow])).toBe('stalled');
    await meanwhile(bench);
    bench.now = new Date(bench.now.getTime() + LEASE);
    await bench.settle(1);
    const made = await bench.made();
    bench.told();
    wake();
    expect(await slow).toMatchObject({ name: 'LeaseLost' });
    bench.now = new Date(bench.now.getTime() + LEASE);
    await bench.settle(1);
    expect(await bench.made()).toEqual(made);
    expect(bench.told()).toEqual([]);
  });
});
