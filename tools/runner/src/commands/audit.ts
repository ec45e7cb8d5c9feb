import type { AuditRoot } from '@landbridge/contracts';
import { isRecord } from '@landbridge/deployment';
import { messageOf } from '@landbridge/engines';
import { join } from 'node:path';
import { checkService, type ServiceVerdict } from '../audit/service-check.ts';
import { toldRoots, type KafkaPlace } from '../audit/told-roots.ts';
import { networkAt } from '../addresses.ts';
import { verdictLines } from '../audit/verdict-lines.ts';
import type { OperatorClient } from '../operator-client.ts';
import { apps, runsFolder, type App } from '../root.ts';
import { addressesFile, upDirectory } from '../run-files.ts';
import { originsFile } from '../system/layout.ts';
import { readJson } from '../write-json.ts';
import { operatorOfUp } from './operator.ts';

export interface VerifyOptions {
  /** File that says where another system is, as addresses.json does; `kafka` in it may be left out. */
  readonly against?: string;
  readonly operatorSecret?: string;
}

/** Verifies the audit of the system of `up`, or of another one. The exit code is 1 when something is not as it was put on record. */
export async function verifyAudit({ against, operatorSecret }: VerifyOptions): Promise<void> {
  const operator = against === undefined ? await operatorOfUp() : networkAt(against, operatorSecret, runsFolder).operator;
  const kafka = against === undefined ? kafkaIn(addressesFile, credentialsOfUp()) : kafkaIn(against, process.env['KAFKA_CREDENTIALS_DIR']);
  const sound = await verify(operator, kafka, process.env['NAMESPACE'] ?? 'landbridge', (line) => console.log(line));
  if (!sound) process.exitCode = 1;
}

/**
 * Verifies the audit of all services, and says what it found.
 * @param kafka undefined when it is not known where it is
 * @returns whether all is as it was put on record
 */
export async function verify(
  operator: Pick<OperatorClient, 'at'>,
  kafka: KafkaPlace | undefined,
  namespace: string,
  say: (line: string) => void,
): Promise<boolean> {
  // Kafka first: what was told there is in the store by then
  const told = kafka && (await toldRoots(kafka, namespace).catch((error: unknown) => messageOf(error)));
  const readable = Array.isArray(told) ? told : undefined;
  if (!readable)
    say(
      `Roots are not compared with Kafka: ${typeof told === 'string' ? told : 'where it is, is not known'}. Whoever can write to a store could have made its roots anew.`,
    );
  const verdicts: Partial<Record<App, ServiceVerdict>> = {};
  for (const app of apps) {
    verdicts[app] = await checkService(
      operator.at(app),
      readable?.filter((root: AuditRoot) => root.service === app),
    );
    for (const line of verdictLines(app, verdicts[app])) say(line);
  }
  return Object.values(verdicts).every(({ findings }) => findings.length === 0);
}

function kafkaIn(file: string, credentials: string | undefined): KafkaPlace | undefined {
  const said = readJson(file);
  if (!isRecord(said) || typeof said['kafka'] !== 'string') return undefined;
  return { brokers: said['kafka'].split(','), access: credentials ? { credentials } : undefined };
}

function credentialsOfUp(): string | undefined {
  const origins = readJson(originsFile(upDirectory));
  const isGiven = isRecord(origins) && origins['kafka'] === 'given';
  return isGiven ? process.env['KAFKA_CREDENTIALS_DIR'] : join(upDirectory, 'kafka/credentials');
}
