import { inStep, type Progress } from '@landbridge/engines';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { count } from '../progress-bar.ts';
import { runsFolder } from '../root.ts';
import { registerOrganisations, tokensOf } from '../sample-organisations.ts';
import { System } from '../system/system.ts';
import type { TokenSource } from '../token-source.ts';
import { benchRun, warn } from './bench-run.ts';
import { EvaluatedWeek } from './evaluated-week.ts';
import { tell, type EvaluationFigures } from './evaluation-table.ts';

export interface EvaluationOptions {
  /** That live in three years. */
  series: number;
}

const directory = join(runsFolder, 'bench-evaluation');
const figuresFile = join(runsFolder, 'bench-evaluation.json');

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
  tell(await measureEvaluation(system, namespace, tokensOf(member, system.addresses.directory), series, progress), figuresFile);
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
