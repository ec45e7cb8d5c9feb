import { canBuildOffline, installDeploymentTools } from '@landbridge/deployment';
import {
  environmentFor,
  removeEngines,
  removeLeftovers,
  silentProgress,
  startEngines,
  streamProgress,
  type Progress,
} from '@landbridge/engines';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root, runsFolder } from '../root.ts';
import { forgetResults, projects, resultFile, type Kind, type Project } from '../test-suite/projects.ts';
import { describeTally, oneFailed, onePassed, readJestResult, sum, type Tally } from '../test-suite/results.ts';
import { runStep } from '../test-suite/step.ts';

/** Format, lint, types, unit, end to end. The last line sums all up; the exit code is not 0 when anything failed. */
export async function test({ filter, deployment }: { filter?: string; deployment?: true }): Promise<void> {
  if (deployment) {
    await installDeploymentTools(streamProgress());
    if (!canBuildOffline()) console.error('Containers are not tried: that wants root, debootstrap, and a Docker engine that answers.');
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
  await removeLeftovers(runsFolder, 'test');
  const directory = join(runsFolder, `test-${process.pid}`);
  const logs = join(directory, 'logs');
  mkdirSync(logs, { recursive: true });
  const tally = filter === undefined ? await wholeSuite(directory, logs) : await filtered(filter, directory, logs);
  if (tally.failed === 0) await removeEngines(directory, (text) => console.error(text));
  else console.log(`\nLogs: ${logs}`);
  console.log(describeTally(tally));
  if (tally.failed > 0) process.exitCode = 1;
}

async function wholeSuite(directory: string, logs: string): Promise<Tally> {
  const all = projects();
  const check = async (title: string, command: string, args: string[]) =>
    (await runStep({ title, command, args, logs })) ? onePassed : oneFailed;
  const checks = [
    await check('Format', 'prettier', ['--check', '--log-level', 'warn', '.']),
    await check('Lint', ...nx('lint')),
    await check('Types', ...nx('typecheck')),
  ];
  const unit = await jestRun('Unit tests', 'test', all, () => runStep({ title: 'Unit tests', ...named(nx('test')), logs }));
  const endToEnd = await withEngines(directory, (env) => endToEndTests(all, env, logs));
  return sum([...checks, unit, endToEnd]);
}

async function filtered(filter: string, directory: string, logs: string): Promise<Tally> {
  const matching = (project: Project, files: string[]) => files.filter((file) => `${project.folder}/${file}`.includes(filter));
  const selected = projects()
    .map((project) => ({ ...project, unit: matching(project, project.unit), endToEnd: matching(project, project.endToEnd) }))
    .filter(({ unit, endToEnd }) => unit.length + endToEnd.length > 0);
  if (selected.length === 0) throw new Error(`No test file's path contains "${filter}".`);
  const tallies: Tally[] = [];
  for (const project of selected)
    if (project.unit.length > 0) tallies.push(await jestInProject(project, 'test', project.unit, process.env, logs));
  if (selected.some(({ endToEnd }) => endToEnd.length > 0))
    tallies.push(await withEngines(directory, (env) => endToEndTests(selected, env, logs)));
  return sum(tallies);
}

/** Projects whose tests run side by side: they wait more than they work. */
const LANES = 3;

/** The tests of apps and libs side by side. The tools' own come last and one by one: theirs are whole systems. */
async function endToEndTests(selected: readonly Project[], env: NodeJS.ProcessEnv, logs: string): Promise<Tally> {
  const waiting = selected.filter(({ endToEnd }) => endToEnd.length > 0).sort((a, b) => b.endToEnd.length - a.endToEnd.length);
  const [whole, parts] = [waiting.filter(isTool), waiting.filter((project) => !isTool(project))];
  const lane = async (queue: Project[], progress?: Progress) => {
    const tallies: Tally[] = [];
    for (let project = queue.shift(); project; project = queue.shift())
      tallies.push(await jestInProject(project, 'e2e', project.endToEnd, env, logs, progress));
    return sum(tallies);
  };
  // one of them shows how far it has come; each says what it came to
  const sideBySide = await Promise.all(Array.from({ length: LANES }, (_, i) => lane(parts, i === 0 ? undefined : silentProgress)));
  return sum([...sideBySide, await lane(whole)]);
}

const isTool = ({ folder }: Project) => folder.startsWith('tools/');

/** One pair of engines for the whole run. */
async function withEngines(directory: string, run: (env: NodeJS.ProcessEnv) => Promise<Tally>): Promise<Tally> {
  const engines = await startEngines({ directory, progress: streamProgress() });
  try {
    return await run({ ...process.env, ...environmentFor(engines) });
  } finally {
    await engines.stop();
  }
}

function jestInProject(
  project: Project,
  kind: Kind,
  files: string[],
  env: NodeJS.ProcessEnv,
  logs: string,
  progress?: Progress,
): Promise<Tally> {
  const title = `${kind === 'test' ? 'Unit tests' : 'End to end'} of ${project.folder}`;
  const args = [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    '--disable-warning=TimeoutNegativeWarning',
    '../../node_modules/jest/bin/jest.js',
    ...(kind === 'e2e' ? ['-c', 'jest.e2e.config.js'] : []),
    '--json',
    `--outputFile=${resultFile(project, kind)}`,
    '--runTestsByPath',
    ...files,
  ];
  return jestRun(title, kind, [project], () =>
    runStep({ title, command: process.execPath, args, cwd: join(root, project.folder), env, logs, progress }),
  );
}

async function jestRun(title: string, kind: Kind, all: readonly Project[], run: () => Promise<boolean>): Promise<Tally> {
  forgetResults(all, kind);
  const ended = await run();
  const tally = sum(all.map((project) => readJestResult(resultFile(project, kind))));
  console.log(`  ${title}: ${describeTally(tally)}`);
  return ended || tally.failed > 0 ? tally : { ...tally, failed: 1 };
}

function nx(target: string): [command: string, args: string[]] {
  return ['nx', ['run-many', '-t', target, '--parallel=2', '--output-style=static']];
}

function named([command, args]: [command: string, args: string[]]) {
  return { command, args };
}
