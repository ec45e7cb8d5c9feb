import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';

/** Answers of the R package surveillance 1.20.3; they lie beside the repository, not in it. */
export const ORACLES = resolve(import.meta.dirname, '../../../../shared/oracles/detection');

export const oraclesAreThere = existsSync(ORACLES);

/** The rows of a file, by the names of its columns. */
export function readOracle(file: string): Record<string, string>[] {
  const bytes = readFileSync(resolve(ORACLES, file));
  return parse(file.endsWith('.gz') ? gunzipSync(bytes) : bytes, { columns: true });
}
