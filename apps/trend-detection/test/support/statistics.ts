import type { StructuredReport } from '@landbridge/contracts';
import { structuredReport } from '@landbridge/contracts/testing';
import type { Random } from '@landbridge/disclosure-control';
import { testEngines } from '@landbridge/engines/testing';
import { ConsumerStatus } from '@landbridge/messaging';
import { Audit, type AuditDraft, Clock, Cursors, StoreClock } from '@landbridge/platform';
import { sharingClass } from '@landbridge/sharing';
import type { Type } from '@nestjs/common';
import { getConnectionToken, getModelToken, MongooseModule } from '@nestjs/mongoose';
import { Test, type TestingModule } from '@nestjs/testing';
import type { Connection, Model } from 'mongoose';
import { countedOf } from '../../src/counting/contribution.ts';
import { CountersRepository } from '../../src/counting/counters.repository.ts';
import { CountingCollections } from '../../src/counting/counting.collections.ts';
import { MongoCountingStore } from '../../src/counting/mongo-counting-store.ts';
import { RANDOM, ReleaseMaker } from '../../src/statistics/release-maker.ts';
import { StoredFigure, StoredFigureSchema, StoredRelease, StoredReleaseSchema } from '../../src/statistics/release.schema.ts';
import { ReleasesRepository } from '../../src/statistics/releases.repository.ts';
import type { ReleaseAsked, StatisticsRelease } from '../../src/statistics/statistics.bodies.ts';
import { StatisticsService } from '../../src/statistics/statistics.service.ts';
import { TrendDetectionConfig } from '../../src/trend-detection.config.ts';
import { randomNamespace } from './store.ts';

export const YEAR: ReleaseAsked = { from: '2025', to: '2025', tables: ['total', 'exploitation'], units: ['reports'] };

/** Releases over a real store, beside what stands for Kafka and for time. */
export class StatisticsBench {
  readonly audited: AuditDraft[] = [];
  readonly topic = { topic: 'reports', generation: 'g1', state: 'live' };
  readonly config = { STATISTICS_EPSILON: 0 };
  /** Nothing is held back. */
  random: Random = () => 0;
  private module: TestingModule;
  private stamp = 0;

  static async open(): Promise<StatisticsBench> {
    const bench = new StatisticsBench();
    bench.module = await bench.compile((await testEngines()).mongodbUri, randomNamespace());
    await bench.module.init();
    return bench;
  }

  async close(): Promise<void> {
    await this.module.get<Connection>(getConnectionToken()).dropDatabase();
    await this.module.close();
  }

  /** Reports, of as many organisations as there are, or withdrawals. */
  async count(...events: (StructuredReport | { withdrawn: StructuredReport })[]): Promise<void> {
    const store = this.module.get(MongoCountingStore);
    const held = new Set(
      (
        await store.contributions(
          'g1',
          events.map((event) => ('withdrawn' in event ? event.withdrawn.id : event.id)),
        )
      ).keys(),
    );
    const contributions = events.map((event) => {
      const stamp = this.stamp++;
      if ('withdrawn' in event) return { report: event.withdrawn.id, revision: event.withdrawn.revision + 1, stamp };
      return { report: event.id, revision: event.revision, stamp, counted: countedOf(event, sharingClass(event)) };
    });
    await store.keep({ generation: 'g1', partition: '0' }, contributions, held);
  }

  part<T extends object>(type: Type<T>): T {
    return this.module.get(type);
  }

  get service(): StatisticsService {
    return this.module.get(StatisticsService);
  }

  makeNext(): Promise<number | undefined> {
    return this.part(ReleaseMaker).makeNext(() => Promise.resolve());
  }

  /** Asks for a release, makes it, and reads it. */
  async release(asked: ReleaseAsked = YEAR): Promise<StatisticsRelease> {
    const { number } = await this.service.begin(asked);
    await this.makeNext();
    return this.read(number);
  }

  async read(number: number): Promise<StatisticsRelease> {
    return this.service.form(await this.service.released(number));
  }

  /** All that is stored of figures, also what is told to nobody. */
  figures(): Promise<StoredFigure[]> {
    return this.module.get<Model<StoredFigure>>(getModelToken(StoredFigure.name)).find().sort({ _id: 1 }).lean();
  }

  private compile(uri: string, namespace: string): Promise<TestingModule> {
    const models = [
      { name: StoredRelease.name, schema: StoredReleaseSchema },
      { name: StoredFigure.name, schema: StoredFigureSchema },
    ];
    return Test.createTestingModule({
      imports: [MongooseModule.forRoot(uri, { dbName: `${namespace}-trend-detection` }), MongooseModule.forFeature(models)],
      providers: [
        CountingCollections,
        CountersRepository,
        MongoCountingStore,
        ReleaseMaker,
        ReleasesRepository,
        StatisticsService,
        { provide: TrendDetectionConfig, useValue: this.config },
        { provide: RANDOM, useValue: (below: number) => this.random(below) },
        { provide: Cursors, useValue: new Cursors('a secret of the tests') },
      ],
    })
      .useMocker((token) => this.surroundings().get(token))
      .compile();
  }

  private surroundings(): Map<unknown, object> {
    const now = new Date('2026-03-09T01:00:00Z');
    return new Map<unknown, object>([
      [ConsumerStatus, { topics: () => Promise.resolve([this.topic]) }],
      [Audit, { record: (...drafts: AuditDraft[]) => Promise.resolve(void this.audited.push(...drafts)) }],
      [Clock, { now: () => now }],
      [StoreClock, { now: () => Promise.resolve(now) }],
    ]);
  }
}

/** Reports that the public may count, of a year, dealt out over some organisations. */
export function publicReports(number: number, over: Partial<StructuredReport> = {}, organisations = 5): StructuredReport[] {
  return Array.from({ length: number }, (_, i) =>
    structuredReport({
      contributor: {
        id: `00000000-0000-4000-8000-${String(i % organisations).padStart(12, '0')}`,
        kind: 'ngo',
        country: 'SE',
        regime: 'gdpr',
      },
      marking: { tlp: 'clear' },
      observed: { from: '2025-05-05', to: '2025-05-05', precision: 'day' },
      ...over,
    }),
  );
}
