import { streamProgress } from '@landbridge/engines';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addressLines, networkAt } from '../addresses.ts';
import { demoFileOf } from '../demo/demo-file.ts';
import { DemoRun, type DemoResult, type DemoSource } from '../demo/demo-run.ts';
import { readState } from '../demo/network-state.ts';
import { WebhookReceiver } from '../demo/receiver.ts';
import { Steps } from '../demo/steps.ts';
import { summaryOf } from '../demo/summary.ts';
import { wrongSums } from '../demo/sums.ts';
import { Interrupted, untilInterrupted } from '../interrupted.ts';
import { checkFile, type FileToLoad, formatOf } from '../loading/file-loader.ts';
import { addressesFile, credentialsFile, demoDirectory, demoFile, publishForAWhile } from '../run-files.ts';
import { takeRun } from '../run-lock.ts';
import { removeSystem, stopSystem, System } from '../system/system.ts';
import { writeJson } from '../write-json.ts';

export interface DemoOptions {
  reports: number;
  seed: number;
  from?: string;
  format?: 'csv' | 'ndjson';
  mapping?: string;
  keep?: true;
  stay?: true;
  against?: string;
  operatorSecret?: string;
  receiveAt?: string;
}

const warn = (text: string) => console.error(text);

/** Shows the whole way of a report, on a store of its own. The exit code is 0 when all numbers add up. */
export async function demo(options: DemoOptions): Promise<void> {
  const file = fileOf(options);
  if (file) checkFile(file);
  const release = takeRun(demoDirectory, 'demo');
  try {
    await Promise.race([
      options.against === undefined ? runDemo(options, file) : runAgainst(options.against, options, file),
      untilInterrupted(),
    ]);
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    console.error('\nStopping.');
    process.exitCode ??= 130;
  } finally {
    await stopSystem(demoDirectory, warn);
    release();
  }
  // What was interrupted may still wait for a service that is gone.
  process.exit();
}

function fileOf({ from, format, mapping }: DemoOptions): FileToLoad | undefined {
  if (from === undefined) {
    if (format !== undefined || mapping !== undefined) throw new Error('--format and --mapping belong to a file: name it with --from.');
    return undefined;
  }
  return { file: from, format: format ?? formatOf(from), mapping };
}

async function runDemo(options: DemoOptions, file: FileToLoad | undefined): Promise<void> {
  if (options.keep) await stopSystem(demoDirectory, warn);
  else await removeSystem(demoDirectory, warn);
  const fresh = !existsSync(namespaceFile);
  const steps = new Steps(streamProgress());
  const receiver = await WebhookReceiver.listen();
  let giveWay: (() => void) | undefined;
  try {
    const system = await steps.time('start', () => startSystem(receiver));
    const source: DemoSource = { seed: options.seed, reports: options.reports, file, fresh };
    const result = await new DemoRun(system, source, receiver, steps).run();
    finish(result, steps);
    if (!options.stay) return;
    giveWay = publishForAWhile(system, result.credentials);
    console.log(`Landbridge goes on.\n\n${addressLines(system)}\n\nAddresses for other programs: ${addressesFile}`);
    console.log(`Credentials of ${result.credentials.organisations.length} organisations: ${credentialsFile}\nStop it with Ctrl-C.`);
    await untilInterrupted();
  } finally {
    giveWay?.();
    await receiver.close();
  }
}

/** On a system that runs already, somewhere. */
async function runAgainst(against: string, options: DemoOptions, file: FileToLoad | undefined): Promise<void> {
  const network = networkAt(against, options.operatorSecret, demoDirectory);
  await removeSystem(demoDirectory, warn);
  mkdirSync(demoDirectory, { recursive: true });
  const { reports } = await readState(network.operator);
  const steps = new Steps(streamProgress());
  const receiver = await WebhookReceiver.listen(options.receiveAt);
  try {
    const source: DemoSource = { seed: options.seed, reports: options.reports, file, fresh: reports.accepted === 0 };
    finish(await new DemoRun(network, source, receiver, steps).run(), steps);
  } finally {
    await receiver.close();
  }
}

const namespaceFile = join(demoDirectory, 'namespace');

/** A namespace of its own, because engines that are given to us may hold other demos. */
function namespace(): string {
  if (!existsSync(namespaceFile)) {
    mkdirSync(demoDirectory, { recursive: true });
    writeFileSync(namespaceFile, `demo-${randomBytes(4).toString('hex')}`);
  }
  return readFileSync(namespaceFile, 'utf8');
}

function startSystem(receiver: WebhookReceiver): Promise<System> {
  return System.start({
    directory: demoDirectory,
    namespace: namespace(),
    progress: streamProgress(),
    outlives: false,
    environment: {
      WEBHOOK_ALLOWED_HOSTS: receiver.host,
      // Three years arrive in a minute here.
      SUBSCRIPTION_DELIVERIES_PER_MINUTE: '60000',
      ORGANISATION_DELIVERIES_PER_MINUTE: '60000',
    },
    warn,
  });
}

function finish(result: DemoResult, { seconds }: Steps): void {
  writeJson(demoFile, demoFileOf(result, seconds));
  console.log(summaryOf(result, seconds));
  const wrong = wrongSums(result.figures);
  process.exitCode = wrong.length === 0 ? 0 : 1;
  if (wrong.length === 0) console.log(`All numbers add up. They are in ${demoFile}.`);
  else
    console.log(`The numbers do not add up:\n${wrong.map((sentence) => `  ${sentence}`).join('\n')}\nLogs: ${join(demoDirectory, 'logs')}`);
}
