import { duration, streamProgress, type Progress } from '@landbridge/engines';
import { spawn } from 'node:child_process';
import { createWriteStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from '../root.ts';

export interface StepOptions {
  title: string;
  command: string;
  args: string[];
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** Its whole output is kept in a file here, and shown when it fails. */
  logs: string;
  /** On standard error unless told. */
  progress?: Progress | undefined;
}

/** Runs one tool of the suite with its latest line as progress. True when it ended well. */
export async function runStep({
  title,
  command,
  args,
  cwd = root,
  env = process.env,
  logs,
  progress = streamProgress(),
}: StepOptions): Promise<boolean> {
  const logFile = join(logs, `${title.replaceAll(/[^a-z0-9]+/gi, '-')}.log`);
  const log = createWriteStream(logFile);
  const step = progress.begin(title);
  const begun = performance.now();
  // The tools write into a file first, where colours are noise, unless it is shown on a terminal in the end.
  const colours = process.stdout.isTTY ? { FORCE_COLOR: '1' } : { FORCE_COLOR: '0' };
  const child = spawn(command, args, { cwd, env: { ...env, ...colours }, stdio: ['ignore', 'pipe', 'pipe'] });
  const stop = () => child.kill('SIGTERM');
  process.once('exit', stop);
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on('line', (line) => {
      log.write(`${line}\n`);
      if (line.trim() !== '') step.say(line.trim());
    });
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', (error) => {
      log.write(`${command} could not be started: ${error.message}\n`);
      resolve(null);
    });
    child.once('close', resolve);
  });
  process.off('exit', stop);
  await new Promise((resolve) => log.end(resolve));
  if (code === 0) step.done();
  else step.failed();
  const seconds = duration(performance.now() - begun);
  if (code !== 0) console.log(`\n${readFileSync(logFile, 'utf8').trimEnd()}\n`);
  console.log(`${code === 0 ? '✓' : '✗'} ${title} (${seconds})`);
  return code === 0;
}
