import { inStep, type Progress } from '@landbridge/engines';
import { PURPOSES_OF } from '@landbridge/sharing';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Knowledge } from '../leaks/knowledge.ts';
import { settle, tokenOf, type Settled } from '../leaks/network-of-walk.ts';
import { population, type Population } from '../leaks/population.ts';
import { runsFolder } from '../root.ts';
import { ServiceClient } from '../service-client.ts';
import { System } from '../system/system.ts';
import { benchRun, warn } from './bench-run.ts';
import { writeJson } from '../write-json.ts';
import { fillDirectory, fillReports, rawPage } from './filled-stores.ts';
import { percentiles, type Percentiles } from './percentiles.ts';

export interface SharingOptions {
  /** In ingestion's store. */
  reports: number;
  /** In directory's store. */
  organisations: number;
}

interface SharingFigures extends SharingOptions {
  /** One decision of the policy, in nanoseconds. */
  readonly canSeeNanoseconds: number;
  /** One page of 100, in milliseconds: as a client asks for it, and as the store alone finds the newest 100 of all. */
  readonly list: Percentiles;
  readonly rawPage: Percentiles;
  /** One search, in milliseconds. */
  readonly search: Percentiles;
}

const directory = join(runsFolder, 'bench-sharing');
const figuresFile = join(runsFolder, 'bench-sharing.json');
const READERS = 30;
const PAGE = 100;
const ROUNDS = 10;
const DECISIONS = 2_000_000;
const QUESTIONS = [
  'who handles labour exploitation in Romania and speaks Swedish?',
  'sexual exploitation Moldova 24/7',
  'Swedish police',
  'NGO in France that speaks Arabic',
  'begging',
  'who knows about organ removal in Egypt',
];

/** Measures what deciding costs: alone, for a page out of many reports, and for a search over many organisations. */
export function benchSharing(options: SharingOptions): Promise<void> {
  return benchRun('bench sharing', directory, (progress) => run(options, progress));
}

async function run(options: SharingOptions, progress: Progress): Promise<void> {
  const namespace = `bench-${randomBytes(4).toString('hex')}`;
  const system = await System.start({ directory, namespace, progress, outlives: false, warn });
  const people = population(READERS, 200, 6);
  const settled = await inStep(progress, 'Registering readers', () => settle(system, people));
  const { mongodbUri } = system.engines;
  await inStep(progress, 'Filling the stores', async () => {
    await fillReports(mongodbUri, `${namespace}-ingestion`, options.reports);
    await fillDirectory(mongodbUri, `${namespace}-directory`, options.organisations);
  });
  const figures: SharingFigures = {
    ...options,
    canSeeNanoseconds: await inStep(progress, 'Deciding', () => Promise.resolve(measureDecisions(people, settled))),
    list: await inStep(progress, 'Listing', () => measureLists(system, people, settled)),
    rawPage: percentiles(
      await inStep(progress, 'The store alone', () => rawPage(mongodbUri, `${namespace}-ingestion`, PAGE, READERS * ROUNDS)),
    ),
    search: await inStep(progress, 'Searching', () => measureSearches(system, settled)),
  };
  writeJson(figuresFile, figures);
  console.log(textOf(figures));
}

function measureDecisions(people: Population, { reports }: Settled): number {
  const knowledge = new Knowledge(people);
  const cases = people.readers.flatMap(({ id, kind }) => reports.map((report) => [id, PURPOSES_OF[kind][0], report] as const));
  const decide = (count: number) => {
    for (let i = 0; i < count; i += 1) {
      const [reader, purpose, report] = cases[i % cases.length] ?? [];
      if (reader !== undefined && purpose && report) knowledge.levelOf(reader, purpose, report);
    }
  };
  decide(DECISIONS / 10);
  const from = performance.now();
  decide(DECISIONS);
  return Math.round(((performance.now() - from) * 1e6) / DECISIONS);
}

async function measureLists(system: System, { readers }: Population, { tokens }: Settled): Promise<Percentiles> {
  const times: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1)
    for (const { id } of readers) {
      const client = new ServiceClient(system.addresses.ingestion, tokenOf(tokens, id));
      const from = performance.now();
      const { reports } = await client.get(`/v1/reports?limit=${PAGE}`);
      // the first round warms up
      if (round > 0 && Array.isArray(reports) && reports.length === PAGE) times.push(performance.now() - from);
    }
  return percentiles(times);
}

async function measureSearches(system: System, { tokens }: Settled): Promise<Percentiles> {
  const [token] = tokens.values();
  if (!token) throw new Error('There is nobody to search.');
  const client = new ServiceClient(system.addresses.directory, token);
  const times: number[] = [];
  for (let i = -20; i < READERS * ROUNDS; i += 1) {
    const from = performance.now();
    await client.get(`/v1/search?q=${encodeURIComponent(QUESTIONS[Math.abs(i) % QUESTIONS.length] ?? '')}`);
    if (i >= 0) times.push(performance.now() - from);
  }
  return percentiles(times);
}

function textOf({ reports, organisations, canSeeNanoseconds, list, rawPage: raw, search }: SharingFigures): string {
  const row = (what: string, { p50, p95, measured }: Percentiles, wanted: string) =>
    `  ${what.padEnd(58)} p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms over ${measured}; wanted ${wanted}`;
  return [
    `  ${'One decision'.padEnd(58)} ${canSeeNanoseconds} ns; wanted below 2,000`,
    row(`A page of ${PAGE} visible reports out of ${reports.toLocaleString('en')}`, list, 'p95 below 60 ms'),
    row(`The newest ${PAGE} of all, from the store alone`, raw, 'nothing: its floor'),
    row(`A search over ${organisations.toLocaleString('en')} organisations`, search, 'p95 below 50 ms'),
    `\nThe figures are in ${figuresFile}.`,
  ].join('\n');
}
