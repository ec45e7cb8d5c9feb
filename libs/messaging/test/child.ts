import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { bundleChild } from '@landbridge/engines/child-bundle';

/** Where a child ends itself as if by kill -9. */
export type CrashPoint = 'before-verdict' | 'after-verdict' | 'after-effect' | 'after-letter';

export interface ChildSettings {
  readonly namespace: string;
  readonly service: string;
  readonly handler: 'transaction' | 'stamped' | 'none';
  /** Subjects that the handler cannot take. */
  readonly poison?: readonly string[];
  readonly crashAt?: CrashPoint;
  readonly delay?: number;
  /** Stops itself, as if by SIGSTOP, in the middle of a transaction of its outbox. */
  readonly stall?: boolean;
}

/** The test's service in a process of its own, which can be stopped, killed, or end itself at a chosen point. */
export async function startChild(settings: ChildSettings): Promise<ChildProcess> {
  bundled ??= bundleChild(join(import.meta.dirname, '..'));
  const child = fork(await bundled, [JSON.stringify(settings)], { execArgv: ['--enable-source-maps', '--no-warnings'], silent: false });
  const [first] = (await Promise.race([once(child, 'message'), once(child, 'exit')])) as unknown[];
  if (first !== 'ready' && settings.crashAt === undefined) throw new Error('The child did not start.');
  return child;
}

/** @returns the signal or code it ended with */
export async function ended(child: ChildProcess): Promise<string | number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.signalCode ?? child.exitCode;
}

let bundled: Promise<string> | undefined;
