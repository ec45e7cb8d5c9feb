import { writeWhole } from '@landbridge/deployment';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Writes aside and renames, so that a reader never sees half a file. */
export function writeJson(file: string, content: object, mode = 0o644): void {
  mkdirSync(dirname(file), { recursive: true });
  writeWhole(file, `${JSON.stringify(content, undefined, 2)}\n`, mode);
}

/** The content of a JSON file, undefined when there is no such file. */
export function readJson(file: string): unknown {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}
