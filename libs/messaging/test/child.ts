import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { transform, type Options } from '@swc/core';
import { build, type Plugin } from 'esbuild';

const root = join(import.meta.dirname, '../../..');

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
  bundled ??= bundle();
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

async function bundle(): Promise<string> {
  const outfile = join(import.meta.dirname, `../dist/test/child-${process.pid}.mjs`);
  await build({
    entryPoints: [join(import.meta.dirname, 'child-main.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    sourcemap: 'inline',
    keepNames: true,
    logLevel: 'error',
    conditions: ['@landbridge/source'],
    plugins: [decorators, packagesStayOutside],
  });
  return outfile;
}

interface SwcFile extends Options {
  jsc: NonNullable<Options['jsc']> & { rewriteRelativeImportExtensions?: boolean };
}

const decorators: Plugin = {
  name: 'decorators',
  setup({ onLoad }) {
    const { jsc, ...settings } = JSON.parse(readFileSync(join(root, '.swcrc'), 'utf8')) as SwcFile;
    delete jsc.rewriteRelativeImportExtensions;
    const options: Options = { ...settings, swcrc: false, sourceMaps: 'inline', jsc, module: { type: 'es6' } };
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, 'utf8'), { ...options, filename: path });
      return { contents: code, loader: 'js' };
    });
  },
};

const packagesStayOutside: Plugin = {
  name: 'packages stay outside',
  setup({ onResolve }) {
    onResolve({ filter: /^[^./]/ }, ({ kind, path }) =>
      kind === 'entry-point' || path.startsWith('@landbridge/') ? undefined : { path, external: true },
    );
  },
};
