import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { StructuredReport } from '@landbridge/contracts';
import { EvaluationCollections, type FamilyDocument } from '../src/evaluation/evaluation.collections.ts';
import { Pass } from '../src/evaluation/pass.ts';
import { Reducer } from '../src/evaluation/reducer.ts';
import { EvaluationBench, type Made } from './support/evaluation.ts';
import { RISING, WEEK, weekOf } from './support/rises.ts';

const ORIGINS = ['AL', 'BG', 'BY', 'CZ', 'EE', 'GE', 'HR', 'HU', 'LV', 'MD', 'PL', 'RS'];
const WEEKS = 24;
const BURST = -12;
const LATE = -2;
const HIDDEN: StructuredReport['marking'] = { tlp: 'green', communities: ['research'] };

/** Corridors from many countries, some of them in each week, and an old burst that stated perpetrators. */
const network = [
  ...Array.from({ length: WEEKS }, (_, i) =>
    ORIGINS.filter((__, at) => (at + i) % 3 === 0).flatMap((origin) => weekOf(i - WEEKS + 1, 1, { origin, exploitation: 'FI' })),
  ).flat(),
  ...weekOf(BURST, 12, RISING).map((report) => ({ ...report, quantities: [{ unit: 'perpetrator' as const, value: 3 }] })),
];

/** What changed between two looks: ids of what is there now and was not, or was otherwise; and of what is gone. */
function changed(before: Made, after: Made, collection: 'lines' | 'signals' | 'buckets'): string[] {
  const [then, now] = [contents(before[collection]), contents(after[collection])];
  return [...new Set([...then.keys(), ...now.keys()])].filter((id) => then.get(id) !== now.get(id));
}

const contents = (documents: readonly object[]) => new Map(documents.map((document) => [(document as { _id: string })._id, JSON.stringify(document)])); // prettier-ignore

describe('a late report among many series', () => {
  let bench: EvaluationBench;
  beforeEach(async () => {
    bench = await EvaluationBench.open();
    await bench.count(...network);
    await bench.settle();
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await bench.close();
  });

  /** Which weeks are reduced, counted from the present one. */
  function reducedWeeks(): number[] {
    const weeks: number[] = [];
    const reducer = bench.part(Reducer);
    const reduce = reducer.reduce.bind(reducer);
    jest.spyOn(reducer, 'reduce').mockImplementation((...given: Parameters<Reducer['reduce']>) => {
      weeks.push((given[0].bucket - WEEK) / 7);
      return reduce(...given);
    });
    return weeks;
  }

  it('changes the lines of its own series, and signals and buckets of no week before it', async () => {
    const before = await bench.made();
    const series = new Set(['total:all', 'citizenship:MD', 'origin:MD', 'corridor:MD>FI', 'exploitation:FI']);
    const written = jest.spyOn(bench.part(EvaluationCollections), 'replace');
    await bench.count(...weekOf(LATE, 1, { origin: 'MD', exploitation: 'FI' }));
    await bench.settle();
    const after = await bench.made();
    const lines = changed(before, after, 'lines');
    const named = (id: string) => id.split('|')[1] ?? '';
    const own = lines.filter((id) => series.has(named(id)));
    expect(own).toHaveLength(2 * series.size);
    // besides, the codes that all of these reports have
    expect(lines.every((id) => !/:(?!FI|MD)[A-Z]{2}\b/.test(named(id)))).toBe(true);
    expect(lines.length).toBeLessThan(before.lines.length / 3);
    expect(written.mock.calls.flatMap(([, documents]) => documents.map(({ _id }) => _id)).filter((id) => /\|(?:reports|victim)$/.test(id)).sort()).toEqual(lines.sort()); // prettier-ignore
    const weekNamed = (id: string) => (Number(id.split('|')[1]) - WEEK) / 7;
    for (const collection of ['signals', 'buckets'] as const)
      for (const id of changed(before, after, collection)) expect(weekNamed(id)).toBeGreaterThanOrEqual(LATE);
  });

  it('has the weeks from its own on reduced anew, and no other', async () => {
    const weeks = reducedWeeks();
    await bench.count(...weekOf(LATE, 1, { origin: 'MD', exploitation: 'FI' }));
    await bench.settle();
    expect(weeks).toEqual([-2, -1, 0]);
  });

  it('has no week reduced for those who may not see it', async () => {
    const weeks = reducedWeeks();
    await bench.count(...weekOf(LATE, 1, { origin: 'MD', exploitation: 'FI' }, HIDDEN));
    await bench.settle();
    expect(weeks).toEqual([]);
  });

  it('has no week reduced that is over, if it is one of the present week', async () => {
    const weeks = reducedWeeks();
    await bench.count(...weekOf(1, 1, { origin: 'MD', exploitation: 'FI' }));
    await bench.settle();
    expect(weeks).toEqual([]);
  });

  it('has the week reduced anew in which another sender is told, and no other line', async () => {
    const [report] = network.filter(({ recordedAt, where }) => where?.origin === RISING.origin && recordedAt.startsWith('2025-12'));
    const before = await bench.made();
    const weeks = reducedWeeks();
    await bench.count({ ...report!, revision: 2, attribution: 'hidden' });
    await bench.settle();
    expect(weeks).toContain(BURST);
    expect(changed(before, await bench.made(), 'lines')).toEqual([]);
  });

  it('has it reduced anew also where reports of a later week have come meanwhile', async () => {
    const burst = network.filter(({ quantities }) => quantities?.some(({ unit }) => unit === 'perpetrator'));
    const [later] = weekOf(LATE, 1, RISING).map((report) => ({ ...report, quantities: burst[0]?.quantities ?? [] }));
    const weeks = reducedWeeks();
    await bench.count({ ...burst[0]!, revision: 2, attribution: 'hidden' }, later!);
    await bench.settle();
    expect(weeks).toContain(BURST);
  });

  const family = (made: Made) => (made.families as FamilyDocument[]).map(({ _id }) => _id);

  it('stays in its family', async () => {
    const before = family(await bench.made());
    await bench.count(...weekOf(LATE, 1, { origin: 'MD', exploitation: 'FI' }));
    await bench.settle();
    expect(family(await bench.made())).toEqual(before);
  });
});

describe('a report of long ago that is withdrawn', () => {
  const LONG_AGO = -68;
  /** Weeks that a week remembers, itself among them. */
  const MEMORY = 52;
  const MONDAYS = Array.from({ length: 1 - LONG_AGO }, (_, i) => LONG_AGO + i);
  const gone = weekOf(LONG_AGO + 1, 1, { origin: 'MD', exploitation: 'FI' });
  const quiet = MONDAYS.flatMap((monday) => weekOf(monday, 2, { origin: 'MD', exploitation: 'FI' }));
  const recent = weekOf(-1, 12, RISING);

  let bench: EvaluationBench;
  let without: EvaluationBench;
  beforeEach(async () => {
    [bench, without] = [await EvaluationBench.open(), await EvaluationBench.open()];
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await Promise.all([bench.close(), without.close()]);
  });

  it('has reports read of the weeks only that remember it, and leaves behind what there would be without it', async () => {
    await bench.count(...gone, ...quiet, ...recent);
    await bench.settle();
    expect((await bench.trends()).length).toBeGreaterThan(0);
    const read = jest.spyOn(Pass.prototype, 'contributions');
    await bench.count({ withdrawn: gone[0]! });
    await bench.settle();
    const weeks = new Set(read.mock.calls.map(([, bucket]) => (bucket - WEEK) / 7));
    // of the line of all reports other counts stand behind the rise of that week
    expect([...weeks].filter((week) => week >= LONG_AGO + 1 + MEMORY)).toEqual([-1]);
    expect([...weeks]).toContain(LONG_AGO + MEMORY);
    await without.count(...quiet, ...recent);
    await without.settle();
    for (const collection of ['lines', 'signals', 'buckets'] as const)
      expect(changed(await bench.made(), await without.made(), collection)).toEqual([]);
  });
});
