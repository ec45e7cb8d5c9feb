import { inStep, type Progress } from '@landbridge/engines';
import { join, resolve } from 'node:path';
import { runsFolder } from '../root.ts';
import { writeJson } from '../write-json.ts';
import { benchRun } from './bench-run.ts';
import { equality } from './detection-equality.ts';
import { readOracles } from './detection-oracles.ts';
import { outbreaks } from './detection-outbreaks.ts';
import { speed } from './detection-speed.ts';
import { tableOf, type Measured } from './detection-table.ts';

export interface DetectionOptions {
  /** Folder with answers of R. */
  oracles: string;
}

const directory = join(runsFolder, 'bench-detection');
const figuresFile = join(runsFolder, 'bench-detection.json');

/** Measures the methods of detection beside those of R, on series that R has answered. */
export function benchDetection({ oracles }: DetectionOptions): Promise<void> {
  return benchRun('bench detection', directory, (progress) => run(resolve(oracles), progress));
}

async function run(folder: string, progress: Progress): Promise<void> {
  const oracles = readOracles(folder);
  const parts: Measured[] = [
    await inStep(progress, 'Comparing with R', () => Promise.resolve(equality(oracles))),
    await inStep(progress, 'Looking for outbreaks', () => Promise.resolve(outbreaks(oracles))),
    await inStep(progress, 'Timing, R too', (step) => speed(oracles, directory, step)),
  ];
  writeJson(figuresFile, Object.fromEntries(parts.flatMap(({ figures }) => Object.entries(figures))));
  console.log(`${oracles.recorded.length} recorded and ${oracles.simulated.length} simulated series of ${folder}:`);
  console.log(tableOf(parts.flatMap(({ rows }) => rows)));
  for (const remark of parts.flatMap(({ remarks = [] }) => remarks)) console.log(`  ${remark}`);
  console.log(`\nThe figures are in ${figuresFile}.`);
}
