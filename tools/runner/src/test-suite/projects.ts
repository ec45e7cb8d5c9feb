import { existsSync, globSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../root.ts';

/** A workspace project with tests. */
export interface Project {
  /** Its folder below the root, such as `libs/sharing`. */
  folder: string;
  /** Spec files below that folder. */
  unit: string[];
  endToEnd: string[];
}

export function projects(): Project[] {
  return globSync('{apps,libs,tools}/*/jest.config.js', { cwd: root })
    .map((config) => config.replace(/\/jest\.config\.js$/, ''))
    .sort()
    .map((folder) => ({
      folder,
      unit: globSync('src/**/*.spec.ts', { cwd: join(root, folder) }).sort(),
      endToEnd: existsSync(join(root, folder, 'jest.e2e.config.js'))
        ? globSync('test/**/*.spec.ts', { cwd: join(root, folder) }).sort()
        : [],
    }));
}

export type Kind = 'test' | 'e2e';

export function resultFile({ folder }: Project, kind: Kind): string {
  return join(root, folder, 'dist', `${kind}.json`);
}

/** So that the result of an earlier run is not taken for one of this run. */
export function forgetResults(all: readonly Project[], kind: Kind): void {
  for (const project of all) rmSync(resultFile(project, kind), { force: true });
}
