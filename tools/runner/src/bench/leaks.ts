import { inStep, type Progress } from '@landbridge/engines';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Network } from '../network.ts';
import { networkAt } from '../addresses.ts';
import { progressBar } from '../progress-bar.ts';
import { runsFolder } from '../root.ts';
import { System } from '../system/system.ts';
import { settle } from '../leaks/network-of-walk.ts';
import { population } from '../leaks/population.ts';
import { Walk, type WalkResult } from '../leaks/walk.ts';
import { benchRun, warn } from './bench-run.ts';
import { writeJson } from '../write-json.ts';

export interface LeaksOptions {
  readers: number;
  reports: number;
  seed: number;
  /** Where a running system is, as addresses.json says; without it one is started for the walk. */
  against?: string;
  operatorSecret?: string;
}

const directory = join(runsFolder, 'bench-leaks');
const resultFile = join(runsFolder, 'leaks.json');
const SHOWN = 20;

/** Reads all that can be read as many readers, and tells what one of them learned that it may not know. */
export function benchLeaks(options: LeaksOptions): Promise<void> {
  return benchRun('bench leaks', directory, (progress) => run(options, progress));
}

async function run(options: LeaksOptions, progress: Progress): Promise<void> {
  const network = await networkFor(options, progress);
  const result = await walkThrough(network, options, progress);
  const { readers, routes, objects, requests, leaks } = result;
  const found = Map.groupBy(leaks, ({ route, what }) => `${route}: ${what}`);
  writeJson(resultFile, { readers, routes, objects, requests, leaks: leaks.length, found: [...found.keys()] });
  console.log(`${readers} readers asked ${requests} times over ${routes} routes and met ${objects} objects: ${leaks.length} leaks.`);
  for (const [what, times] of [...found].slice(0, SHOWN)) console.log(`  ${what} (${times.length} times)`);
  console.log(`The figures are in ${resultFile}.`);
  if (leaks.length > 0) process.exitCode = 1;
}

async function walkThrough(network: Network, { readers, reports, seed }: LeaksOptions, progress: Progress): Promise<WalkResult> {
  const people = population(readers, reports, seed);
  const settled = await inStep(progress, 'Registering readers, submitting reports', () => settle(network, people));
  const walk = new Walk(network, people, settled, settled.reports.length);
  return inStep(progress, 'Reading everything as everybody', (step) => walk.run((done, all) => step.say(progressBar(done, all))));
}

/** The one that runs already, or one for the walk alone. */
function networkFor({ against, operatorSecret }: LeaksOptions, progress: Progress): Promise<Network> {
  if (against !== undefined) return Promise.resolve(networkAt(against, operatorSecret, directory));
  return System.start({ directory, namespace: `leaks-${randomBytes(4).toString('hex')}`, progress, outlives: false, warn });
}
