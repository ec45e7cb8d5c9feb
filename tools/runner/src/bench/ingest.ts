import { inStep, readMark, type Progress, type Step } from '@landbridge/engines';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { apps, runsFolder } from '../root.ts';
import { registerOrganisations, tokensOf, type Credentials } from '../sample-organisations.ts';
import { System } from '../system/system.ts';
import type { TokenSource } from '../token-source.ts';
import { benchRun, warn } from './bench-run.ts';
import { writeJson } from '../write-json.ts';
import { loadInBulk, loadStream, untilCounted } from './bulk-loads.ts';
import { fileOf, textOf, type Figures, type LargeLoad } from './figures.ts';
import { measureRaw, secondsOf, type RawFigures } from './raw.ts';
import { longLines, reportLines, type ReportLine } from './report-lines.ts';
import { measureSinglePosts } from './single-posts.ts';
import { Meter } from './usage.ts';

export interface BenchOptions {
  reports: number;
  /** Size of one more load, whose memory is looked at; 0 for none. */
  megabytes: number;
}

const directory = join(runsFolder, 'bench');
const figuresFile = join(runsFolder, 'bench-ingest.json');
const SINGLE_POSTS = 2_000;
const WARM_UP = 300;

/** Measures how many reports a second go in and get counted, beside what the engines do alone in the same run. */
export function benchIngest(options: BenchOptions): Promise<void> {
  return benchRun('bench ingest', directory, (progress) => bench(options, progress));
}

async function bench(options: BenchOptions, progress: Progress): Promise<void> {
  const namespace = `bench-${randomBytes(4).toString('hex')}`;
  const system = await System.start({ directory, namespace, progress, outlives: false, warn });
  const credentials = await inStep(progress, 'Registering the organisations', (step) => registerOrganisations(system, undefined, step));
  const figures = await new Bench(system, namespace, credentials, progress).run(options);
  writeJson(figuresFile, fileOf(figures));
  console.log(`${textOf(figures)}\n\nThe figures are in ${figuresFile}.`);
}

class Bench {
  private readonly system: System;
  private readonly namespace: string;
  private readonly progress: Progress;
  private readonly tokens: ReadonlyMap<string, TokenSource>;

  constructor(system: System, namespace: string, { organisations }: Credentials, progress: Progress) {
    this.system = system;
    this.namespace = namespace;
    this.progress = progress;
    this.tokens = new Map(organisations.map((organisation) => [organisation.id, tokensOf(organisation, system.addresses.directory)]));
  }

  async run({ reports, megabytes }: BenchOptions): Promise<Figures> {
    const lines = reportLines(WARM_UP + SINGLE_POSTS + reports);
    const bulk = lines.slice(WARM_UP + SINGLE_POSTS);
    const { url } = this.system.services.ingestion;
    const before = await this.measureRaw('before', bulk);
    await this.step('Warming up', () => measureSinglePosts(url, this.tokensOf, lines.slice(0, WARM_UP)));
    const single = await this.step('Single POSTs', () => measureSinglePosts(url, this.tokensOf, lines.slice(WARM_UP, -reports)));
    await this.step('Counting them', (step) => untilCounted(this.system, WARM_UP + SINGLE_POSTS, step));
    const meter = new Meter(this.pids());
    const begun = performance.now();
    const accepted = await this.step('Bulk load', (step) => secondsOf(() => loadInBulk(url, this.tokensOf, bulk, step)));
    await this.step('Counting', (step) => untilCounted(this.system, lines.length, step));
    const counted = (performance.now() - begun) / 1000;
    const usage = meter.read();
    const after = await this.measureRaw('after', bulk);
    return {
      reports,
      bytesPerReport: Math.round(bulk.reduce((sum, { line }) => sum + line.length, 0) / reports),
      // the better of two, because other programs on the machine can only make them worse
      raw: {
        insertPerSecond: Math.max(before.insertPerSecond, after.insertPerSecond),
        producePerSecond: Math.max(before.producePerSecond, after.producePerSecond),
      },
      single,
      bulkPerSecond: Math.round(reports / accepted),
      countedPerSecond: Math.round(reports / counted),
      usage,
      large: megabytes === 0 ? undefined : await this.largeLoad(megabytes),
    };
  }

  private readonly tokensOf = (organisation: string): TokenSource => {
    const tokens = this.tokens.get(organisation);
    if (!tokens) throw new Error('A report of the sample belongs to no organisation of the sample.');
    return tokens;
  };

  private measureRaw(when: string, lines: readonly ReportLine[]): Promise<RawFigures> {
    const bytes = lines.map(({ line }) => line);
    return this.step(`The engines alone, ${when}`, () => measureRaw(this.system.engines, `${this.namespace}-raw-${when}`, bytes));
  }

  private async largeLoad(megabytes: number): Promise<LargeLoad> {
    const [organisation = ''] = this.tokens.keys();
    const ingestion = new Map([...this.pids()].filter(([name]) => name === 'ingestion'));
    const meter = new Meter(ingestion);
    let reports = 0;
    const seconds = await this.step(`One load of ${megabytes} MB`, (step) =>
      secondsOf(async () => {
        const lines = longLines(megabytes);
        reports = await loadStream(this.system.addresses.ingestion, this.tokensOf(organisation), lines, step);
      }),
    );
    return { megabytes, reports, perSecond: Math.round(reports / seconds), peakMegabytes: meter.read()['ingestion']?.peakMegabytes };
  }

  private pids(): Map<string, number> {
    const services = apps.map((app) => [app, this.system.services[app].pid] as const);
    const engines = (['kafka', 'mongodb'] as const).map(
      (name) => [name, readMark(join(directory, name, `${name}.pid.json`))?.pid] as const,
    );
    return new Map([...services, ...engines].flatMap(([name, pid]) => (pid === undefined ? [] : [[name, pid]])));
  }

  private step<T>(title: string, work: (step: Step) => Promise<T>): Promise<T> {
    return inStep(this.progress, title, work);
  }
}
