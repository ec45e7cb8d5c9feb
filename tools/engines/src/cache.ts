import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isErrorWith } from './errors.ts';
import { isAlive, markOf, readMark } from './processes.ts';
import type { Progress, Step } from './progress.ts';

export function cacheDirectory(): string {
  const configured = process.env['XDG_CACHE_HOME'];
  return join(configured === undefined || configured === '' ? join(homedir(), '.cache') : configured, 'landbridge');
}

export interface Install {
  /** Folder in the cache; holds the version. */
  name: string;
  title: string;
  /** A path inside the folder that is there once the install is whole. */
  proof: string;
  build(folder: string, step: Step): Promise<void>;
}

export function installed(install: Pick<Install, 'name' | 'proof'>, cache = cacheDirectory()): boolean {
  return existsSync(join(cache, install.name, install.proof));
}

/** Installs once and answers the folder. It is built aside and renamed, so what is there is always whole. */
export async function installOnce(install: Install, progress: Progress, cache = cacheDirectory()): Promise<string> {
  const folder = join(cache, install.name);
  if (installed(install, cache)) return folder;
  mkdirSync(cache, { recursive: true });
  const step = progress.begin(install.title);
  const release = await takeLock(join(cache, `${install.name}.lock`), step);
  try {
    if (!installed(install, cache)) await buildAside(install, folder, step);
    step.done();
    return folder;
  } catch (error) {
    step.failed();
    throw error;
  } finally {
    release();
  }
}

async function buildAside(install: Install, folder: string, step: Step): Promise<void> {
  const aside = `${folder}.${randomUUID()}`;
  mkdirSync(aside);
  try {
    await install.build(aside, step);
    if (!existsSync(join(aside, install.proof))) throw new Error(`${install.title} ended without ${install.proof}.`);
    if (!existsSync(join(folder, install.proof))) rmSync(folder, { recursive: true, force: true });
    renameSync(aside, folder);
  } catch (error) {
    // Another process may have been quicker; its folder is as good as ours.
    if (!existsSync(join(folder, install.proof))) throw error;
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

// The lock only saves the work of building twice. Building aside is what keeps two processes from harming each other,
// so a rare double take-over of a dead holder's lock does no harm.
async function takeLock(file: string, step: Step): Promise<() => void> {
  const own = JSON.stringify(markOf(process.pid));
  for (;;) {
    try {
      writeFileSync(file, own, { flag: 'wx' });
      return () => {
        if (existsSync(file) && readFileSync(file, 'utf8') === own) rmSync(file, { force: true });
      };
    } catch (error) {
      if (!isErrorWith(error, 'code', 'EEXIST')) throw error;
    }
    const holder = readMark(file);
    if (holder && isAlive(holder)) {
      step.say(`waiting for process ${holder.pid}, which is installing it`);
      await sleep(250);
    } else {
      await sleep(50);
      if (JSON.stringify(readMark(file)) === JSON.stringify(holder)) rmSync(file, { force: true });
    }
  }
}
