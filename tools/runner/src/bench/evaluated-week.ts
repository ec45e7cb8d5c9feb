import { readMark, type Step } from '@landbridge/engines';
import { isRecord } from '@landbridge/deployment';
import { mongo } from 'mongoose';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { count } from '../progress-bar.ts';
import { ServiceClient } from '../service-client.ts';
import { logFile } from '../system/layout.ts';
import type { System } from '../system/system.ts';
import type { TokenSource } from '../token-source.ts';
import { fillCounts, type CountedReport } from './filled-counts.ts';
import { drawnReports } from './live-series.ts';
import { Meter } from './usage.ts';

/** How the store of trend-detection names what an audience's figures are made of. */
interface Family {
  readonly _id: string;
  readonly audience: string;
  readonly from: number;
  readonly evaluatedTo: number;
  readonly after?: string;
  readonly reduceFrom?: number;
  readonly changes: number;
}

/** What one week costs. */
export interface WeekFigures {
  /** Series that live, the lines of them in all measures, and the reports of the three years. */
  readonly series: number;
  readonly lines: number;
  readonly reports: number;
  /** From the start of the process on, until the week stands. */
  readonly seconds: number;
  readonly seriesPerSecond: number;
  /** Of processor: the service's, and the store's. */
  readonly cpuSeconds: number | undefined;
  readonly storeCpuSeconds: number | undefined;
  readonly peakMegabytes: number | undefined;
}

/** What one late report costs. */
export interface LateFigures {
  /** Whose counts were looked at again, of all. */
  readonly series: number;
  /** That were reduced anew. */
  readonly weeks: number;
  /** From its acceptance on: until it was counted, and until everything that it touches stood again. */
  readonly countedAfter: number;
  readonly seconds: number;
}

const AUDIENCE = 'practitioners';
/** Three years. */
const WEEKS = 157;
const DAY_MS = 86_400_000;
/** How many weeks the late report is late. */
const LATE = 10;
const GIVES_UP_AFTER_MS = 1_800_000;
/** Partitions of a replay that there are not: what is laid into the store meets no counter of the service's own. */
const FILLED = { before: 'r900', lastWeek: 'r901' };
/** What an organisation may say that it shares for; each is a cell of its own. */
const CELLS = [['victim-support'], ['victim-support', 'prevention'], ['victim-support', 'prevention', 'research']];

/** trend-detection as it runs, with a store that holds three years of one audience. */
export class EvaluatedWeek {
  private readonly system: System;
  private readonly tokens: TokenSource;
  private readonly client: mongo.MongoClient;
  private readonly database: mongo.Db;
  /** Monday of the newest week that is over, as an epoch day. */
  private readonly closed = mondayOf(Math.floor((Date.now() - 3_600_000) / DAY_MS)) - 7;

  private constructor(system: System, namespace: string, tokens: TokenSource, client: mongo.MongoClient) {
    this.system = system;
    this.tokens = tokens;
    this.client = client;
    this.database = client.db(`${namespace}-trend-detection`);
  }

  /** @param tokens of a member of the audience */
  static async open(system: System, namespace: string, tokens: TokenSource): Promise<EvaluatedWeek> {
    return new EvaluatedWeek(system, namespace, tokens, await new mongo.MongoClient(system.engines.mongodbUri).connect());
  }

  close(): Promise<void> {
    return this.client.close();
  }

  /** Lays the weeks into the store, has the service make its lines, and leaves it at the beginning of the newest week that is over. */
  async prepare(series: number, step: Step): Promise<number> {
    const monday = this.closed - 7 * (WEEKS - 1);
    step.say('the first reports, through the door');
    const models = await this.firstReports(monday);
    const { 'trend-detection': service } = this.system.services;
    await service.stop();
    const reports = drawnReports(series, WEEKS);
    const before = reports.filter(({ week }) => week < WEEKS - 1);
    step.say(`${count(before.length)} reports of three years`);
    await fillCounts(this.database, before, { models, monday, partition: FILLED.before, dirty: false });
    const ofAudience = { audience: AUDIENCE };
    await this.families.updateOne(ofAudience, { $set: { after: '', done: 0, total: series, evaluatedTo: monday - 7 }, $unset: { reduceFrom: '' } }); // prettier-ignore
    await service.start();
    await this.until('the lines are made', async () => {
      const family = await this.family();
      step.say(`the lines of ${count(Number(Reflect.get(family, 'done')))} series of ${count(series)}`);
      return family.after === undefined;
    });
    // past weeks are not what is measured, and a kill costs nothing
    await service.kill();
    for (const made of ['signals', 'buckets', 'evaluations']) await this.database.collection(made).deleteMany({});
    await this.families.updateOne(ofAudience, { $set: { evaluatedTo: this.closed - 7 }, $unset: { reduceFrom: '' } });
    step.say('the reports of the last week');
    await fillCounts(this.database, reports.slice(before.length), { models, monday, partition: FILLED.lastWeek, dirty: true });
    return reports.length;
  }

  /** Starts the service, which finds that a week is over. */
  async evaluate(reports: number): Promise<WeekFigures> {
    const { 'trend-detection': service } = this.system.services;
    const begun = performance.now();
    await service.start();
    const meter = new Meter(this.pids());
    await this.until('the week is evaluated', async () => (await this.database.collection('evaluations').countDocuments()) > 0);
    const seconds = (performance.now() - begun) / 1000;
    const { service: used, mongodb } = meter.read();
    const { _id: family, evaluatedTo, reduceFrom } = await this.family();
    if (evaluatedTo !== this.closed || reduceFrom !== undefined) throw new Error('The week does not stand.');
    const lines = this.database.collection('lines');
    const series = await lines.countDocuments({ family, measure: 'reports' });
    return {
      series,
      lines: await lines.countDocuments({ family }),
      reports,
      seconds,
      seriesPerSecond: Math.round(series / seconds),
      cpuSeconds: used?.cpuSeconds,
      storeCpuSeconds: mongodb?.cpuSeconds,
      peakMegabytes: used?.peakMegabytes,
    };
  }

  /** Sends a report of some weeks ago through the door, and waits until all that it changes stands. */
  async lateReport(): Promise<LateFigures> {
    const { changes } = await this.family();
    const before = this.rounds().length;
    const begun = performance.now();
    const since = () => (performance.now() - begun) / 1000;
    await this.submit(this.closed - 7 * LATE, CELLS[0] ?? []);
    const counters = this.database.collection('counters');
    await this.until('it is counted', async () => (await counters.countDocuments({ dirty: true })) > 0);
    const countedAfter = since();
    await this.until('it is evaluated', async () => {
      const family = await this.family();
      return family.changes > changes && family.reduceFrom === undefined && (await counters.countDocuments({ dirty: true })) === 0;
    });
    const seconds = since();
    const round = await this.until('the round is over', () => Promise.resolve(this.rounds().slice(before)[0]));
    return { series: Number(round['series']), weeks: Number(round['weeks']), countedAfter, seconds };
  }

  /** What the service said of the rounds in which counts had changed. */
  private rounds(): Record<string, unknown>[] {
    const lines = readFileSync(logFile(this.system.directory, 'trend-detection'), 'utf8').split('\n');
    const rounds = lines.filter((line) => line.includes('Evaluated what has changed.')).map((line): unknown => JSON.parse(line));
    return rounds.filter(isRecord).filter(({ series }) => Number(series) > 0);
  }

  /** One report of each cell from the first week, through the door: so the service knows from when on the audience counts. */
  private async firstReports(monday: number): Promise<CountedReport[]> {
    for (const usePurposes of CELLS) await this.submit(monday, usePurposes);
    const contributions = this.database.collection<CountedReport>('contributions');
    await this.until('the first reports are counted and evaluated', async () => {
      const family = await this.families.findOne({ audience: AUDIENCE, from: monday });
      const isMade = family !== null && family.after === undefined && family.reduceFrom === undefined;
      return isMade && (await contributions.countDocuments()) === CELLS.length;
    });
    return contributions.find().toArray();
  }

  private async submit(day: number, usePurposes: readonly string[]): Promise<void> {
    const recorded = new Date(day * DAY_MS);
    const observed = recorded.toISOString().slice(0, 10);
    await new ServiceClient(this.system.addresses.ingestion, this.tokens).post('/v1/reports', {
      purposes: ['forced-labour'],
      sectors: [{ section: 'A', subsector: 'horticulture' }],
      means: ['deception'],
      recruitment: { platformType: 'job-portal', lure: 'job' },
      where: { citizenships: ['RO'], origin: 'RO', exploitation: 'SE' },
      quantities: [{ unit: 'victim', value: 2 }],
      observed: { from: observed, to: observed, precision: 'day' },
      recordedAt: recorded.toISOString(),
      basis: 'no-personal-data',
      usePurposes,
      marking: { tlp: 'green', communities: [AUDIENCE] },
      attribution: 'kind-and-country',
    });
  }

  private pids(): Map<string, number> {
    const mongodb = readMark(join(this.system.directory, 'mongodb', 'mongodb.pid.json'))?.pid;
    const known = [['service', this.system.services['trend-detection'].pid] as const, ['mongodb', mongodb] as const];
    return new Map(known.flatMap(([name, pid]) => (pid === undefined ? [] : [[name, pid]])));
  }

  private get families(): mongo.Collection<Family> {
    return this.database.collection<Family>('families');
  }

  private async family(): Promise<Family> {
    const family = await this.families.findOne({ audience: AUDIENCE });
    if (!family) throw new Error(`There are no figures of ${AUDIENCE}.`);
    return family;
  }

  private async until<T>(what: string, ask: () => Promise<T>): Promise<NonNullable<T>> {
    const end = Date.now() + GIVES_UP_AFTER_MS;
    while (Date.now() < end) {
      const answer = await ask();
      if (answer) return answer;
      if (!this.system.services['trend-detection'].running) throw new Error(`trend-detection ended before ${what}.`);
      await sleep(50);
    }
    throw new Error(`Waited half an hour in vain until ${what}.`);
  }
}

/** Monday of a day's week; day 0 was a Thursday. */
const mondayOf = (day: number) => day - ((day + 3) % 7);
