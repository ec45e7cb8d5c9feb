import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { removeEngines } from './engines.ts';
import { markOf } from './processes.ts';

/** Stops the engines and removes the folders `<prefix>-<pid>` of runs that were killed before they could. */
export async function removeLeftovers(folder: string, prefix: string): Promise<void> {
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    const pid = name.startsWith(`${prefix}-`) ? Number(name.slice(prefix.length + 1)) : NaN;
    if (!Number.isInteger(pid) || markOf(pid)) continue;
    await removeEngines(join(folder, name), (text) => process.stderr.write(`${text}\n`));
  }
}
