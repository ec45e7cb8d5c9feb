import { inStep, runTool, which, type Progress } from '@landbridge/engines';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { docker } from './docker.ts';

const RELEASE = 'bookworm';
export const OFFLINE_BASE = `landbridge/debian:${RELEASE}`;

/** A small Debian from its packages alone; made once. */
export async function offlineBase(progress: Progress): Promise<void> {
  if (await docker(['image', 'inspect', OFFLINE_BASE]).then(() => true, () => false)) return; // prettier-ignore
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
}
