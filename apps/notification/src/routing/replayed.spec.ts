import { beforeEach, describe, expect, it } from '@jest/globals';
import type { StructuredReport } from '@landbridge/contracts';
import { structuredReport } from '@landbridge/contracts/testing';
import { subscription } from '../testing.ts';
import { accepted, RouterBench, withdrawn } from './testing.ts';

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
});
