import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { sharingClass } from '@landbridge/sharing';
import { countWindow, prepareWindow } from '../src/counting/count-window.ts';
import { countedOf, type Contribution } from '../src/counting/contribution.ts';
import type { CounterDelta, CountingStore } from '../src/counting/counting-store.ts';
import { CountersRepository } from '../src/counting/counters.repository.ts';
import { Chance } from '../src/counting/model/random-log.ts';
import { Recount } from '../src/counting/recount.ts';
import { busyNetwork } from './support/reports.ts';
import { openStore } from './support/store.ts';

const SCOPE = { generation: 'g', partition: '0' };
const KEY = 'g|total:all';
const ID = `${KEY}|day|2026|clear|0`;
const unfenced = () => Promise.resolve();
const delta = (first: number, last: number, amounts: Record<string, number>, id = ID): CounterDelta => ({
  id,
  first,
  last,
  amounts: new Map(Object.entries(amounts)),
});

describe('counters in MongoDB', () => {
  let opened: Awaited<ReturnType<typeof openStore>>;
  beforeAll(async () => {
    opened = await openStore();
  });
  beforeEach(async () => {
    await opened.collections.counters.deleteMany({});
    await opened.collections.contributions.deleteMany({});
  });
  afterAll(() => opened.drop());

  const read = (id = ID) => opened.collections.counters.findOne({ _id: id });

  it('adds by record time and by event time, also on days before 1970', async () => {
    expect(await opened.store.add([delta(3, 5, { 'reports.r.20514': 2, 'victim.e.-40': 1 })])).toEqual([]);
    expect(await opened.store.add([delta(6, 6, { 'reports.r.20514': 1, 'reports.r.20515': -1 })])).toEqual([]);
    expect(await read()).toEqual({
      _id: ID,
      key: KEY,
      upTo: 6,
      dirty: true,
      dirtyDays: { r: { from: 20514, to: 20515 }, e: { from: -40, to: -40 } },
      sums: { reports: { r: { 20514: 3, 20515: -1 } }, victim: { e: { '-40': 1 } } },
    });
  });

  it('refuses what a document may include already, and adds the rest of the bulk', async () => {
    const other = ID.replace('clear', 'none');
    await opened.store.add([delta(3, 5, { 'reports.r.1': 1 })]);
    expect(await opened.store.add([delta(5, 9, { 'reports.r.1': 10 }), delta(5, 9, { 'reports.r.1': 7 }, other)])).toEqual([ID]);
    expect((await read())?.sums).toEqual({ reports: { r: { 1: 1 } } });
    expect((await read(other))?.sums).toEqual({ reports: { r: { 1: 7 } } });
    expect(await opened.store.stamps([ID, other, 'none'])).toEqual(
      new Map([
        [ID, 5],
        [other, 9],
      ]),
    );
  });

  it('keeps the contribution with the highest stamp', async () => {
    const at = (stamp: number, revision: number): Contribution => ({ report: 'a', revision, stamp });
    await opened.store.keep(SCOPE, [at(4, 2)], new Set());
    await opened.store.keep(SCOPE, [at(3, 1)], new Set());
    await opened.store.keep(SCOPE, [at(2, 1)], new Set(['a']));
    expect((await opened.store.contributions('g', ['a', 'b'])).get('a')).toMatchObject(at(4, 2));
    await opened.store.keep(SCOPE, [at(9, 3)], new Set(['a']));
    expect((await opened.store.contributions('g', ['a'])).get('a')?.stamp).toBe(9);
  });

  it('takes the mark only off a document that is as it was read', async () => {
    const counters = new CountersRepository(opened.collections);
    await opened.store.add([delta(1, 1, { 'reports.r.1': 1 })]);
    const documents = async () => (await counters.documentsOf([KEY])).get(KEY) ?? [];
    const before = await documents();
    await opened.store.add([delta(2, 2, { 'reports.r.1': 1 })]);
    await counters.markEvaluated(before, [9], unfenced);
    expect(await counters.dirtyKeys('g')).toEqual(new Set([KEY]));
    await counters.markEvaluated(await documents(), [9], unfenced);
    expect(await counters.dirtyCount('g')).toBe(0);
    expect(await counters.allKeys('g')).toEqual(new Set([KEY]));
  });

  it('leaves the mark on a document that includes what has not taken effect yet, but for what a replay has brought', async () => {
    const counters = new CountersRepository(opened.collections);
    const replayed = ID.replace(/0$/, 'r0');
    await opened.store.add([delta(7, 7, { 'reports.r.1': 1 }), delta(9, 9, { 'reports.r.1': 1 }, replayed)]);
    const documents = async () => (await counters.documentsOf([KEY])).get(KEY) ?? [];
    for (const handled of [[], [6], [7]]) await counters.markEvaluated(await documents(), handled, unfenced);
    expect((await documents()).filter(({ dirty }) => dirty)).toMatchObject([{ _id: ID, dirtyDays: { r: { from: 1, to: 1 } } }]);
    await counters.markEvaluated(await documents(), [8], unfenced);
    for (const document of await documents()) expect(Object.keys(document).sort()).toEqual(['_id', 'key', 'sums', 'upTo']);
  });

  it('keeps the first and the last day of what has changed since the mark was taken off, in a transaction and without one', async () => {
    for (const [i, day] of [30, 20, 25].entries()) await opened.store.add([delta(i, i, { [`reports.r.${day}`]: 0, 'reports.e.2': 0 })]);
    expect(await read()).toMatchObject({ dirtyDays: { r: { from: 20, to: 30 }, e: { from: 2, to: 2 } } });
    jest.spyOn(opened.collections, 'together').mockResolvedValue(undefined);
    await opened.store.add([
      delta(5, 5, { 'reports.r.10': 0, 'reports.r.40': 0, 'reports.e.2': 0 }),
      delta(5, 5, { 'reports.e.2': 1 }, `${ID}0`),
    ]);
    jest.restoreAllMocks();
    expect(await read()).toMatchObject({ dirtyDays: { r: { from: 10, to: 40 }, e: { from: 2, to: 2 } } });
    expect((await read(`${ID}0`))?.dirtyDays).toEqual({ e: { from: 2, to: 2 } });
  });

  it('counts exactly while zombies, redeliveries and a failing store get in each other’s way', async () => {
    const log = randomEvents(1_200);
    const seeds = [1, 2, 3];
    await Promise.all(seeds.map((seed) => consume(opened.store, log, new Chance(seed))));
    const result = await new Recount(opened.collections).compare('g');
    expect(result).toMatchObject({ differing: 0, differences: [] });
    expect(result.reports).toBe(expectedReports(log));
    expect(await new CountersRepository(opened.collections).countedReports('g')).toBe(result.reports);
    expect(result.slots).toBeGreaterThan(5_000);
  }, 120_000);

  it('tells which counters a recount finds wrong', async () => {
    const log = randomEvents(50);
    await countWindow(opened.store, await prepareWindow(opened.store, SCOPE, log));
    const touched = await opened.collections.counters.findOne({ key: KEY });
    await opened.collections.counters.updateOne({ _id: touched?._id ?? '' }, { $inc: { 'sums.reports.r.1': 5 } });
    const { differing, differences } = await new Recount(opened.collections).compare('g');
    expect(differing).toBe(1);
    expect(differences[0]).toMatchObject({ counted: 5, recounted: 0 });
    expect(differences[0]?.slot).toMatch(/^total:all\|day\|\d{4}\|[^|]+ reports\.r\.1$/);
  });
});

/** New reports, revisions, withdrawals, and the same or a lower revision again. */
function randomEvents(length: number): Contribution[] {
  const chance = new Chance(7);
  const reports = busyNetwork(7, length, new Date('2026-06-01T00:00:00Z'));
  const revisions: Contribution[] = [];
  return reports.map((report, stamp) => {
    const before = stamp > 20 && chance.happens(0.3) ? chance.pick(revisions) : undefined;
    if (before && chance.happens(0.2)) return { ...before, stamp };
    const event: Contribution = {
      report: before?.report ?? report.id,
      revision: (before?.revision ?? 0) + 1,
      stamp,
      ...(before && chance.happens(0.3) ? {} : { counted: countedOf(report, sharingClass(report)) }),
    };
    revisions.push(event);
    return event;
  });
}

function expectedReports(log: readonly Contribution[]): number {
  const newest = new Map<string, Contribution>();
  for (const event of log) if (event.revision > (newest.get(event.report)?.revision ?? 0)) newest.set(event.report, event);
  return [...newest.values()].filter(({ counted }) => counted).length;
}

/** One consumer that starts where it likes, takes windows of any size, and meets a store that fails after it has done half of the work. */
async function consume(store: CountingStore, log: readonly Contribution[], chance: Chance): Promise<void> {
  const failing: CountingStore = {
    contributions: (generation, reports) => store.contributions(generation, reports),
    stamps: (ids) => store.stamps(ids),
    keep: (scope, contributions, held) => store.keep(scope, contributions, held),
    add: async (deltas) => {
      if (!chance.happens(0.2)) return store.add(deltas);
      await store.add(chance.shuffled(deltas).slice(0, Math.ceil(deltas.length / 2)));
      throw new StoreAway('The store went away.');
    },
  };
  for (let from = 0; from < log.length;) {
    const end = Math.min(log.length, from + chance.whole(20, 300));
    try {
      await countWindow(failing, await prepareWindow(failing, SCOPE, log.slice(from, end)));
      from = chance.happens(0.1) ? Math.max(0, from - 50) : end;
    } catch (error) {
      // begins the window again, as the consumer does
      if (!(error instanceof StoreAway)) throw error;
    }
  }
}

class StoreAway extends Error {}
