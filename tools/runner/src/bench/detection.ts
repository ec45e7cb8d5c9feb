import { inStep, type Progress } from '@landbridge/engines';
import { join, resolve } from 'node:path';
import { runsFolder } from '../root.ts';
import { writeJson } from '../write-json.ts';
import { benchRun } from './bench-run.ts';
import { equality, LEAST_EQUAL } from './detection-equality.ts';
import { alarmsLikeR, decidesAsR } from './detection-drawn.ts';
import { readOracles } from './detection-oracles.ts';
import { outbreaks } from './detection-outbreaks.ts';
import { quietRows } from './detection-quiet.ts';
import { simulatedRows } from './detection-rows.ts';
import { speed } from './detection-speed.ts';
import { tableOf, type Measured } from './detection-table.ts';
import { requireReached } from './wanted.ts';

export interface DetectionOptions {
  /** Folder with answers of R. */
  oracles: string;
}

const directory = join(runsFolder, 'bench-detection');
/** Its names are read by programs. */
export const figuresFile = join(runsFolder, 'bench-detection.json');

/** Measures the methods of detection beside those of R, on series that R has answered. */
export function benchDetection({ oracles }: DetectionOptions): Promise<void> {
  return benchRun('bench detection', directory, (progress) => run(resolve(oracles), progress));
}

async function run(folder: string, progress: Progress): Promise<void> {
  const oracles = readOracles(folder);
  const measure = (title: string, part: () => Measured | Promise<Measured>) => inStep(progress, title, () => Promise.resolve(part()));
  const same = await measure('Comparing with R', () => equality(oracles));
  const asR = await measure('Asking R about drawn series', () => decidesAsR(directory));
  const rAlarms = standsForR(same, asR) ? alarmsLikeR : undefined;
  const parts = [
    same,
    asR,
    await measure('Looking for outbreaks', () => outbreaks(oracles)),
    await measure('Looking at drawn series', () => simulatedRows({ rAlarms })),
    await measure('Looking at series in which nothing happens', () => quietRows()),
    await measure('Timing, R too', () => speed(oracles, directory)),
  ];
  console.log(`${oracles.recorded.length} recorded and ${oracles.simulated.length} simulated series of ${folder}:`);
  tell(parts, figuresFile);
}

/** Prints and writes down what was measured. @throws Error that names what is wanted and was not reached */
export function tell(parts: readonly Measured[], file: string): void {
  const rows = parts.flatMap((part) => part.rows);
  writeJson(file, Object.fromEntries(parts.flatMap(({ figures }) => Object.entries(figures))));
  console.log(tableOf(rows));
  for (const remark of parts.flatMap(({ remarks = [] }) => remarks)) console.log(`  ${remark}`);
  console.log(`\nThe figures are in ${file}.`);
  requireReached(rows);
}

/** Nothing is said of R on drawn series where farringtonFlexible is not R's, or there is nobody to say so. */
function standsForR({ figures: { flexibleEqual } }: Measured, { figures: { drawnEqual } }: Measured): boolean {
  return Math.min(flexibleEqual ?? 1, drawnEqual ?? 1) >= LEAST_EQUAL && (flexibleEqual ?? drawnEqual) !== null;
}
