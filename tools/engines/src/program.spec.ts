import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive, readMark, type ProcessMark } from './processes.ts';
import { Program, type ProgramOptions } from './program.ts';

describe('Program', () => {
  let folder: string;
  let warnings: string[];
  const options = (script: string, more: Partial<ProgramOptions> = {}): ProgramOptions => ({
    name: 'Sleeper',
    command: 'bash',
    args: ['-c', script],
    cwd: folder,
    logFile: join(folder, 'sleeper.log'),
    markFile: join(folder, 'sleeper.pid.json'),
    outlives: false,
    warn: (text) => warnings.push(text),
    ...more,
  });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'landbridge-program-'));
    warnings = [];
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('runs as its own process, logs to its file and ends on SIGTERM', async () => {
    const program = new Program(options('echo hello; exec sleep 60'));
    await program.start();
    expect(program.running).toBe(true);
    await until(() => program.lastWords() === 'hello');
    await program.stop();
    expect(program.running).toBe(false);
    expect(existsSync(join(folder, 'sleeper.pid.json'))).toBe(false);
    expect(warnings).toEqual([]);
  });

  it('kills with a warning what does not heed SIGTERM', async () => {
    const program = new Program(options("trap '' TERM; echo ready; while :; do sleep 0.1; done", { graceMs: 200 }));
    await program.start();
    await until(() => program.lastWords() === 'ready');
    await program.stop();
    expect(warnings).toEqual([expect.stringMatching(/^Sleeper \(process \d+\) did not stop within 0.2 s and was killed\.$/)]);
  });

  it('is found again by its mark, and a mark of another process is not believed', async () => {
    const program = new Program(options('exec sleep 60', { outlives: true }));
    await program.start();
    const found = new Program(options('never started'));
    expect(found.pid).toBe(program.pid);
    await found.stop();
    expect(program.running).toBe(false);

    expect(isAlive({ pid: process.pid, startTime: 'long ago' })).toBe(false);
  });

  it('tells how a program ended by itself', async () => {
    const program = new Program(options('echo no such topic >&2; exit 3'));
    await program.start();
    await until(() => program.ending !== undefined);
    expect(program.ending).toBe('ended with code 3');
    expect(program.lastWords()).toBe('no such topic');
  });

  it('says what could not be started', async () => {
    await expect(new Program(options('', { command: '/no/such/program' })).start()).rejects.toThrow(
      /^Sleeper could not be started: .*ENOENT/,
    );
  });

  it.each([
    { outlives: false, fate: 'stopped when its starter is killed' },
    { outlives: true, fate: 'left alone when its starter is killed' },
  ])('is $fate', async ({ outlives }) => {
    const started = options('exec sleep 60', { outlives });
    const starter = startElsewhere(started);
    const mark = await until<ProcessMark>(() => readMark(started.markFile));
    await sleep(300);
    starter.kill('SIGKILL');
    if (outlives) {
      await sleep(500);
      expect(isAlive(mark)).toBe(true);
      await new Program(started).kill();
    }
    await until(() => !isAlive(mark));
  });
});

function startElsewhere(options: ProgramOptions) {
  const module = join(import.meta.dirname, 'program.ts');
  const { warn: _, ...rest } = options;
  const script = `import { Program } from ${JSON.stringify(module)}; await new Program(${JSON.stringify(rest)}).start(); setInterval(() => 0, 1000);`;
  return spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: 'inherit' });
}

async function until<Answer>(ask: () => Answer | undefined): Promise<NonNullable<Answer>> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const answer = ask();
    if (answer) return answer;
    await sleep(25);
  }
  throw new Error(`Not within 5 s: ${ask.toString()}`);
}
