import { installed, installOnce, runTool, type Install, type Progress } from '@landbridge/engines';
import { join } from 'node:path';
import { goBuild } from './go-build.ts';
import { root } from './root.ts';

const VERSION = '2.40.3';

/** Debian's own Compose is too old for profiles and conditions, so it is built from its Go module. */
const install: Install = {
  name: `docker-compose-${VERSION}`,
  title: `Building Docker Compose ${VERSION} with Go, some minutes, once`,
  proof: 'docker-compose',
  build: (folder, step) =>
    goBuild(
      {
        module: 'compose',
        source: 'github.com/docker/compose/v2/cmd',
        values: { 'github.com/docker/compose/v2/internal.Version': `v${VERSION}` },
        output: join(folder, 'docker-compose'),
      },
      step,
    ),
};

export const hasCompose = () => installed(install);

/** Builds it when it is not there yet. */
export async function installCompose(progress: Progress): Promise<void> {
  await installOnce(install, progress);
}

/** One project of `docker-compose.yml`. */
export class Compose {
  readonly project: string;
  private readonly environmentFile: string;
  private readonly progress: Progress;

  constructor(project: string, environmentFile: string, progress: Progress) {
    this.project = project;
    this.environmentFile = environmentFile;
    this.progress = progress;
  }

  /** @returns what it prints */
  async run(...args: string[]): Promise<string> {
    const compose = join(await installOnce(install, this.progress), install.proof);
    const own = ['--project-name', this.project, '--file', join(root, 'docker-compose.yml'), '--env-file', this.environmentFile];
    // a variable of this process, such as KAFKA_BROKERS, would win over the file's
    const kept = Object.entries(process.env).filter(([name]) => name === 'PATH' || name === 'HOME' || name.startsWith('DOCKER_'));
    return runTool('env', ['-i', ...kept.map((pair) => pair.join('=')), compose, ...own, ...args], { cwd: root });
  }
}
