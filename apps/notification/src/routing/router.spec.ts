import { beforeEach, describe, expect, it } from '@jest/globals';
import type { OrganisationState, StructuredReport } from '@landbridge/contracts';
import { charter, communityState, organisationState, structuredReport, withdrawalOf } from '@landbridge/contracts/testing';
import { PolicyContext, type EventBatch, type ReceivedEvent } from '@landbridge/messaging';
import { Clock, KeyRing, Readers, StoreClock } from '@landbridge/platform';
import { Test } from '@nestjs/testing';
import type { ClientSession } from 'mongoose';
import { begin, finish } from '../queue/line.ts';
import type { LineDocument } from '../queue/line.schema.ts';
import type { Subscription } from '../subscriptions/subscription.schema.ts';
import { SubscriptionsRepository } from '../subscriptions/subscriptions.repository.ts';
import { subscription, trend } from '../testing.ts';
import { Dispersal } from './dispersal.ts';
import { RoutedBatch } from './routed-batch.ts';
import { Router } from './router.ts';
import { RoutingRepository } from './routing.repository.ts';
import { Standing } from './standing.ts';
import type { Subject } from './subject.schema.ts';

const now = new Date('2026-03-10T10:00:00Z');
const NO_SESSION = {} as ClientSession;

/** Stands for the store: what one batch wrote, the next one finds. */
class MemoryRouting {
  subjects: Subject[] = [];
  lines: LineDocument[] = [];
  last = new RoutedBatch([], [], now);

  load = () => Promise.resolve(new RoutedBatch(this.subjects, this.lines, now));
  write = (routed: RoutedBatch) => {
    const { kept, forgotten } = routed.changedLines();
    const changed = new Set([...kept, ...forgotten].map(({ _id }) => _id));
    this.lines = [...this.lines.filter(({ _id }) => !changed.has(_id)), ...kept];
    const { known, fresh } = routed.changedSubjects();
    const learnt = [...known, ...fresh];
    this.subjects = [...this.subjects.filter(({ _id }) => !learnt.some((each) => each._id === _id)), ...learnt];
    this.last = routed;
    return Promise.resolve();
  };
}

describe('Router', () => {
  const reader = organisationState({ communities: ['practitioners'] });
  const outsider = organisationState({ communities: ['research'] });
  const assessor = organisationState({ communities: ['practitioners'], assessing: true });
  let organisations: OrganisationState[];
  let subscriptions: Subscription[];
  let store: MemoryRouting;
  let router: Router;
  let unreadable = false;
  const policy = {
    organisation: (id: string) => organisations.find((each) => each.id === id),
    community: (id: string) => (unreadable ? undefined : communityState({ id, charter: charter({ admits: ['ngo'] }) })),
  };

  beforeEach(async () => {
    unreadable = false;
    organisations = [reader, outsider, assessor];
    subscriptions = [subscription({ organisation: reader.id })];
    store = new MemoryRouting();
    const testing = await Test.createTestingModule({
      providers: [
        Router,
        { provide: RoutingRepository, useValue: store },
        { provide: SubscriptionsRepository, useValue: { findActive: () => Promise.resolve(subscriptions) } },
        Readers,
        Standing,
        { provide: Dispersal, useFactory: () => new Dispersal(new KeyRing(Buffer.alloc(32, 1)), 600_000) },
        { provide: PolicyContext, useValue: policy },
        { provide: Clock, useValue: { now: () => now } },
        { provide: StoreClock, useValue: { now: () => Promise.resolve(now) } },
      ],
    }).compile();
    router = testing.get(Router);
  });

  const envelope = (subject: string, revision: number, time = now) => ({
    key: subject,
    subject,
    revision,
    time,
    id: `${subject} ${revision}`,
    offset: revision,
    stamp: revision,
  });
  const accepted = (report: StructuredReport, time = now): ReceivedEvent<'reports'> => ({
    ...envelope(report.id, report.revision, time),
    name: report.revision === 1 ? 'report.accepted' : 'report.revised',
    data: { report },
  });
  const withdrawn = (report: StructuredReport, readable = true): ReceivedEvent<'reports'> => ({
    ...envelope(report.id, report.revision + 1),
    name: 'report.withdrawn',
    data: readable ? { withdrawal: withdrawalOf(report), previous: report } : undefined,
  });
  const batch = <T extends 'reports' | 'trends'>(topic: T, events: ReceivedEvent<T>[]): EventBatch<T> => ({
    topic,
    partition: 0,
    generation: 'g',
    source: 'live',
    events,
    from: 0,
    next: 1,
  });
  const route = async (...events: ReceivedEvent<'reports'>[]) => {
    await router.routeReports(batch('reports', events), NO_SESSION);
    return [...store.last.deliveries.values()].map(({ name, revision, state }) => `${name} ${revision} ${state}`);
  };
  const routeTrends = async (...events: ReceivedEvent<'trends'>[]) => {
    await router.routeTrends(batch('trends', events), NO_SESSION);
    return [...store.last.deliveries.values()].map(({ organisation }) => organisation);
  };
  const sendAll = () => {
    store.lines = store.lines.map((line) => ({ ...line, ...finish(begin(line, 'holder', now), 'delivered', now), queue: [] }));
  };

  it('makes one delivery for each subscription that fits and may see the report', async () => {
    subscriptions.push(
      subscription({ organisation: outsider.id }),
      subscription({ organisation: reader.id, filters: { countries: ['DE'] } }),
    );
    expect(await route(accepted(structuredReport()))).toEqual(['report.accepted 1 waiting']);
  });

  it('makes none again when the same event comes again, or an older one', async () => {
    const report = structuredReport();
    await route(accepted(report), accepted({ ...report, revision: 2 }));
    expect(await route(accepted(report), accepted({ ...report, revision: 2 }))).toEqual([]);
  });

  it('gives the same event the same id, whoever routes it', async () => {
    const report = structuredReport();
    await route(accepted(report));
    const [first] = store.last.deliveries.keys();
    store.subjects = [];
    store.lines = [];
    await route(accepted(report));
    expect([...store.last.deliveries.keys()]).toEqual([first]);
    expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('makes none for what happened before the subscription', async () => {
    expect(await route(accepted(structuredReport(), new Date('2025-12-31T23:59:59Z')))).toEqual([]);
  });

  it('makes none for a suspended organisation', async () => {
    organisations = [{ ...reader, status: 'suspended' }];
    expect(await route(accepted(structuredReport()))).toEqual([]);
  });

  it('goes on telling of a report that was told of, when a revision no longer fits the filters', async () => {
    subscriptions = [subscription({ organisation: reader.id, filters: { countries: ['RO'] } })];
    const report = structuredReport({ where: { origin: 'RO', exploitation: 'SE' } });
    await route(accepted(report));
    expect(await route(accepted({ ...report, revision: 2, where: { origin: 'MD', exploitation: 'SE' } }))).toEqual([
      'report.revised 2 waiting',
    ]);
  });

  it('drops a report with its withdrawal when its sending never began', async () => {
    const report = structuredReport();
    expect(await route(accepted(report), withdrawn(report))).toEqual(['report.accepted 1 dropped']);
    expect(store.lines).toEqual([]);
    expect(store.subjects).toMatchObject([{ revision: 2, withdrawn: true }]);
  });

  it.each([true, false])('tells whoever got it of a withdrawal, asked or not (body readable: %s)', async (readable) => {
    const report = structuredReport();
    await route(accepted(report));
    sendAll();
    expect(await route(withdrawn(report, readable))).toEqual(['report.withdrawn 2 waiting']);
  });

  it('tells who asked for withdrawals of those that it could see', async () => {
    subscriptions = [
      subscription({ organisation: reader.id, events: ['report.withdrawn'] }),
      subscription({ organisation: outsider.id, events: ['report.withdrawn'] }),
    ];
    const report = structuredReport();
    await route(accepted(report));
    expect(await route(withdrawn(report))).toEqual(['report.withdrawn 2 waiting']);
  });

  it('takes a report back from whoever got it when its marking is narrowed, and tells nothing else', async () => {
    const report = structuredReport();
    await route(accepted(report));
    sendAll();
    expect(await route(accepted({ ...report, revision: 2, marking: { tlp: 'amber', communities: ['law-enforcement'] } }))).toEqual([
      'report.withdrawn 2 waiting',
    ]);
    expect(JSON.stringify([...store.last.deliveries.values()])).not.toContain('law-enforcement');
  });

  it('takes back from everybody what was narrowed in a form that cannot be read', async () => {
    const report = structuredReport();
    await route(accepted(report));
    sendAll();
    expect(await route({ ...envelope(report.id, 2), name: 'report.narrowed', data: undefined })).toEqual(['report.withdrawn 2 waiting']);
    expect(await route(accepted({ ...report, revision: 3 }))).toEqual(['report.revised 3 waiting']);
  });

  it('tells those who may still see a narrowed report that it was revised', async () => {
    const report = structuredReport();
    await route(accepted(report));
    sendAll();
    const narrowed = { ...report, revision: 2, attribution: 'hidden' as const };
    expect(await route({ ...envelope(report.id, 2), name: 'report.narrowed', data: { report: narrowed } })).toEqual([
      'report.revised 2 waiting',
    ]);
  });

  const narrowed = (report: StructuredReport): ReceivedEvent<'reports'> => ({
    ...envelope(report.id, report.revision),
    name: 'report.narrowed',
    data: { report },
  });
  it.each<[string, () => void]>([
    ['did not ask for revisions', () => (subscriptions = subscriptions.map((each) => ({ ...each, events: ['report.accepted'] })))],
    ['is suspended', () => (organisations = [{ ...reader, status: 'suspended' }])],
  ])('takes a narrowed report back from who %s, and so is not told its new revision', async (_who, happens) => {
    const report = structuredReport({ attribution: 'named' });
    await route(accepted(report));
    sendAll();
    happens();
    expect(await route(narrowed({ ...report, revision: 2, attribution: 'hidden' }))).toEqual(['report.withdrawn 2 waiting']);
  });

  it('leaves what waits to the attempt when a report is narrowed', async () => {
    subscriptions = [subscription({ organisation: reader.id, events: ['report.accepted'] })];
    const report = structuredReport({ attribution: 'named' });
    await route(accepted(report));
    expect(await route(narrowed({ ...report, revision: 2, attribution: 'hidden' }))).toEqual([]);
    expect(store.lines).toMatchObject([{ queue: [{ revision: 1 }] }]);
  });

  it('takes nothing back for a community whose record cannot be read', async () => {
    const report = structuredReport();
    await route(accepted(report));
    sendAll();
    unreadable = true;
    expect(await route(accepted({ ...report, revision: 2 }))).toEqual([]);
    expect(store.lines).toMatchObject([{ holds: true }]);
  });

  it('keeps a report with hidden attribution for a moment of its own, but from nobody who sent it, nor what is urgent or narrower', async () => {
    const hidden = structuredReport({ attribution: 'hidden' });
    const due = () => store.lines.map(({ dueAt }) => (dueAt ?? now) > now);
    await route(accepted(hidden));
    expect(due()).toEqual([true]);
    expect([...store.last.deliveries.values()][0]?.createdAt).toEqual(store.lines[0]?.dueAt);
    store.lines = [];
    await route(accepted(structuredReport({ attribution: 'hidden', urgency: 'imminent' })));
    await route(accepted(structuredReport({ attribution: 'hidden', contributor: { ...hidden.contributor, id: reader.id } })));
    await route(narrowed(structuredReport({ attribution: 'hidden' })));
    expect(due()).toEqual([false, false, false]);
  });

  it('does not take it back from an organisation that is only suspended', async () => {
    const report = structuredReport();
    await route(accepted(report));
    sendAll();
    organisations = [{ ...reader, status: 'suspended' }];
    expect(await route(accepted({ ...report, revision: 2 }))).toEqual([]);
  });

  describe('told of the past', () => {
    const replay = async (...events: ReceivedEvent<'reports'>[]) => {
      await router.routeReports({ ...batch('reports', events), source: 'replay' }, NO_SESSION);
      return [...store.last.deliveries.values()].map(({ name, revision, state }) => `${name} ${revision} ${state}`);
    };
    const report = structuredReport({ attribution: 'named' });

    it('makes no delivery, and makes them when the same comes live, each once', async () => {
      expect(await replay(accepted({ ...report, revision: 3 }))).toEqual([]);
      expect(await route(accepted(report), accepted({ ...report, revision: 2 }))).toEqual([
        'report.accepted 1 waiting',
        'report.revised 2 waiting',
      ]);
      expect(store.subjects).toMatchObject([{ revision: 3, routed: 2 }]);
      expect(await route(accepted({ ...report, revision: 3 }))).toEqual(['report.revised 3 waiting']);
      expect(store.subjects[0]).not.toHaveProperty('routed');
      expect(await route(accepted({ ...report, revision: 3 }))).toEqual([]);
    });

    it('changes nothing where the same is known already', async () => {
      await route(accepted(report));
      const before = structuredClone(store.subjects);
      expect(await replay(accepted(report))).toEqual([]);
      expect(store.subjects).toEqual(before);
      expect(await route(accepted(report))).toEqual([]);
    });

    it('tells of a withdrawal whoever got the report, and nobody else', async () => {
      subscriptions.push(subscription({ organisation: reader.id, events: ['report.withdrawn'] }));
      await route(accepted(report));
      sendAll();
      expect(await replay(withdrawn(report))).toEqual(['report.withdrawn 2 waiting']);
      expect(await route(withdrawn(report))).toEqual([]);
    });

    it.each<[string, Partial<StructuredReport>]>([
      ['to whom it may go', { marking: { tlp: 'amber', communities: ['law-enforcement'] } }],
      ['who sent it', { attribution: 'hidden' }],
    ])('takes back a report that tells less than before of %s', async (_what, change) => {
      await route(accepted(report));
      sendAll();
      expect(await replay(accepted({ ...report, revision: 2, ...change }))).toEqual(['report.withdrawn 2 waiting']);
    });

    it('takes nothing back that was only corrected', async () => {
      await route(accepted(report));
      sendAll();
      expect(await replay(accepted({ ...report, revision: 2, acts: ['transportation'] }))).toEqual([]);
      expect(store.lines).toMatchObject([{ holds: true }]);
    });
  });

  it('keeps the latest marking of a report, and no more of it', async () => {
    await route(accepted(structuredReport()));
    expect(Object.keys(store.subjects[0]?.report ?? {}).sort()).toEqual([
      'attribution',
      'basis',
      'concernsMinors',
      'contributor',
      'marking',
      'usePurposes',
    ]);
  });

  it('gives candidates to assessors of the audience only, and published ones to the audience', async () => {
    subscriptions = [reader, outsider, assessor].map(({ id }) => subscription({ organisation: id }));
    const candidate = trend();
    const opened = { ...envelope(candidate.id, 1), name: 'trend.opened' as const, data: candidate };
    expect(await routeTrends(opened)).toEqual([assessor.id]);
    const published = { ...candidate, revision: 2, state: 'published' as const };
    expect(await routeTrends({ ...envelope(candidate.id, 2), name: 'trend.revised', data: published })).toEqual([reader.id, assessor.id]);
    const closed = { ...candidate, revision: 3, state: 'closed' as const };
    expect(await routeTrends({ ...envelope(candidate.id, 3), name: 'trend.closed', data: closed })).toEqual([reader.id, assessor.id]);
  });
});
