// What a container of this image runs: one service, the question whether the one beside it is alive, or what prepares a site.
import { readdirSync } from 'node:fs';

const bundle = (project) => new URL(`${project}/dist/js/main.js`, import.meta.url).href;
const services = readdirSync(new URL('apps/', import.meta.url));
const [wanted] = process.argv.slice(2);

if (wanted === 'health') {
  const answer = await fetch(`http://127.0.0.1:${process.env.PORT}/health/live`).catch(() => undefined);
  process.exit(answer?.ok ? 0 : 1);
} else if (services.includes(wanted)) await import(bundle(`apps/${wanted}`));
else if (wanted === 'secrets' || wanted === 'mongodb') await import(bundle('tools/deployment'));
else {
  process.stderr.write(`Name the service to run: ${services.join(', ')}. Or what to prepare: secrets, mongodb.\n`);
  process.exit(2);
}
