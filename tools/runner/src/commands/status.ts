import { isAlive, readMark } from '@landbridge/engines';
import { join } from 'node:path';
import { madeAnewIn } from '../demo/network-state.ts';
import { OperatorClient } from '../operator-client.ts';
import { count } from '../progress-bar.ts';
import { apps, type App } from '../root.ts';
import { upDirectory } from '../run-files.ts';
import { markFile, operatorSecretFile, originsFile, urlsIn } from '../system/layout.ts';
import { isServiceReady } from '../system/service.ts';
import { readJson } from '../write-json.ts';
import { replayLines, sendingLines } from './replays.ts';

interface Row {
  name: string;
  state: 'ready' | 'not ready' | 'running' | 'stopped' | 'given' | 'docker';
  where: string;
}

/** Says what of the system runs. The exit code is 1 when something does not. */
export async function status(): Promise<void> {
  const urls = urlsIn(upDirectory);
  const rows = [...(await Promise.all(apps.map((app) => serviceRow(app, urls?.[app])))), engineRow('kafka'), engineRow('mongodb')];
  for (const { name, state, where } of rows) console.log(`  ${name.padEnd(16)} ${state.padEnd(10)} ${where}`.trimEnd());
  if (urls && rows.every(({ state }) => state !== 'stopped')) await tellOfReplays(urls);
  if (urls && rows.some(({ name, state }) => name === 'trend-detection' && state === 'ready')) await showFigures(urls);
  if (rows.some(({ state }) => state === 'stopped')) console.log('Start what is stopped with `./landbridge up`.');
  if (rows.some(({ state }) => state === 'stopped' || state === 'not ready')) process.exitCode = 1;
}

/** What is built anew, as far as the services answer. */
async function tellOfReplays(urls: Record<App, string>): Promise<void> {
  const operator = new OperatorClient(urls, operatorSecretFile(upDirectory));
  for (const app of apps) {
    const messaging = await operator
      .at(app)
      .get('/v1/operator/messaging')
      .catch(() => ({}));
    for (const line of [...replayLines(app, messaging), ...sendingLines(app, messaging)]) console.log(`  ${line}`);
  }
}

/** Says how far figures are made anew after the charter of their community has changed. */
async function showFigures(urls: Record<App, string>): Promise<void> {
  const operator = new OperatorClient(urls, operatorSecretFile(upDirectory));
  for (const { community, done, total } of madeAnewIn(await operator.at('trend-detection').get('/v1/operator/status')))
    console.log(
      `The charter of ${community} has changed. Its figures are made anew: ${count(done)} of ${count(total)} series. The old ones stand until then.`,
    );
}

async function serviceRow(name: App, url: string | undefined): Promise<Row> {
  const mark = readMark(markFile(upDirectory, name));
  if (!mark || !isAlive(mark) || url === undefined) return { name, state: 'stopped', where: '' };
  return { name, state: (await isServiceReady(url)) ? 'ready' : 'not ready', where: `${url}  process ${mark.pid}` };
}

/** An engine that is not embedded answers for itself: the services are not ready without it. */
function engineRow(name: 'kafka' | 'mongodb'): Row {
  const origins = readJson(originsFile(upDirectory));
  const origin: unknown = typeof origins === 'object' && origins !== null ? Reflect.get(origins, name) : undefined;
  if (origin === 'given' || origin === 'docker') return { name, state: origin, where: '' };
  const mark = readMark(join(upDirectory, name, `${name}.pid.json`));
  return mark && isAlive(mark) ? { name, state: 'running', where: `process ${mark.pid}` } : { name, state: 'stopped', where: '' };
}
