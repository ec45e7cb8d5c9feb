import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { transform, type Options } from '@swc/core';
import { build, type Plugin } from 'esbuild';

const root = join(import.meta.dirname, '../../..');

/**
 * Bundles what a test runs in a process of its own, so that it can be killed: the sources of the workspace go in, npm packages stay outside.
 * @param project folder of the project whose `test/child-main.ts` it is
 * @returns the file to fork
 */
export async function bundleChild(project: string): Promise<string> {
  const outfile = join(project, `dist/test/child-${process.pid}.mjs`);
  await build({
    entryPoints: [join(project, 'test/child-main.ts')],
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
  setup(bundler) {
    const { jsc, ...settings } = JSON.parse(readFileSync(join(root, '.swcrc'), 'utf8')) as SwcFile;
    delete jsc.rewriteRelativeImportExtensions;
    const options: Options = { ...settings, swcrc: false, sourceMaps: 'inline', jsc, module: { type: 'es6' } };
    bundler.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, 'utf8'), { ...options, filename: path });
      return { contents: code, loader: 'js' };
    });
  },
};

const packagesStayOutside: Plugin = {
  name: 'packages stay outside',
  setup(bundler) {
    bundler.onResolve({ filter: /^[^./]/ }, ({ kind, path }) =>
      kind === 'entry-point' || path.startsWith('@landbridge/') ? undefined : { path, external: true },
    );
  },
};
