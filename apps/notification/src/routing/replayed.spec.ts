import { beforeEach, describe, expect, it } from '@jest/globals';
import type { StructuredReport } from '@landbridge/contracts';
import { structuredReport } from '@landbridge/contracts/testing';
import fc from 'fast-check';
import { subscription } from '../testing.ts';
import { RoutedBatch, type Source } from './routed-batch.ts';
import { accepted, now, RouterBench, withdrawn } from './testing.ts';

describe('Router, told of the past', () => {
  let bench: RouterBench;

  beforeEach(async () => {
    bench = await RouterBench.open();
  });

  const report = structuredReport({ attribution: 'named' });

  it('makes no delivery, and makes them when the same comes live, each once', async () => {
    expect(await bench.replay(accepted({ ...report, revision: 3 }))).toEqual([]);
    expect(await bench.route(accepted(report), accepted({ ...report, revision: 2 }))).toEqual([
      'report.accepted 1 waiting',
      'report.revised 2 waiting',
    ]);
    expect(bench.store.subjects).toMatchObject([{ revision: 3, routed: 2 }]);
    expect(await bench.route(accepted({ ...report, revision: 3 }))).toEqual(['report.revised 3 waiting']);
    expect(bench.store.subjects[0]).not.toHaveProperty('routed');
    expect(await bench.route(accepted({ ...report, revision: 3 }))).toEqual([]);
  });

  it('changes nothing where the same is known already', async () => {
    await bench.route(accepted(report));
    const before = structuredClone(bench.store.subjects);
    expect(await bench.replay(accepted(report))).toEqual([]);
    expect(bench.store.subjects).toEqual(before);
    expect(await bench.route(accepted(report))).toEqual([]);
  });

  it('tells of a withdrawal whoever got the report, and nobody else', async () => {
    bench.subscriptions.push(subscription({ organisation: bench.reader.id, events: ['report.withdrawn'] }));
    await bench.route(accepted(report));
    bench.sendAll();
    expect(await bench.replay(withdrawn(report))).toEqual(['report.withdrawn 2 waiting']);
    expect(await bench.route(withdrawn(report))).toEqual([]);
  });

  it.each<[string, Partial<StructuredReport>]>([
    ['to whom it may go', { marking: { tlp: 'amber', communities: ['law-enforcement'] } }],
    ['who sent it', { attribution: 'hidden' }],
  ])('takes back a report that tells less than before of %s', async (_what, change) => {
    await bench.route(accepted(report));
    bench.sendAll();
    expect(await bench.replay(accepted({ ...report, revision: 2, ...change }))).toEqual(['report.withdrawn 2 waiting']);
  });

  it('takes nothing back that was only corrected', async () => {
    await bench.route(accepted(report));
    bench.sendAll();
    expect(await bench.replay(accepted({ ...report, revision: 2, acts: ['transportation'] }))).toEqual([]);
    expect(bench.store.lines).toMatchObject([{ holds: true }]);
  });

  it('routes each revision that comes live once and in order, whatever is replayed in between, and knows the latest', () => {
    const replays = fc.array(fc.record({ before: fc.nat(12), revision: fc.integer({ min: 1, max: 12 }) }), { maxLength: 6 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 }), fc.array(fc.nat(10)), replays, (last, again, told) => {
        const live = Array.from({ length: last }, (_, at) => at + 1);
        // a window that is taken a second time begins earlier
        for (const at of again) live.splice(at, 0, ...live.slice(Math.max(0, at - 2), at));
        const batch = new RoutedBatch([], [], now);
        const routed: number[] = [];
        const take = (revision: number, source: Source) => {
          if (!batch.isNews('r', revision, source)) return;
          batch.learn({ _id: 'r', revision, withdrawn: false }, source);
          if (source === 'live') routed.push(revision);
        };
        live.forEach((revision, at) => {
          for (const replay of told.filter(({ before }) => before === at)) take(replay.revision, 'replay');
          take(revision, 'live');
        });
        expect(routed).toEqual(Array.from({ length: last }, (_, at) => at + 1));
        const heard = told.filter(({ before }) => before < live.length).map(({ revision }) => revision);
        expect(batch.subject('r')?.revision).toBe(Math.max(last, ...heard));
      }),
      { numRuns: 2_000 },
    );
  });
});
