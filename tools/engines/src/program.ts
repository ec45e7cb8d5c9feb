import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { dirname } from 'node:path';
import { endProcess, isAlive, markOf, readMark, signal, waitForEnd, type ProcessMark } from './processes.ts';

export interface ProgramOptions {
  name: string;
  command: string;
  args: string[];
  cwd: string;
  env?: NodeJS.ProcessEnv;
  /** Output is appended here. */
  logFile: string;
  /** Keeps pid and start time, so that a later process finds the program again. */
  markFile: string;
  /** True: the program outlives this process. False: it is stopped when this process is gone, whatever ended it. */
  outlives: boolean;
  graceMs?: number;
  warn?: (text: string) => void;
}

// Holds a pipe to this process; when that closes because this process is gone, it stops the program.
const watchScript = `read -r _ || true
kill -0 "$1" 2>/dev/null || exit 0
kill -TERM "$1"
for _ in $(seq 1 100); do kill -0 "$1" 2>/dev/null || exit 0; sleep 0.1; done
kill -KILL "$1"`;

const defaultGraceMs = 30_000;

/** Stops the program that this mark file names, if it still runs. */
export async function stopMarked(markFile: string, name: string, warn: (text: string) => void): Promise<void> {
  const mark = readMark(markFile);
  if (mark) await endProcess(mark, name, defaultGraceMs, warn);
  rmSync(markFile, { force: true });
}

/** A long-running program (an engine or a service) as a process of its own, with its log, its mark, and a clean end. */
export class Program {
  readonly options: ProgramOptions;
  private mark: ProcessMark | undefined;
  private watcher: ChildProcess | undefined;
  private exit: string | undefined;

  constructor(options: ProgramOptions) {
    this.options = options;
    const mark = readMark(options.markFile);
    if (mark && isAlive(mark)) this.mark = mark;
  }

  get pid(): number | undefined {
    return this.running ? this.mark?.pid : undefined;
  }

  get running(): boolean {
    return this.mark !== undefined && isAlive(this.mark);
  }

  /** How it ended, in words; undefined while it runs or when another process started it. */
  get ending(): string | undefined {
    return this.running ? undefined : this.exit;
  }

  async start(): Promise<void> {
    if (this.running) throw new Error(`${this.options.name} already runs as process ${String(this.mark?.pid)}.`);
    const { command, args, cwd, env, logFile, markFile, name } = this.options;
    mkdirSync(dirname(logFile), { recursive: true });
    const log = openSync(logFile, 'a');
    const child = spawn(command, args, { cwd, env: env ?? process.env, detached: true, stdio: ['ignore', log, log] });
    closeSync(log);
    this.exit = undefined;
    child.once('exit', (code, signalName) => (this.exit = signalName ? `ended by ${signalName}` : `ended with code ${String(code)}`));
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', (error) => reject(new Error(`${name} could not be started: ${error.message}`, { cause: error })));
    });
    child.unref();
    this.mark = child.pid === undefined ? undefined : markOf(child.pid);
    if (this.mark) writeFileSync(markFile, JSON.stringify(this.mark));
    if (this.mark && !this.options.outlives) this.watch(this.mark);
  }

  async stop(): Promise<void> {
    if (this.mark)
      await endProcess(this.mark, this.options.name, this.options.graceMs ?? defaultGraceMs, this.options.warn ?? console.warn);
    this.forget();
  }

  /** SIGKILL, as a crash would. */
  async kill(): Promise<void> {
    if (this.mark) {
      signal(this.mark, 'SIGKILL');
      await waitForEnd(this.mark, 10_000);
    }
    this.forget();
  }

  /**
   * The end of the log, for messages about a failed start. What a service logs as information (pino's level 30) is left out, if there is
   * anything else: it may be written later than the reason.
   */
  lastWords(lines = 15): string {
    try {
      const all = readFileSync(this.options.logFile, 'utf8').trimEnd().split('\n');
      const telling = all.filter((line) => !line.startsWith('{"level":30'));
      return (telling.length > 0 ? telling : all).slice(-lines).join('\n');
    } catch {
      return '(no log was written)';
    }
  }

  private watch({ pid }: ProcessMark): void {
    const watcher = spawn('bash', ['-c', watchScript, 'watch', String(pid)], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
    watcher.once('error', () => this.options.warn?.(`${this.options.name} is not watched: bash could not be started.`));
    watcher.unref();
    if (watcher.stdin instanceof Socket) watcher.stdin.unref();
    this.watcher = watcher;
  }

  private forget(): void {
    this.watcher?.kill('SIGKILL');
    this.watcher = undefined;
    this.mark = undefined;
    rmSync(this.options.markFile, { force: true });
  }
}
