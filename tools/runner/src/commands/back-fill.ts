import { isRecord } from '@landbridge/deployment';
import { streamProgress } from '@landbridge/engines';
import { statSync } from 'node:fs';
import { networkAt } from '../addresses.ts';
import { backFill } from '../back-fill/back-fill.ts';
import { foundWords } from '../back-fill/found.ts';
import { Steps } from '../demo/steps.ts';
import { Interrupted, untilInterrupted } from '../interrupted.ts';
import { checkFile, formatOf } from '../loading/file-loader.ts';
import type { Network } from '../network.ts';
import { upDirectory } from '../run-files.ts';
import { urlsIn } from '../system/layout.ts';
import { TokenSource } from '../token-source.ts';
import { readJson } from '../write-json.ts';
import { operatorOfUp } from './operator.ts';

export interface BackFillOptions {
  credentials: string;
  format?: 'csv' | 'ndjson';
  mapping?: string;
  against?: string;
  operatorSecret?: string;
}

/** Loads the history of one organisation. The exit code is 1 where lines of it were refused. */
export async function backFillHistory(file: string, { format, mapping, ...options }: BackFillOptions): Promise<void> {
  const history = { file, format: format ?? formatOf(file), mapping };
  checkFile(history);
  const network = await networkOf(options);
  const tokens = tokensFrom(options.credentials, network.addresses.directory);
  try {
    const { outcome, counted, trends } = await Promise.race([
      backFill(network, history, tokens, new Steps(streamProgress())),
      untilInterrupted(),
    ]);
    console.log(`\n${foundWords(outcome, counted, trends)}\n`);
    if (outcome.rejected > 0) {
      console.log('Mend the lines that were rejected and give the same command again: the others are known again.');
      process.exitCode = 1;
    }
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    console.error('\nStopped. What was accepted stays and is evaluated; give the same command again for the rest.');
    process.exitCode = 130;
  }
  // What was interrupted may still wait for an answer.
  process.exit();
}

async function networkOf({ against, operatorSecret }: BackFillOptions): Promise<Pick<Network, 'addresses' | 'operator'>> {
  if (against !== undefined) return networkAt(against, operatorSecret, upDirectory);
  const operator = await operatorOfUp();
  const addresses = urlsIn(upDirectory);
  if (!addresses) throw new Error('Landbridge is not up. Start it with `./landbridge up`.');
  return { addresses, operator };
}

/** @throws with a sentence on what the file must be */
function tokensFrom(file: string, directoryUrl: string): TokenSource {
  const said = statSync(file, { throwIfNoEntry: false })?.isFile() ? readJson(file) : undefined;
  if (!isRecord(said) || typeof said['clientId'] !== 'string' || typeof said['clientSecret'] !== 'string')
    throw new Error(`${file} must hold the credentials of the organisation whose history it is: {"clientId": …, "clientSecret": …}.`);
  return new TokenSource({ directoryUrl, clientId: said['clientId'], clientSecret: said['clientSecret'], scope: 'reports:write' });
}
