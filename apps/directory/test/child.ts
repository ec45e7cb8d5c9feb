import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { bundleChild } from '@landbridge/engines/child-bundle';

/** Where directory ends as if by kill -9: before that write of the next change, of which the commit is the last, or at a moment after it. */
export type Death = number | 'after the commit' | 'before it is marked as sent' | 'before the mark is committed';

/** Directory in a process of its own, which can be killed between two of its writes. */
export class DirectoryChild {
  private constructor(private readonly child: ChildProcess) {}

  static async start(environment: Record<string, string>): Promise<DirectoryChild> {
    bundled ??= bundleChild(join(import.meta.dirname, '..'));
    const child = fork(await bundled, [JSON.stringify(environment)], { execArgv: ['--enable-source-maps', '--no-warnings'] });
    const [first] = (await Promise.race([once(child, 'message'), once(child, 'exit')])) as unknown[];
    if (first !== 'ready') throw new Error('The child did not start.');
    return new DirectoryChild(child);
  }

  async arm(death: Death): Promise<void> {
    const armed = once(this.child, 'message');
    this.child.send(death);
    await armed;
  }

  /** @returns the signal or code it ended with */
  async ended(): Promise<string | number | null> {
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'exit');
    return this.child.signalCode ?? this.child.exitCode;
  }

  kill(): Promise<string | number | null> {
    this.child.kill('SIGKILL');
    return this.ended();
  }
}

let bundled: Promise<string> | undefined;
