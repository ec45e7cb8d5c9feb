import { beforeEach, describe, expect, it } from '@jest/globals';
import { structuredReport } from '@landbridge/contracts/testing';
import { subscription } from '../testing.ts';
import { accepted, envelope, narrowed, now, RouterBench, withdrawn } from './testing.ts';

describe('Router', () => {
  let bench: RouterBench;

  beforeEach(async () => {
    bench = await RouterBench.open();
  });

  it('makes one delivery for each subscription that fits and may see the report', async () => {
    bench.subscriptions.push(
      subscription({ organisation: bench.outsider.id }),
      subscription({ organisation: bench.reader.id, filters: { countries: ['DE'] } }),
    );
    expect(await bench.route(accepted(structuredReport()))).toEqual(['report.accepted 1 waiting']);
  });

  it('makes none again when the same event comes again, or an older one', async () => {
    const report = structuredReport();
    await bench.route(accepted(report), accepted({ ...report, revision: 2 }));
    expect(await bench.route(accepted(report), accepted({ ...report, revision: 2 }))).toEqual([]);
  });

  it('gives the same event the same id, whoever routes it', async () => {
    const report = structuredReport();
    await bench.route(accepted(report));
    const [first] = bench.store.last.deliveries.keys();
    bench.store.subjects = [];
    bench.store.lines = [];
    await bench.route(accepted(report));
    expect([...bench.store.last.deliveries.keys()]).toEqual([first]);
    expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('makes none for what happened before the subscription', async () => {
    expect(await bench.route(accepted(structuredReport(), new Date('2025-12-31T23:59:59Z')))).toEqual([]);
  });

  it('makes none for a suspended organisation', async () => {
    bench.organisations = [{ ...bench.reader, status: 'suspended' }];
    expect(await bench.route(accepted(structuredReport()))).toEqual([]);
  });

  it('goes on telling of a report that was told of, when a revision no longer fits the filters', async () => {
    bench.subscriptions = [subscription({ organisation: bench.reader.id, filters: { countries: ['RO'] } })];
    const report = structuredReport({ where: { origin: 'RO', exploitation: 'SE' } });
    await bench.route(accepted(report));
    expect(await bench.route(accepted({ ...report, revision: 2, where: { origin: 'MD', exploitation: 'SE' } }))).toEqual([
      'report.revised 2 waiting',
    ]);
  });

  it('drops a report with its withdrawal when its sending never began', async () => {
    const report = structuredReport();
    expect(await bench.route(accepted(report), withdrawn(report))).toEqual(['report.accepted 1 dropped']);
    expect(bench.store.lines).toEqual([]);
    expect(bench.store.subjects).toMatchObject([{ revision: 2, withdrawn: true }]);
  });

  it.each([true, false])('tells whoever got it of a withdrawal, asked or not (body readable: %s)', async (readable) => {
    const report = structuredReport();
    await bench.route(accepted(report));
    bench.sendAll();
    expect(await bench.route(withdrawn(report, readable))).toEqual(['report.withdrawn 2 waiting']);
  });

  it('tells who asked for withdrawals of those that it could see', async () => {
    bench.subscriptions = [
      subscription({ organisation: bench.reader.id, events: ['report.withdrawn'] }),
      subscription({ organisation: bench.outsider.id, events: ['report.withdrawn'] }),
    ];
    const report = structuredReport();
    await bench.route(accepted(report));
    expect(await bench.route(withdrawn(report))).toEqual(['report.withdrawn 2 waiting']);
  });

  it('takes a report back from whoever got it when its marking is narrowed, and tells nothing else', async () => {
    const report = structuredReport();
    await bench.route(accepted(report));
    bench.sendAll();
    expect(await bench.route(accepted({ ...report, revision: 2, marking: { tlp: 'amber', communities: ['law-enforcement'] } }))).toEqual([
      'report.withdrawn 2 waiting',
    ]);
    expect(JSON.stringify([...bench.store.last.deliveries.values()])).not.toContain('law-enforcement');
  });

  it('takes back from everybody what was narrowed in a form that cannot be read', async () => {
    const report = structuredReport();
    await bench.route(accepted(report));
    bench.sendAll();
    expect(await bench.route({ ...envelope(report.id, 2), name: 'report.narrowed', data: undefined })).toEqual([
      'report.withdrawn 2 waiting',
    ]);
    expect(await bench.route(accepted({ ...report, revision: 3 }))).toEqual(['report.revised 3 waiting']);
  });

  it('tells those who may still see a narrowed report that it was revised', async () => {
    const report = structuredReport();
    await bench.route(accepted(report));
    bench.sendAll();
    const narrowed = { ...report, revision: 2, attribution: 'hidden' as const };
    expect(await bench.route({ ...envelope(report.id, 2), name: 'report.narrowed', data: { report: narrowed } })).toEqual([
      'report.revised 2 waiting',
    ]);
  });

  it.each<[string, () => void]>([
    [
      'did not ask for revisions',
      () => (bench.subscriptions = bench.subscriptions.map((each) => ({ ...each, events: ['report.accepted'] }))),
    ],
    ['is suspended', () => (bench.organisations = [{ ...bench.reader, status: 'suspended' }])],
    ['is in a community whose record cannot be read', () => (bench.unreadable = true)],
  ])('has every later revision of what it got waiting for who %s', async (_who, happens) => {
    const report = structuredReport({ attribution: 'named' });
    await bench.route(accepted(report));
    bench.sendAll();
    happens();
    expect(await bench.route(accepted({ ...report, revision: 2 }))).toEqual(['report.revised 2 waiting']);
    expect(await bench.route(narrowed({ ...report, revision: 3, attribution: 'hidden' }))).toEqual(['report.revised 3 waiting']);
    expect(bench.store.lines).toMatchObject([{ holds: true, urgent: true, queue: [{ revision: 2 }, { revision: 3, narrower: true }] }]);
    expect(await bench.route(accepted(structuredReport({ revision: 2 })))).toEqual([]);
  });

  it('has the later revision follow the one that waits', async () => {
    bench.subscriptions = [subscription({ organisation: bench.reader.id, events: ['report.accepted'] })];
    const report = structuredReport({ attribution: 'named' });
    await bench.route(accepted(report));
    expect(await bench.route(accepted({ ...report, revision: 2 }))).toEqual(['report.revised 2 waiting']);
    expect(bench.store.lines).toMatchObject([{ queue: [{ revision: 1 }, { revision: 2 }] }]);
  });

  it('keeps a report with hidden attribution for a moment of its own, but from nobody who sent it, nor what is urgent or narrower', async () => {
    const hidden = structuredReport({ attribution: 'hidden' });
    const due = () => bench.store.lines.map(({ dueAt }) => (dueAt ?? now) > now);
    await bench.route(accepted(hidden));
    expect(due()).toEqual([true]);
    expect([...bench.store.last.deliveries.values()][0]?.createdAt).toEqual(bench.store.lines[0]?.dueAt);
    bench.store.lines = [];
    await bench.route(accepted(structuredReport({ attribution: 'hidden', urgency: 'imminent' })));
    await bench.route(accepted(structuredReport({ attribution: 'hidden', contributor: { ...hidden.contributor, id: bench.reader.id } })));
    await bench.route(narrowed(structuredReport({ attribution: 'hidden' })));
    expect(due()).toEqual([false, false, false]);
  });

  it('keeps the latest marking of a report, and no more of it', async () => {
    await bench.route(accepted(structuredReport()));
    expect(Object.keys(bench.store.subjects[0]?.report ?? {}).sort()).toEqual([
      'attribution',
      'basis',
      'concernsMinors',
      'contributor',
      'marking',
      'usePurposes',
    ]);
  });
});
