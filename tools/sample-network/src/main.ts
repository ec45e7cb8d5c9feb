import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Command, InvalidArgumentError, Option } from 'commander';
import { DEFAULT_REPORTS, sampleReports, type SampleOptions } from './stream.ts';

const command = new Command('sample-network')
  .description('Writes the sample network as NDJSON: one action of one organisation a line, in the order of their times.')
  .option('--reports <number>', 'how many reports to submit', whole, DEFAULT_REPORTS)
  .option('--seed <number>', 'the same seed gives the same sample', whole, 1)
  .addOption(new Option('--until <day>', 'the sample ends before this day, YYYY-MM-DD').argParser(day).default(new Date(), 'today'))
  .option('--traps', 'lay in artefacts of reporting as well')
  .parse();

const options = command.opts<SampleOptions>();
try {
  await pipeline(Readable.from(lines(options)), process.stdout);
} catch (error) {
  // whoever reads has enough, such as `head`
  if (!(error instanceof Error && 'code' in error && error.code === 'EPIPE'))
    command.error(error instanceof Error ? error.message : String(error));
}

function* lines(chosen: SampleOptions): Generator<string> {
  for (const action of sampleReports(chosen)) yield `${JSON.stringify(action)}\n`;
}

function whole(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}

function day(text: string): Date {
  const date = new Date(`${text}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || !date.toISOString().startsWith(text))
    throw new InvalidArgumentError('It must be a day such as 2026-01-31.');
  return date;
}
