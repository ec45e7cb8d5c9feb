import { describe } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';

/** Answers of the R package surveillance 1.20.3; they lie beside the repository, not in it. */
const ORACLES = resolve(import.meta.dirname, '../../../../shared/oracles/detection');

/** Counts as skipped where the answers of R are not there. */
export function describeBesideR(title: string, tests: () => void): void {
  const whereTheyAre = existsSync(ORACLES) ? describe : describe.skip;
  whereTheyAre(`${title} (skipped where the answers of R are not at ${ORACLES})`, tests);
}

/** The rows of a file, by the names of its columns. */
export function readOracle(file: string): Record<string, string>[] {
  const bytes = readFileSync(resolve(ORACLES, file));
  return parse(file.endsWith('.gz') ? gunzipSync(bytes) : bytes, { columns: true });
}
