import { messageOf, runTool, which } from '@landbridge/engines';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A series that R is asked about. */
export interface AskedSeries {
  /** Years of history. */
  readonly b: number;
  /** How many of the last weeks are evaluated. */
  readonly weeks: number;
  readonly counts: readonly number[];
}

/** What R says. */
export interface AnswerOfR {
  /** Of the weeks that were asked for, series by series. */
  readonly alarms: readonly (readonly boolean[])[];
  /** Of processor. */
  readonly seconds: number;
}

const SCRIPT = join(import.meta.dirname, 'farrington-flexible.R');

/** Asks farringtonFlexible of R, with nbPlugin. @returns why there is no answer, where there is none */
export async function askR(series: readonly AskedSeries[], directory: string): Promise<AnswerOfR | string> {
  if (which('Rscript') === undefined) return 'R is not here (no Rscript on the PATH).';
  mkdirSync(directory, { recursive: true });
  const file = join(directory, 'series.txt');
  writeFileSync(file, series.map(({ b, weeks, counts }) => [b, weeks, ...counts].join(';')).join('\n') + '\n');
  try {
    return answerIn(await runTool('Rscript', [SCRIPT, file], { cwd: directory }));
  } catch (error) {
    return `R gave no answer; it needs the package surveillance. ${messageOf(error)}`;
  }
}

function answerIn(output: string): AnswerOfR {
  const [, seconds] = /^seconds ([\d.]+)$/m.exec(output) ?? [];
  const alarms = (output.match(/^[01]+$/gm) ?? []).map((line) => Array.from(line, (character) => character === '1'));
  return { alarms, seconds: Number(seconds) };
}
