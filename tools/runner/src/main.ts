import { Command } from 'commander';
import { messageOf } from '@landbridge/engines';
import { down, reset } from './commands/down.ts';
import { status } from './commands/status.ts';
import { test } from './commands/test.ts';
import { up } from './commands/up.ts';

// Nx is used as a task runner on this machine only.
Object.assign(process.env, { NX_DAEMON: 'false', NX_NO_CLOUD: 'true', NX_TUI: 'false' });

const program = new Command('./landbridge').description('Runs Landbridge on this machine.');

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
  .action(test);

try {
  await program.parseAsync();
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}
