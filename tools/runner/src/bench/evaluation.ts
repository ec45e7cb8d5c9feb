import { inStep, type Progress } from '@landbridge/engines';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { count } from '../progress-bar.ts';
import { runsFolder } from '../root.ts';
import { registerOrganisations, tokensOf } from '../sample-organisations.ts';
import { System } from '../system/system.ts';
import type { TokenSource } from '../token-source.ts';
import { writeJson } from '../write-json.ts';
import { benchRun, warn } from './bench-run.ts';
import { EvaluatedWeek, type LateFigures, type WeekFigures } from './evaluated-week.ts';

export interface EvaluationOptions {
  /** That live in three years. */
  series: number;
}

const directory = join(runsFolder, 'bench-evaluation');
const figuresFile = join(runsFolder, 'bench-evaluation.json');
const MOST_SECONDS = 60;
const MOST_MEGABYTES = 1_000;

/** Measures what it costs trend-detection to evaluate one week of many series for one audience, and what one late report costs then. */
export function benchEvaluation(options: EvaluationOptions): Promise<void> {
  return benchRun('bench evaluation', directory, (progress) => run(options, progress));
}

async function run({ series }: EvaluationOptions, progress: Progress): Promise<void> {
  const namespace = `bench-${randomBytes(4).toString('hex')}`;
  const system = await System.start({ directory, namespace, progress, outlives: false, warn });
  const { organisations } = await inStep(progress, 'Registering the organisations', (step) =>
    registerOrganisations(system, undefined, step),
  );
  const member = organisations.find(({ kind }) => kind === 'ngo');
  if (!member) throw new Error('Nobody in the sample network is of the kind that reports here.');
  const figures = await measureEvaluation(system, namespace, tokensOf(member, system.addresses.directory), series, progress);
  writeJson(figuresFile, figures);
  console.log(`${textOf(figures)}\n\nThe figures are in ${figuresFile}.`);
}

export interface EvaluationFigures {
  readonly week: WeekFigures;
  readonly late: LateFigures;
}

/** @param tokens of an NGO of the sample network */
export async function measureEvaluation(
  system: System,
  namespace: string,
  tokens: TokenSource,
  series: number,
  progress: Progress,
): Promise<EvaluationFigures> {
  const measured = await EvaluatedWeek.open(system, namespace, tokens);
  try {
    const reports = await inStep(progress, `Making three years of ${count(series)} series`, (step) => measured.prepare(series, step));
    const week = await inStep(progress, 'Evaluating one week', () => measured.evaluate(reports));
    return { week, late: await inStep(progress, 'Sending a late report', () => measured.lateReport()) };
  } finally {
    await measured.close();
  }
}

function textOf({ week, late }: EvaluationFigures): string {
  const row = (what: string, value: string, wanted = '') => `  ${what.padEnd(44)} ${value.padStart(10)}  ${wanted}`.trimEnd();
  const held = (value: number | undefined, most: number, unit: string) =>
    value === undefined ? 'not measured here' : `${value < most ? 'below' : 'MISSED: below'} ${count(most)} ${unit} for 50,000 series`;
  const { series, lines, reports, seconds, seriesPerSecond, cpuSeconds, storeCpuSeconds, peakMegabytes } = week;
  return [
    `One week of ${count(series)} live series (${count(lines)} lines in all measures, ${count(reports)} reports in three years), one audience:`,
    row('seconds, the start of the process too', seconds.toFixed(1), held(seconds, MOST_SECONDS, 's')),
    row('series a second', count(seriesPerSecond)),
    row('seconds of processor', tenths(cpuSeconds)),
    row("the store's besides", tenths(storeCpuSeconds)),
    row('MB of memory at most', peakMegabytes === undefined ? '–' : count(peakMegabytes), held(peakMegabytes, MOST_MEGABYTES, 'MB')),
    '',
    'One report of ten weeks ago, after that:',
    row('series looked at again', count(late.series), `of ${count(series)}: its own`),
    row('weeks reduced anew', count(late.weeks), 'its own and those after it'),
    row('seconds until it was counted', late.countedAfter.toFixed(1)),
    row('seconds until all that it changes stood', late.seconds.toFixed(1)),
  ].join('\n');
}

const tenths = (seconds: number | undefined) => (seconds === undefined ? '–' : seconds.toFixed(1));
