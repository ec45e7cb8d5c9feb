import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { markOf } from './processes.ts';

/** Removes the folders `<prefix>-<pid>` of runs that were killed before they could. */
export function removeLeftovers(folder: string, prefix: string): void {
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    const pid = name.startsWith(`${prefix}-`) ? Number(name.slice(prefix.length + 1)) : NaN;
    if (Number.isInteger(pid) && !markOf(pid)) rmSync(join(folder, name), { recursive: true, force: true });
  }
}
