import { Program, type ProgramOptions } from '@landbridge/engines';
import { setTimeout as sleep } from 'node:timers/promises';

export interface ServiceOptions extends Omit<ProgramOptions, 'command' | 'args'> {
  url: string;
  /** The bundle that `buildApp` made. */
  bundle: string;
  /** For Node, besides those that every service gets. */
  nodeFlags?: readonly string[];
}

const NODE_FLAGS = ['--disable-warning=TimeoutNegativeWarning'];

const readyWithinMs = 90_000;

/** One instance of one of the services, as a process of its own. */
export class Service {
  readonly name: string;
  readonly url: string;
  private readonly program: Program;

  constructor(options: ServiceOptions) {
    this.name = options.name;
    this.url = options.url;
    this.program = new Program({
      ...options,
      command: process.execPath,
      args: [...NODE_FLAGS, ...(options.nodeFlags ?? []), options.bundle],
    });
  }

  get pid(): number | undefined {
    return this.program.pid;
  }

  get running(): boolean {
    return this.program.running;
  }

  /** Starts it when it does not run, and waits until it is ready. */
  async start(): Promise<void> {
    if (!this.running) await this.program.start();
    await this.whenReady();
  }

  async whenReady(): Promise<void> {
    const until = Date.now() + readyWithinMs;
    while (!(await isServiceReady(this.url))) {
      if (!this.running) throw new Error(`${this.name} ${this.program.ending ?? 'ended'}. Its last words:\n${this.program.lastWords()}`);
      if (Date.now() > until)
        throw new Error(`${this.name} is not ready after ${readyWithinMs / 1000} s. Its last words:\n${this.program.lastWords()}`);
      await sleep(100);
    }
  }

  /** SIGTERM: it drains and ends. */
  stop(): Promise<void> {
    return this.program.stop();
  }

  /** SIGKILL, as a crash would. */
  kill(): Promise<void> {
    return this.program.kill();
  }
}

export async function isServiceReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(5_000) })).ok;
  } catch {
    return false;
  }
}
