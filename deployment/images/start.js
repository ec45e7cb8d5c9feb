// What a container of the services' image runs: one service, or the question whether the one beside it is alive.
import { readdirSync } from 'node:fs';

const apps = new URL('apps/', import.meta.url);
const [wanted] = process.argv.slice(2);

if (wanted === 'health') {
  const answer = await fetch(`http://127.0.0.1:${process.env.PORT}/health/live`).catch(() => undefined);
  process.exit(answer?.ok ? 0 : 1);
}
const services = readdirSync(apps);
if (!services.includes(wanted)) {
  process.stderr.write(`Name the service to run: ${services.join(', ')}.\n`);
  process.exit(2);
}
await import(new URL(`${wanted}/dist/js/main.js`, apps).href);
