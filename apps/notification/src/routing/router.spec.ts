import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Trend } from '@landbridge/contracts';
import { structuredReport } from '@landbridge/contracts/testing';
import { subscription, trend } from '../testing.ts';
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

  it('gives candidates to assessors of the audience only, and published ones to the audience', async () => {
    bench.subscriptions = [bench.reader, bench.outsider, bench.assessor].map(({ id }) => subscription({ organisation: id }));
    const candidate = trend();
    const opened = { ...envelope(candidate.id, 1), name: 'trend.opened' as const, data: candidate };
    expect(await bench.routeTrends(opened)).toEqual([bench.assessor.id]);
    const published = { ...candidate, revision: 2, state: 'published' as const };
    expect(await bench.routeTrends({ ...envelope(candidate.id, 2), name: 'trend.revised', data: published })).toEqual([
      bench.reader.id,
      bench.assessor.id,
    ]);
    const closed = { ...candidate, revision: 3, state: 'closed' as const };
    expect(await bench.routeTrends({ ...envelope(candidate.id, 3), name: 'trend.closed', data: closed })).toEqual([
      bench.reader.id,
      bench.assessor.id,
    ]);
  });

  it('tells the end of a trend to whoever was told of it, asked for or not, and to nobody else who did not ask', async () => {
    bench.subscriptions = [subscription({ organisation: bench.assessor.id, events: ['trend.opened'] })];
    const known = trend();
    await bench.routeTrends({ ...envelope(known.id, 1), name: 'trend.opened', data: known });
    bench.sendAll();
    const revised = { ...envelope(known.id, 2), name: 'trend.revised' as const, data: { ...known, revision: 2 } };
    expect(await bench.routeTrends(revised)).toEqual([]);
    const closed = (id: string) => ({ ...envelope(id, 3), name: 'trend.closed' as const, data: { ...known, id, revision: 3, state: 'closed' as const } }); // prettier-ignore
    expect(await bench.routeTrends(closed(known.id))).toEqual([bench.assessor.id]);
    expect(await bench.routeTrends(closed('00000000-0000-8000-8000-000000000009'))).toEqual([]);
  });

  describe('what people make of a trend', () => {
    const candidate = trend();
    const told = (name: 'trend.opened' | 'trend.revised' | 'trend.closed', revision: number, over: Partial<Trend>) => {
      const data = { ...candidate, revision, ...over };
      return bench.routeTrends({ ...envelope(data.id, revision), name, data });
    };
    beforeEach(async () => {
      bench.subscriptions = [bench.reader, bench.assessor].map(({ id }) => subscription({ organisation: id }));
      await told('trend.opened', 1, {});
      bench.sendAll();
    });

    it('is no longer published for whoever had it, and is the team’s alone after that', async () => {
      await told('trend.revised', 2, { state: 'published' });
      bench.sendAll();
      bench.subscriptions.push(subscription({ organisation: bench.reader.id }));
      // the second subscription came later and was not told of it
      expect(await told('trend.revised', 3, { state: 'under-assessment' })).toEqual([bench.reader.id, bench.assessor.id]);
      bench.sendAll();
      expect(await told('trend.revised', 4, { state: 'under-assessment' })).toEqual([bench.assessor.id]);
      expect(await told('trend.revised', 5, { state: 'published' })).toEqual([bench.reader.id, bench.assessor.id, bench.reader.id]);
    });

    it('is told to have been taken back also where only its publishing was asked for', async () => {
      await told('trend.revised', 2, { state: 'published' });
      bench.sendAll();
      bench.subscriptions = bench.subscriptions.map((each) => ({ ...each, events: ['trend.opened'] }));
      expect(await told('trend.revised', 3, { state: 'under-assessment' })).toEqual([bench.reader.id]);
    });

    it('ends for those who had it, and for nobody else, where it is dismissed', async () => {
      expect(await told('trend.closed', 2, { state: 'dismissed' })).toEqual([bench.assessor.id]);
      bench.sendAll();
      expect(await told('trend.revised', 3, { state: 'dismissed' })).toEqual([]);
      expect(await told('trend.opened', 4, {})).toEqual([bench.assessor.id]);
    });

    it('calls nobody where it is silent from the start', async () => {
      const silent = trend({ id: '00000000-0000-8000-8000-000000000009', state: 'dismissed' });
      expect(await bench.routeTrends({ ...envelope(silent.id, 1), name: 'trend.closed', data: silent })).toEqual([]);
    });

    it('is not told to have ended where it was taken back before', async () => {
      bench.subscriptions = [subscription({ organisation: bench.reader.id, events: ['trend.closed'] })];
      await told('trend.revised', 2, { state: 'published' });
      await told('trend.revised', 3, { state: 'under-assessment' });
      expect(await told('trend.closed', 4, { state: 'closed' })).toEqual([]);
    });
  });

  it('tells of a community’s trends who reads for its charter’s purpose, and of the public’s everybody', async () => {
    bench.subscriptions = (['prevention', 'research'] as const).map((purpose) =>
      subscription({ organisation: bench.assessor.id, purpose }),
    );
    const told = async (data: Trend) => {
      await bench.routeTrends({ ...envelope(data.id, 1), name: 'trend.opened', data });
      return [...bench.store.last.deliveries.values()].map(
        ({ subscription: id }) => bench.subscriptions.find((each) => each._id === id)?.purpose,
      );
    };
    expect(await told(trend())).toEqual(['prevention']);
    expect(await told(trend({ audience: 'public' }))).toEqual(['prevention', 'research']);
  });

  it('tells who came by a later charter nothing that was made under the one before', async () => {
    bench.subscriptions = [subscription({ organisation: bench.reader.id })];
    bench.charterSequence = 7;
    const made = (policySequence: number, revision: number, over: Partial<Trend> = {}) => {
      const data = { ...trend({ id: `00000000-0000-8000-8000-00000000000${revision}` }), state: 'published' as const, ...over };
      return bench.routeTrends({ ...envelope(data.id, 1), policySequence, name: 'trend.opened', data });
    };
    bench.organisations = [{ ...bench.reader, sequence: 8 }];
    expect(await made(6, 1)).toEqual([]);
    expect(await made(7, 2)).toEqual([bench.reader.id]);
    bench.organisations = [{ ...bench.reader, sequence: 3 }];
    expect(await made(6, 3)).toEqual([bench.reader.id]);
    expect(await made(7, 4, { state: 'closed', closedBecause: 'charter-changed' })).toEqual([]);
  });
});
