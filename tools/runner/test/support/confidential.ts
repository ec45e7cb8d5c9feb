import { CANARY } from '@landbridge/sample-network';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { apps } from '../../src/root.ts';
import type { TestNetwork } from './test-network.ts';
import { Topics } from './topics.ts';

/** Something that is open to more people than the store, and where it is. */
export interface Open {
  readonly where: string;
  readonly text: string;
}

/** Everything on Kafka, in log files and in metrics. */
export async function everythingOpen(network: TestNetwork): Promise<Open[]> {
  return [...(await recordsOf(network)), ...logsOf(network), ...(await metricsOf(network))];
}

/** Narratives, references and external ids, which the sample marks, and every secret that there is. Names the place and the kind, never the find. */
export async function leaksIn(network: TestNetwork, open: readonly Open[], given: readonly string[]): Promise<string[]> {
  const secrets = [...secretFilesOf(network), ...(await tokensOf(network)), ...given];
  return open.flatMap(({ where, text }) => [
    ...(CANARY.test(text) ? [`${where}: words of a report`] : []),
    ...(secrets.some((secret) => text.includes(secret)) ? [`${where}: a secret`] : []),
  ]);
}

async function recordsOf({ system: { engines } }: TestNetwork): Promise<Open[]> {
  const records = await new Topics(engines).readAll(() => true);
  return records.map(({ topic, key, headers, value }) => ({
    where: topic,
    text: [key?.toString(), ...[...headers].flat(), value?.toString()].join('\n'),
  }));
}

function logsOf({ system: { directory } }: TestNetwork): Open[] {
  const files = ['logs/*.log', 'kafka/*.log', 'mongodb/*.log'].flatMap((pattern) => globSync(pattern, { cwd: directory }));
  return files.map((file) => ({ where: file, text: readFileSync(join(directory, file), 'utf8') }));
}

function metricsOf({ system: { addresses } }: TestNetwork): Promise<Open[]> {
  return Promise.all(
    apps.map(async (app) => ({ where: `metrics of ${app}`, text: await (await fetch(`${addresses[app]}/metrics`)).text() })),
  );
}

function secretFilesOf({ system: { directory } }: TestNetwork): string[] {
  const contents = (patterns: string[]) =>
    globSync(patterns, { cwd: directory }).map((file) => readFileSync(join(directory, file), 'utf8').trim());
  const passwords = contents(['kafka/credentials/*']).map((login) => login.slice(login.indexOf(':') + 1));
  return [...contents(['secrets/*.key', 'secrets/services/*']), ...passwords];
}

/** Client secrets of the members, and the tokens that they got for them. */
async function tokensOf({ members }: TestNetwork): Promise<string[]> {
  const tokens = await Promise.all(members.map(({ tokens }) => tokens.token()));
  return [...tokens, ...members.map(({ organisation: { clientSecret } }) => clientSecret)];
}
