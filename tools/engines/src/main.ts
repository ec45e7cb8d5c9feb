import { parseArgs } from 'node:util';
import { messageOf } from './errors.ts';
import { environmentFor, startEngines } from './engines.ts';

const usage =
  'Usage: node tools/engines/src/main.ts start --dir FOLDER\nStarts Kafka and MongoDB with their data in FOLDER and stays until Ctrl-C.';

const { positionals, values } = parseArgs({ allowPositionals: true, options: { dir: { type: 'string' } } });
if (positionals[0] !== 'start' || values.dir === undefined) {
  console.error(usage);
  process.exit(2);
}
const engines = await startEngines({ directory: values.dir }).catch((error: unknown) => {
  console.error(messageOf(error));
  process.exit(1);
});
for (const [name, value] of Object.entries(environmentFor(engines))) console.log(`${name}=${value}`);
// Signals do not keep a process alive; this does.
const alive = setInterval(() => undefined, 60_000);
const stop = () => void engines.stop().finally(() => clearInterval(alive));
process.on('SIGINT', stop);
process.on('SIGTERM', stop);
