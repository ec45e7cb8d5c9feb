import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Writes aside and renames, so that a reader never sees half a file. */
export function writeJson(file: string, content: object, mode = 0o644): void {
  mkdirSync(dirname(file), { recursive: true });
  const aside = `${file}.${process.pid}`;
  writeFileSync(aside, `${JSON.stringify(content, undefined, 2)}\n`, { mode });
  chmodSync(aside, mode);
  renameSync(aside, file);
}

/** The content of a JSON file, undefined when there is no such file. */
export function readJson(file: string): unknown {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}
