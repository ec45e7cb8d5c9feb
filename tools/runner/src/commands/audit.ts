import type { AuditRoot } from '@landbridge/contracts';
import { isRecord } from '@landbridge/deployment';
import { messageOf } from '@landbridge/engines';
import { join } from 'node:path';
import { checkService, type ServiceVerdict } from '../audit/service-check.ts';
import { toldRoots, type KafkaPlace } from '../audit/told-roots.ts';
import { verdictLines } from '../audit/verdict-lines.ts';
import type { OperatorClient } from '../operator-client.ts';
import { apps, type App } from '../root.ts';
import { addressesFile, upDirectory } from '../run-files.ts';
import { originsFile } from '../system/layout.ts';
import { readJson } from '../write-json.ts';
import { operatorOfUp } from './operator.ts';

/** Verifies the audit of the system of `up`. The exit code is 1 when something is not as it was put on record. */
export async function verifyAudit(): Promise<void> {
  const sound = await verify(await operatorOfUp(), kafkaOfUp(), process.env['NAMESPACE'] ?? 'landbridge', (line) => console.log(line));
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

function kafkaOfUp(): KafkaPlace | undefined {
  const said = readJson(addressesFile);
  const brokers = isRecord(said) && typeof said['kafka'] === 'string' ? said['kafka'].split(',') : undefined;
  if (!brokers) return undefined;
  const origins = readJson(originsFile(upDirectory));
  const isGiven = isRecord(origins) && origins['kafka'] === 'given';
  const credentials = isGiven ? process.env['KAFKA_CREDENTIALS_DIR'] : join(upDirectory, 'kafka/credentials');
  return { brokers, access: credentials ? { credentials } : undefined };
}
