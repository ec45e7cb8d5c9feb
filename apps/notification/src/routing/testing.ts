import type { OrganisationState, StructuredReport } from '@landbridge/contracts';
import { charter, communityState, organisationState, withdrawalOf } from '@landbridge/contracts/testing';
import { PolicyContext, type ReceivedEvent } from '@landbridge/messaging';
import { Clock, KeyRing, Readers, StoreClock } from '@landbridge/platform';
import { Test } from '@nestjs/testing';
import type { ClientSession } from 'mongoose';
import { begin, finish } from '../queue/line.ts';
import type { LineDocument } from '../queue/line.schema.ts';
import type { Subscription } from '../subscriptions/subscription.schema.ts';
import { SubscriptionsRepository } from '../subscriptions/subscriptions.repository.ts';
import { subscription } from '../testing.ts';
import { Dispersal } from './dispersal.ts';
import { RoutedBatch, type Source } from './routed-batch.ts';
import { Router } from './router.ts';
import { RoutingRepository } from './routing.repository.ts';
import { Standing } from './standing.ts';
import type { Subject } from './subject.schema.ts';

export const now = new Date('2026-03-10T10:00:00Z');
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

/** A router for tests, with a member, an outsider and an assessor around it. */
export class RouterBench {
  readonly reader = organisationState({ communities: ['practitioners'] });
  readonly outsider = organisationState({ communities: ['research'] });
  readonly assessor = organisationState({ communities: ['practitioners'], assessing: true });
  readonly store = new MemoryRouting();
  organisations: OrganisationState[] = [this.reader, this.outsider, this.assessor];
  subscriptions: Subscription[] = [subscription({ organisation: this.reader.id })];
  /** The records of communities cannot be read. */
  unreadable = false;
  /** Number of the change by which their charters became what they are. */
  charterSequence = 1;
  private router: Router;

  static async open(): Promise<RouterBench> {
    const bench = new RouterBench();
    const policy = {
      organisation: (id: string) => bench.organisations.find((each) => each.id === id),
      community: (id: string) =>
        bench.unreadable
          ? undefined
          : communityState({ id, charter: charter({ admits: ['ngo'], purpose: 'prevention' }), sequence: bench.charterSequence }),
    };
    const testing = await Test.createTestingModule({
      providers: [
        Router,
        { provide: RoutingRepository, useValue: bench.store },
        { provide: SubscriptionsRepository, useValue: { findActive: () => Promise.resolve(bench.subscriptions) } },
        Readers,
        Standing,
        { provide: Dispersal, useFactory: () => new Dispersal(new KeyRing(Buffer.alloc(32, 1)), 600_000) },
        { provide: PolicyContext, useValue: policy },
        { provide: Clock, useValue: { now: () => now } },
        { provide: StoreClock, useValue: { now: () => Promise.resolve(now) } },
      ],
    }).compile();
    bench.router = testing.get(Router);
    return bench;
  }

  /** @returns the deliveries that were made, as `name revision state` */
  route(...events: ReceivedEvent<'reports'>[]): Promise<string[]> {
    return this.routeFrom('live', events);
  }

  replay(...events: ReceivedEvent<'reports'>[]): Promise<string[]> {
    return this.routeFrom('replay', events);
  }

  /** @returns whom they were made for */
  routeTrends(...events: ReceivedEvent<'trends'>[]): Promise<string[]> {
    return this.routeTrendsFrom('live', events);
  }

  replayTrends(...events: ReceivedEvent<'trends'>[]): Promise<string[]> {
    return this.routeTrendsFrom('replay', events);
  }

  /** Everything that waits is delivered. */
  sendAll(): void {
    const { store } = this;
    store.lines = store.lines.map((line) => ({ ...line, ...finish(begin(line, 'holder', now), 'delivered', now), queue: [] }));
  }

  private async routeFrom(source: Source, events: ReceivedEvent<'reports'>[]): Promise<string[]> {
    await this.router.routeReports({ topic: 'reports', source, events, ...PLACE }, NO_SESSION);
    return [...this.store.last.deliveries.values()].map(({ name, revision, state }) => `${name} ${revision} ${state}`);
  }

  private async routeTrendsFrom(source: Source, events: ReceivedEvent<'trends'>[]): Promise<string[]> {
    await this.router.routeTrends({ topic: 'trends', source, events, ...PLACE }, NO_SESSION);
    return [...this.store.last.deliveries.values()].map(({ organisation }) => organisation);
  }
}

const PLACE = { partition: 0, generation: 'g', from: 0, next: 1 };

export const envelope = (subject: string, revision: number, time = now) => ({
  key: subject,
  subject,
  revision,
  time,
  id: `${subject} ${revision}`,
  offset: revision,
  stamp: revision,
  policySequence: 1,
});

export const accepted = (report: StructuredReport, time = now): ReceivedEvent<'reports'> => ({
  ...envelope(report.id, report.revision, time),
  name: report.revision === 1 ? 'report.accepted' : 'report.revised',
  data: { report },
});

export const narrowed = (report: StructuredReport): ReceivedEvent<'reports'> => ({
  ...envelope(report.id, report.revision),
  name: 'report.narrowed',
  data: { report },
});

export const withdrawn = (report: StructuredReport, readable = true): ReceivedEvent<'reports'> => ({
  ...envelope(report.id, report.revision + 1),
  name: 'report.withdrawn',
  data: readable ? { withdrawal: withdrawalOf(report), previous: report } : undefined,
});
