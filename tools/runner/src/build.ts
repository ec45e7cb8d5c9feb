import { transform, type JscConfig, type Options } from '@swc/core';
import { build as bundle, type BuildOptions, type Plugin } from 'esbuild';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { inStep, type Progress } from '@landbridge/engines';
import { root, type App } from './root.ts';

/**
 * Bundles `apps/<app>` into `apps/<app>/dist/js/main.js`, and answers that file: the libs go in, npm packages stay outside.
 * Nothing is done when the sources are those of the last build.
 */
export function buildApp(app: App): Promise<string> {
  return buildProject(`apps/${app}`);
}

/** @param folder of the project below the root; its `src/main.ts` is what is bundled */
async function buildProject(folder: string): Promise<string> {
  const output = join(root, folder, 'dist/js');
  const digest = digestOf(folder);
  const stamp = join(output, 'sources.sha256');
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== digest) await bundleAside(folder, output, digest);
  return join(output, 'main.js');
}

/** Bundles all apps and answers their files. */
export function buildApps(progress: Progress): Promise<Record<App, string>> {
  return inStep(progress, 'Building the services', async () => {
    const [directory, ingestion, trendDetection, notification] = await Promise.all([
      buildApp('directory'),
      buildApp('ingestion'),
      buildApp('trend-detection'),
      buildApp('notification'),
    ]);
    return { directory, ingestion, 'trend-detection': trendDetection, notification };
  });
}

// Aside and renamed, because another run may start the app at this moment.
async function bundleAside(folder: string, output: string, digest: string): Promise<void> {
  const aside = `${output}.${randomUUID()}`;
  mkdirSync(aside, { recursive: true });
  try {
    await bundle(optionsFor(folder, aside));
    await writeFile(join(aside, 'sources.sha256'), digest);
    rmSync(output, { recursive: true, force: true });
    renameSync(aside, output);
  } catch (error) {
    const stamp = join(output, 'sources.sha256');
    const othersWereQuicker = existsSync(stamp) && readFileSync(stamp, 'utf8') === digest;
    if (!othersWereQuicker) throw error;
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

function optionsFor(folder: string, outdir: string): BuildOptions {
  return {
    absWorkingDir: join(root, folder),
    entryPoints: ['src/main.ts'],
    outdir,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    sourcemap: true,
    keepNames: true,
    logLevel: 'silent',
    conditions: ['@landbridge/source'],
    plugins: [decorators, packagesStayOutside],
  };
}

interface SwcFile extends Omit<Options, 'jsc'> {
  jsc: JscConfig & { rewriteRelativeImportExtensions?: boolean };
}

// esbuild writes no metadata for decorators, swc does.
const decorators: Plugin = {
  name: 'decorators',
  setup(build) {
    const { jsc, ...settings } = JSON.parse(readFileSync(join(root, '.swcrc'), 'utf8')) as SwcFile;
    // esbuild resolves the imports, so they keep their `.ts`.
    const { rewriteRelativeImportExtensions: _, ...compiler } = jsc;
    const options: Options = { ...settings, swcrc: false, sourceMaps: 'inline', jsc: compiler, module: { type: 'es6' } };
    build.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, 'utf8'), { ...options, filename: path });
      return { contents: code, loader: 'js' };
    });
  },
};

const packagesStayOutside: Plugin = {
  name: 'packages stay outside',
  setup(build) {
    build.onResolve({ filter: /^[^./]/ }, ({ kind, path }) =>
      kind === 'entry-point' || path.startsWith('@landbridge/') ? undefined : { path, external: true },
    );
  },
};

function digestOf(folder: string): string {
  const rooms = [folder, 'libs/*', ...(folder.startsWith('tools/') ? ['tools/*'] : [])];
  const sources = globSync(
    rooms.map((room) => `${room}/{src/**/*.{ts,json},package.json}`),
    { cwd: root },
  );
  const settings = ['package-lock.json', '.swcrc', 'tools/runner/src/build.ts'];
  const hash = createHash('sha256');
  for (const file of [...sources.filter((name) => !name.endsWith('.spec.ts')).sort(), ...settings])
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update('\0');
  return hash.digest('hex');
}

// Nx and the Dockerfile call it in the folder of the project.
if (import.meta.main) await buildProject(relative(root, process.cwd()));
