import { runTool, which, type Step } from '@landbridge/engines';
import { spawnSync } from 'node:child_process';
import { root } from './root.ts';

/** @throws Error that says what is missing */
export function requireDocker(): void {
  if (!which('docker')) throw new Error('Images are built with Docker, and `docker` is not on PATH. Install it and start its engine.');
  if (!hasDocker()) throw new Error('No Docker engine answers. Start it, or say with DOCKER_HOST where it is.');
}

/** An engine answers. */
export const hasDocker = () => which('docker') !== undefined && spawnSync('docker', ['version']).status === 0;

// Without BuildKit, because the plain builder is all that some engines have.
export const docker = (args: string[], step?: Step) =>
  runTool('docker', args, { cwd: root, env: { DOCKER_BUILDKIT: '0' }, ...(step && { step }) });
