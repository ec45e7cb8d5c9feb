import { inStep, kafkaJars, kafkaVersion, secantusDaemon, secantusVersion, which, type Progress } from '@landbridge/engines';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { docker, hasDocker, requireDocker } from './docker.ts';
import { OFFLINE_BASE, offlineBase } from './offline-base.ts';
import { root } from './root.ts';

/** What `offline` needs is there: an engine, debootstrap, and the rights that it wants. */
export const canBuildOffline = () => hasDocker() && which('debootstrap') !== undefined && process.getuid?.() === 0;

/** Names of images. */
export interface Images {
  readonly services: string;
  /** Undefined: those of compose are to be pulled. */
  readonly engines: { readonly kafka: string; readonly mongodb: string } | undefined;
}

export interface ImagesOptions {
  /** No image registry is needed: the base is made from Debian's packages, and the engines' images are built too. */
  offline: boolean;
  progress: Progress;
}

/**
 * Builds the one image of all services with the Docker engine that answers. Certificates in `deployment/ca` go into it.
 * @throws Error that says what is missing: no Docker engine, no debootstrap, not root
 */
export async function buildImages({ offline, progress }: ImagesOptions): Promise<Images> {
  requireDocker();
  if (offline) await offlineBase(progress);
  const version = versionOf(readFileSync(join(root, 'package.json'), 'utf8'));
  const services = `landbridge/services:${version}`;
  const base = offline ? [`BASE=${OFFLINE_BASE}`] : [];
  await built(progress, services, root, [...base, `VERSION=${version}`]);
  return { services, engines: offline ? await buildEngines(progress) : undefined };
}

/** Kafka from Apache's jars, and the stand-in for MongoDB, both as the embedded engines have them. */
async function buildEngines(progress: Progress): Promise<Images['engines']> {
  const kafka = `landbridge/kafka:${kafkaVersion}`;
  const mongodb = `landbridge/mongodb-stand-in:${secantusVersion}`;
  await builtAside(progress, kafka, 'kafka', await kafkaJars(progress));
  await builtAside(progress, mongodb, 'mongodb', await secantusDaemon(progress));
  return { kafka, mongodb };
}

/** From a folder of `deployment/images` and what else belongs into it. */
async function builtAside(progress: Progress, image: string, folder: string, more: string): Promise<void> {
  const context = mkdtempSync(join(tmpdir(), 'landbridge-image-'));
  try {
    cpSync(join(root, 'deployment/images', folder), context, { recursive: true });
    cpSync(more, join(context, basename(more)), { recursive: true });
    await built(progress, image, context, [`BASE=${OFFLINE_BASE}`]);
  } finally {
    rmSync(context, { recursive: true, force: true });
  }
}

async function built(progress: Progress, image: string, context: string, settings: string[]): Promise<void> {
  const args = settings.flatMap((setting) => ['--build-arg', setting]);
  await inStep(progress, `Building ${image}`, (step) => docker(['build', ...args, '--tag', image, context], step));
}

function versionOf(text: string): string {
  const version = /"version": "([^"]+)"/.exec(text)?.[1];
  if (version === undefined) throw new Error('package.json tells no version.');
  return version;
}
