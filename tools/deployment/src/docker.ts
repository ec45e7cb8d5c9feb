import { runTool, which, type Step } from '@landbridge/engines';
import { root } from './root.ts';

/** @throws Error that says what is missing */
export async function requireDocker(): Promise<void> {
  if (!which('docker')) throw new Error('Images are built with Docker, and `docker` is not on PATH. Install it and start its engine.');
  await docker(['version']).catch(() => {
    throw new Error('No Docker engine answers. Start it, or say with DOCKER_HOST where it is.');
  });
}

// Without BuildKit, because the plain builder is all that some engines have.
export const docker = (args: string[], step?: Step) =>
  runTool('docker', args, { cwd: root, env: { DOCKER_BUILDKIT: '0' }, ...(step && { step }) });
