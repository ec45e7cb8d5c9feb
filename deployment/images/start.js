// What a container of this image runs: one service, the question whether the one beside it is alive, or what prepares a site.
import { readdirSync } from 'node:fs';

const bundle = (project) => new URL(`${project}/dist/js/main.js`, import.meta.url).href;
const services = readdirSync(new URL('apps/', import.meta.url));
const [wanted] = process.argv.slice(2);

if (wanted === 'health') {
  const answer = await fetch(`http://127.0.0.1:${process.env.PORT}/health/live`).catch(() => undefined);
  process.exit(answer?.ok ? 0 : 1);
} else if (services.includes(wanted)) {
  // The first process of a container ignores a signal for which nobody listens: here, until the service does, and again when it has
  // handed over what it held and sends itself the signal once more.
  process.on('SIGTERM', () => process.listenerCount('SIGTERM') === 1 && process.exit(0));
  await import(bundle(`apps/${wanted}`));
} else if (wanted === 'secrets' || wanted === 'mongodb') await import(bundle('tools/deployment'));
else {
  process.stderr.write(`Name the service to run: ${services.join(', ')}. Or what to prepare: secrets, mongodb.\n`);
  process.exit(2);
}
