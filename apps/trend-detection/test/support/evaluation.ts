import type { CommunityState, StructuredReport, Trend } from '@landbridge/contracts';
import { communityState } from '@landbridge/contracts/testing';
import { testEngines } from '@landbridge/engines/testing';
import { ConsumerStatus, Heartbeats, Outbox, PolicyContext, type NewEvent, type OutboxChunk } from '@landbridge/messaging';
import { Clock, StoreClock } from '@landbridge/platform';
import { sharingClass } from '@landbridge/sharing';
import type { Type } from '@nestjs/common';
import { getConnectionToken, getModelToken, MongooseModule } from '@nestjs/mongoose';
import { Test, type TestingModule } from '@nestjs/testing';
import type { ClientSession, Connection } from 'mongoose';
import { ASSESSMENT } from '../../src/assessment/assessment.module.ts';
import { AssessmentStoreModule } from '../../src/assessment/assessment-store.module.ts';
import { countedOf, type Contribution } from '../../src/counting/contribution.ts';
import { addToCounters, keepContributions, prepareWindow } from '../../src/counting/count-window.ts';
import { CountersRepository } from '../../src/counting/counters.repository.ts';
import { CountingCollections } from '../../src/counting/counting.collections.ts';
import { MongoCountingStore } from '../../src/counting/mongo-counting-store.ts';
import { type BucketDocument, EvaluationCollections, type SignalDocument } from '../../src/evaluation/evaluation.collections.ts';
import { EvaluationState, EvaluationStateSchema, Lease, LeaseSchema } from '../../src/evaluation/evaluation.schema.ts';
import { EvaluationService, type Round } from '../../src/evaluation/evaluation.service.ts';
import { EVALUATION } from '../../src/evaluation/evaluation.module.ts';
import { FamiliesService, type Remade } from '../../src/evaluation/families.service.ts';
import { FiguresModule } from '../../src/figures/figures.module.ts';
import { CatalogueStoreModule } from '../../src/modus-operandi/catalogue-store.module.ts';
import { Alarms } from '../../src/series/alarms.ts';
import { Nowcasts } from '../../src/series/nowcasts.ts';
import { RecordedReports } from '../../src/series/recorded-reports.ts';
import { SeriesService } from '../../src/series/series.service.ts';
import { TrendDetectionConfig } from '../../src/trend-detection.config.ts';
import { TrendsService } from '../../src/trends/trends.service.ts';
import { TrendsModule } from '../../src/trends/trends.module.ts';
import { StoredTrend, toTrend, TrendRevision } from '../../src/trends/trend.schema.ts';
import type { Model } from 'mongoose';
import { randomNamespace } from './store.ts';

const COUNTING = [CountingCollections, CountersRepository, MongoCountingStore];

/** What stands for the death of the process in a write. */
export class Killed extends Error {}

/** By collection, in the order of their ids. */
export interface Made {
  readonly lines: readonly object[];
  readonly families: readonly object[];
  readonly signals: readonly SignalDocument[];
  readonly buckets: readonly BucketDocument[];
  readonly trends: readonly Omit<Trend, 'evaluatedAt'>[];
}

const MOST_ROUNDS = 60;
/** Longer than a lease. */
const LEASE_MS = 31_000;

/** Evaluation over a real store, beside what stands for Kafka and for time: one counts and moves the clock by hand. */
export class EvaluationBench {
  readonly sent: NewEvent[] = [];
  readonly backlog: { state: 'live' | 'replaying'; lag: number; oldestUnsent: Date | undefined } = {
    state: 'live',
    lag: 0,
    oldestUnsent: undefined,
  };
  communities: CommunityState[] = [communityState()];
  generation = 'g1';
  readonly config = { DETECTION_METHODS: '' };
  now = new Date('2026-03-09T01:00:00Z');
  private readonly namespace = randomNamespace();
  /** Each round that is killed is followed by one of a new process, which takes its time. */
  alwaysAnew = false;
  /** What breaks each new process in its turn. */
  readonly armed: (() => void)[] = [];
  private readonly instances: TestingModule[] = [];
  private readonly dead: TestingModule[] = [];
  private stamp = 0;
  private handled = 0;

  static async open(): Promise<EvaluationBench> {
    const bench = new EvaluationBench();
    await bench.addInstance();
    return bench;
  }

  /** Another one of the service, on the same store. */
  async addInstance(): Promise<void> {
    const module = await this.compile((await testEngines()).mongodbUri, this.namespace);
    await module.init();
    this.instances.push(module);
  }

  /** What was killed leaves its lease, and knows nothing any more; a new one begins when that has run out. */
  private async bury(instance: number): Promise<void> {
    this.dead.push(this.instance(instance));
    this.now = new Date(this.now.getTime() + LEASE_MS);
    this.instances[instance] = await this.compile((await testEngines()).mongodbUri, this.namespace);
    await this.instance(instance).init();
    for (const arm of this.armed) arm();
  }

  async close(): Promise<void> {
    await this.module.get<Connection>(getConnectionToken()).dropDatabase();
    for (const instance of [...this.instances, ...this.dead]) await instance.close();
  }

  get counters(): CountersRepository {
    return this.module.get(CountersRepository);
  }

  /** Reports with `revision` 1 and upwards, or ids of withdrawn reports, in one window. */
  async count(...events: (StructuredReport | { withdrawn: StructuredReport })[]): Promise<void> {
    await (
      await this.countHalf(...events)
    )();
  }

  /** The counters of a window. @returns what counts the rest of it */
  async countHalf(...events: (StructuredReport | { withdrawn: StructuredReport })[]): Promise<() => Promise<void>> {
    const contributions = events.map((event): Contribution => {
      const stamp = this.stamp++;
      if ('withdrawn' in event) return { report: event.withdrawn.id, revision: event.withdrawn.revision + 1, stamp };
      return { report: event.id, revision: event.revision, stamp, counted: countedOf(event, sharingClass(event)) };
    });
    const store = this.module.get(MongoCountingStore);
    const plan = await prepareWindow(store, { generation: this.generation, partition: '0' }, contributions);
    await addToCounters(store, plan);
    return async () => {
      await keepContributions(store, plan);
      this.handled = this.stamp;
    };
  }

  /** @param instance the first, unless it is said otherwise */
  round(instance = 0): Promise<Round> {
    return this.instance(instance).get(EvaluationService).round(new AbortController().signal);
  }

  /** Part of what a round of evaluation is made of, to be broken by hand. */
  part<T extends object>(type: Type<T>): T {
    return this.module.get(type);
  }

  inTransaction(work: (session: ClientSession) => Promise<void>): Promise<unknown> {
    return this.module.get<Connection>(getConnectionToken()).transaction(work);
  }

  /** Rounds until nothing is left to do. One that is killed is followed by the next, the first of all by one of a new process. @returns how many */
  async settle(instance = 0): Promise<number> {
    for (let rounds = 1; rounds <= MOST_ROUNDS; rounds += 1) {
      const { unsettled, waits } = await this.round(instance).catch(async (error: unknown) => {
        if (!(error instanceof Killed)) throw error;
        if (this.alwaysAnew || this.dead.length === 0) await this.bury(instance);
        return { unsettled: 1, waits: undefined };
      });
      if (unsettled === 0 && waits === undefined) return rounds;
    }
    throw new Error(`Nothing is settled after ${MOST_ROUNDS} rounds.`);
  }

  /** Everything that evaluation has made so far, without what tells of the way there. */
  async made(): Promise<Made> {
    const { families, lines, signals, buckets } = this.module.get(EvaluationCollections);
    const byId = { sort: { _id: 1 } } as const;
    const all = await Promise.all([lines.find({}, byId).toArray(), families.find({}, byId).toArray()]);
    return {
      lines: all[0].map(({ counts, ...rest }) => ({ ...rest, counts: counts.toString('hex') })),
      families: all[1].map(({ since: _, changes: __, ...rest }) => rest),
      signals: await signals.find({}, byId).toArray(),
      buckets: await buckets.find({}, byId).toArray(),
      trends: (await this.trends()).map(({ evaluatedAt: _, ...rest }) => rest),
    };
  }

  madeAnew(): Promise<Remade[]> {
    return this.module.get(FamiliesService).madeAnew();
  }

  get answers(): { trends: TrendsService; series: SeriesService } {
    return { trends: this.module.get(TrendsService), series: this.module.get(SeriesService) };
  }

  async trends(): Promise<Trend[]> {
    const model = this.module.get<Model<StoredTrend>>(getModelToken(StoredTrend.name));
    return (await model.find().sort({ firstBucket: 1, _id: 1 }).lean()).map(toTrend);
  }

  revisions(): Promise<TrendRevision[]> {
    return this.module.get<Model<TrendRevision>>(getModelToken(TrendRevision.name)).find().lean();
  }

  /** Events since last asked, as `name audience dimension:value measure`. */
  told(): string[] {
    return this.sent.splice(0).map((event) => {
      if (event.topic !== 'trends') return event.name;
      const { audience, series } = event.data;
      return `${event.name} ${audience} ${series.dimension}:${series.value} ${series.measure}`;
    });
  }

  private get module(): TestingModule {
    return this.instance(0);
  }

  private instance(number: number): TestingModule {
    const instance = this.instances[number];
    if (!instance) throw new Error('There is no such instance.');
    return instance;
  }

  private compile(uri: string, namespace: string): Promise<TestingModule> {
    const models = [
      { name: EvaluationState.name, schema: EvaluationStateSchema },
      { name: Lease.name, schema: LeaseSchema },
    ];
    return Test.createTestingModule({
      imports: [
        MongooseModule.forRoot(uri, { dbName: `${namespace}-trend-detection` }),
        MongooseModule.forFeature(models),
        AssessmentStoreModule,
        CatalogueStoreModule,
        FiguresModule,
        TrendsModule,
      ],
      providers: [...COUNTING, ...EVALUATION, ...ASSESSMENT, RecordedReports, Alarms, Nowcasts, SeriesService],
    })
      .useMocker((token) => this.surroundings().get(token))
      .compile();
  }

  private policy() {
    return {
      communities: () => this.communities,
      community: (id: string) => this.communities.find((community) => community.id === id),
      sequence: () => 1,
      requireFresh: () => undefined,
    };
  }

  private surroundings(): Map<unknown, object> {
    const topic = () => ({
      topic: 'reports',
      generation: this.generation,
      state: this.backlog.state,
      lag: this.backlog.lag,
      handled: [this.handled],
    });
    return new Map<unknown, object>([
      [ConsumerStatus, { topics: () => Promise.resolve([topic()]) }],
      [Heartbeats, { oldestUnsent: () => ({ oldest: this.backlog.oldestUnsent, heardAt: this.now }) }],
      [PolicyContext, this.policy()],
      [TrendDetectionConfig, this.config],
      [Outbox, { add: (_: unknown, chunk: OutboxChunk) => Promise.resolve(void this.sent.push(...chunk.events)), wake: () => undefined }],
      [Clock, { now: () => this.now }],
      [StoreClock, { now: () => Promise.resolve(this.now) }],
    ]);
  }
}
