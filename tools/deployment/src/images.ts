import { runTool, which, type Progress } from '@landbridge/engines';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './root.ts';

/** Debian, and the release that everything is built on. */
const RELEASE = 'bookworm';
const OFFLINE_BASE = `landbridge/debian:${RELEASE}`;
export const SERVICES_IMAGE = 'landbridge/services';

export interface ImagesOptions {
  /** The base is made from Debian's packages, so no image registry is needed. */
  offline: boolean;
  progress: Progress;
}

/**
 * Builds the one image of all services with the Docker engine that answers. Certificates in `deployment/ca` go into it.
 * @returns its name
 * @throws Error that says what is missing: no Docker engine, no debootstrap, not root
 */
export async function buildImages({ offline, progress }: ImagesOptions): Promise<string> {
  await requireDocker();
  const base = offline ? ['--build-arg', `BASE=${await offlineBase(progress)}`] : [];
  const version = versionOf(readFileSync(join(root, 'package.json'), 'utf8'));
  const image = `${SERVICES_IMAGE}:${version}`;
  await inStep(progress, `Building ${image}`, (step) =>
    docker(['build', ...base, '--build-arg', `VERSION=${version}`, '--tag', image, '.'], step),
  );
  return image;
}

/** A small Debian from its packages alone; made once. */
async function offlineBase(progress: Progress): Promise<string> {
  if (await docker(['image', 'inspect', OFFLINE_BASE]).then(() => true, () => false)) return OFFLINE_BASE; // prettier-ignore
  if (!which('debootstrap'))
    throw new Error('--offline makes the base with debootstrap, which is not there. Install it (apt-get install debootstrap).');
  if (process.getuid?.() !== 0)
    throw new Error('--offline makes the base with debootstrap, which only root may run. Start this command as root.');
  const folder = mkdtempSync(join(tmpdir(), 'landbridge-base-'));
  try {
    await inStep(progress, `Making ${OFFLINE_BASE} from Debian's packages`, async (step) => {
      await runTool('debootstrap', ['--variant=minbase', '--include=ca-certificates', RELEASE, join(folder, 'root')], {
        cwd: folder,
        step,
      });
      // what nobody reads in a container
      const unread = [
        'var/cache/apt',
        'var/lib/apt/lists',
        'var/log',
        'usr/share/doc',
        'usr/share/man',
        'usr/share/locale',
        'usr/share/info',
      ];
      const excluded = unread.map((path) => `--exclude=./${path}/*`);
      await runTool('tar', ['-C', join(folder, 'root'), ...excluded, '-cf', join(folder, 'root.tar'), '.'], { cwd: folder, step });
      await docker(['import', join(folder, 'root.tar'), OFFLINE_BASE], step);
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return OFFLINE_BASE;
}

async function requireDocker(): Promise<void> {
  if (!which('docker')) throw new Error('Images are built with Docker, and `docker` is not on PATH. Install it and start its engine.');
  await docker(['version']).catch(() => {
    throw new Error('No Docker engine answers. Start it, or say with DOCKER_HOST where it is.');
  });
}

// Without BuildKit, because the plain builder is all that some engines have.
const docker = (args: string[], step?: ReturnType<Progress['begin']>) =>
  runTool('docker', args, { cwd: root, env: { DOCKER_BUILDKIT: '0' }, ...(step && { step }) });

async function inStep(progress: Progress, title: string, work: (step: ReturnType<Progress['begin']>) => Promise<unknown>): Promise<void> {
  const step = progress.begin(title);
  try {
    await work(step);
    step.done();
  } catch (error) {
    step.failed();
    throw error;
  }
}

function versionOf(text: string): string {
  const version = /"version": "([^"]+)"/.exec(text)?.[1];
  if (version === undefined) throw new Error('package.json tells no version.');
  return version;
}
