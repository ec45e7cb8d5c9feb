import { DEFAULT_REPORTS } from '@landbridge/sample-network';
import { Command, InvalidArgumentError, Option } from 'commander';
import { messageOf } from '@landbridge/engines';
import { benchDetection } from './bench/detection.ts';
import { benchEvaluation } from './bench/evaluation.ts';
import { benchIngest } from './bench/ingest.ts';
import { benchLeaks } from './bench/leaks.ts';
import { benchSharing } from './bench/sharing.ts';
import { verifyAudit } from './commands/audit.ts';
import { backFillHistory } from './commands/back-fill.ts';
import { demo } from './commands/demo.ts';
import { images } from './commands/images.ts';
import { down, reset } from './commands/down.ts';
import { deadLetters, republish } from './commands/operator.ts';
import { status } from './commands/status.ts';
import { test } from './commands/test.ts';
import { up } from './commands/up.ts';
import { apps } from './root.ts';
import { sampleSeed } from './sample-organisations.ts';

// Nx is used as a task runner on this machine only.
Object.assign(process.env, { NX_DAEMON: 'false', NX_NO_CLOUD: 'true', NX_TUI: 'false' });

const program = new Command('./landbridge').description('Runs Landbridge on this machine.');

program
  .command('demo')
  .description('show the whole way of a report: start everything, load the sample network, and add up')
  .addOption(
    new Option('--reports <number>', 'how many reports the sample has').argParser(whole).default(DEFAULT_REPORTS).conflicts('from'),
  )
  .option('--seed <number>', 'the same seed gives the same sample', whole, sampleSeed)
  .option('--from <file>', 'load a file instead of the sample')
  .addOption(new Option('--format <format>', 'of the file; without it the ending of its name decides').choices(['csv', 'ndjson']))
  .option('--mapping <file>', 'how the columns of a CSV file become reports')
  .option('--keep', 'go on with the store of the last demo')
  .option('--stay', 'keep it running until Ctrl-C, and print the addresses')
  .addOption(
    new Option('--against <file>', 'load a system that runs already; the file says where it is, as addresses.json does').conflicts([
      'keep',
      'stay',
    ]),
  )
  .option('--operator-secret <file>', "of that system: the operator's secret")
  .option('--receive-at <host:port>', 'where its notification reaches this machine; it must be among its WEBHOOK_ALLOWED_HOSTS')
  .action(demo);
program
  .command('up')
  .description('start the system and leave it running')
  .option('--sample', "register the sample network's organisations")
  .action(up);
program.command('down').description('stop the system; its data stays').action(down);
program.command('status').description('say what runs').action(status);
program.command('reset').description('stop everything and throw the data of up and demo away').action(reset);
program
  .command('test')
  .description('format, lint, types, unit tests, end-to-end tests')
  .option('--filter <text>', 'only test files whose path contains this text')
  .option('--deployment', 'first get the tools that containers and manifests are tried with: Compose and a Kubernetes API server')
  .action(test);

program
  .command('images')
  .description('build the image of the services with Docker')
  .option('--offline', "make its base from Debian's packages, without an image registry")
  .action(images);

const bench = program.command('bench').description('measure');
bench
  .command('ingest')
  .description('reports a second: single, in bulk, and counted at the other end, beside what the engines do alone')
  .option('--reports <number>', 'how many reports the bulk load has', whole, 20_000)
  .option('--megabytes <number>', 'one more load, of this size, whose memory is looked at; 0 for none', whole, 200)
  .action(benchIngest);
bench
  .command('leaks')
  .description('read everything as many readers, and tell what one of them learned that it may not know')
  .option('--readers <number>', 'organisations that read', whole, 50)
  .option('--reports <number>', 'reports of all markings', whole, 500)
  .option('--seed <number>', 'the same seed gives the same readers and markings', whole, 6)
  .option('--against <file>', 'walk through a system that runs already; the file says where it is, as addresses.json does')
  .option('--operator-secret <file>', "of that system: the operator's secret")
  .action(benchLeaks);

bench
  .command('sharing')
  .description('what deciding costs: alone, for a page out of many reports, for a search over many organisations')
  .option('--reports <number>', 'how many reports the store holds', whole, 1_000_000)
  .option('--organisations <number>', 'how many organisations directory knows', whole, 5_000)
  .action(benchSharing);

bench
  .command('detection')
  .description('the methods of detection beside those of R: the same bounds, outbreaks found, false alarms, speed')
  .requiredOption('--oracles <folder>', 'series with what R says about them: *.csv, simulated.csv.gz')
  .action(benchDetection);

bench
  .command('evaluation')
  .description('one week of many live series, and one late report: time, memory, and what is looked at again')
  .option('--series <number>', 'how many series live', whole, 50_000)
  .action(benchEvaluation);

program
  .command('back-fill')
  .description('load the history of one organisation, and follow it until the figures stand; begun again, it goes on without harm')
  .argument('<file>', 'its reports, as NDJSON or CSV')
  .requiredOption('--credentials <file>', 'of the organisation: {"clientId": …, "clientSecret": …}')
  .addOption(new Option('--format <format>', 'of the file; without it the ending of its name decides').choices(['csv', 'ndjson']))
  .option('--mapping <file>', 'how the columns of a CSV file become reports')
  .option('--against <file>', 'a system that runs elsewhere; the file says where it is, as addresses.json does')
  .option('--operator-secret <file>', "of that system: the operator's secret")
  .action(backFillHistory);

program
  .command('audit')
  .description('what is on record of everything that was done')
  .command('verify')
  .description('find whatever was changed, removed, inserted or reordered in it; the exit code is 1 if anything was')
  .option('--against <file>', 'a system that runs elsewhere; the file says where it is, as addresses.json does')
  .option('--operator-secret <file>', "of that system: the operator's secret")
  .action(verifyAudit);
program
  .command('republish')
  .description('send events to Kafka again; consumers ignore what they have')
  .requiredOption('--since <instant>', 'what was accepted from then on, such as 2026-01-31T08:00:00Z', instant)
  .action(republish);
program
  .command('dead-letters')
  .description('list the events that the services of `up` could not use')
  .addOption(new Option('--service <service>', 'only those of this service').choices([...apps]))
  .option('--replay', 'produce those that were never replayed anew')
  .action(deadLetters);

try {
  await program.parseAsync();
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}

function whole(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}

function instant(text: string): Date {
  const date = new Date(text);
  if (!/^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)$/.test(text) || Number.isNaN(date.getTime()))
    throw new InvalidArgumentError('It must be an instant such as 2026-01-31T08:00:00Z.');
  return date;
}
