import { describe, expect, it } from '@jest/globals';
import { addToCounters, countWindow, keepContributions } from './count-window.ts';
import type { Contribution } from './contribution.ts';
import { history, type Outcome, type Variant } from './model/history.ts';

const SEED = 4;
const HISTORIES = 20_000;

/** Each of these looks as good as the protocol and is wrong (architecture, Counters). */
const wrong: Record<string, Variant> = {
  'exclusive stamps': {
    store: (store, { end }) => ({ ...store, add: (deltas) => store.add(deltas.map((delta) => ({ ...delta, last: end }))) }),
  },
  'net-zero documents dropped': {
    store: (store) => ({
      ...store,
      add: (deltas) => store.add(deltas.filter(({ amounts }) => [...amounts.values()].some((amount) => amount !== 0))),
    }),
  },
  'revisions of a window coalesced': { events: (events) => events.filter((event) => event === newestOf(events, event.report)) },
  'contributions first': {
    count: async (store, plan) => {
      await keepContributions(store, plan);
      await addToCounters(store, plan);
    },
  },
  '"refused" taken as "done"': {
    count: (store, plan) => countWindow({ ...store, add: async (deltas) => (await store.add(deltas), []) }, plan),
  },
  'contributions loaded before the position': { loadsFirst: true },
  'evaluated at once, whether the contributions are there or not': { handledUpTo: () => Infinity },
};

function newestOf(events: readonly Contribution[], report: string): Contribution | undefined {
  return events.filter((event) => event.report === report).reduce((a, b) => (b.revision > a.revision ? b : a));
}

describe('offset-stamped counters, in a model without engines', () => {
  it(`count what a recount counts, and are evaluated by what it is made of, in ${HISTORIES} random histories of crashes, redeliveries and zombies`, async () => {
    const sum = { kills: 0, orphans: 0, refusals: 0, failures: 0 };
    for (let seed = SEED; seed < SEED + HISTORIES; seed += 1) {
      const outcome: Outcome = await history(seed);
      if (!outcome.right) throw new Error(`The history of seed ${seed} counts wrongly.`);
      for (const kind of ['kills', 'orphans', 'refusals', 'failures'] as const) sum[kind] += outcome[kind];
    }
    expect(Math.min(...Object.values(sum))).toBeGreaterThan(1_000);
  }, 120_000);

  it.each(Object.entries(wrong))(
    'finds the fault in: %s',
    async (_, variant) => {
      let seed = SEED;
      while (seed < SEED + HISTORIES && (await history(seed, variant)).right) seed += 1;
      expect(seed).toBeLessThan(SEED + HISTORIES);
    },
    120_000,
  );
});
