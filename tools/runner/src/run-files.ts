import { isAlive, readMark } from '@landbridge/engines';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runsFolder } from './root.ts';
import type { Credentials } from './sample-organisations.ts';
import { markFile } from './system/layout.ts';
import type { System } from './system/system.ts';
import { readJson, writeJson } from './write-json.ts';

/** Where other programs look up the system that runs. */
export const addressesFile = join(runsFolder, 'addresses.json');
export const credentialsFile = join(runsFolder, 'credentials.json');
export const demoFile = join(runsFolder, 'demo.json');

export const upDirectory = join(runsFolder, 'up');
export const demoDirectory = join(runsFolder, 'demo');

/** Tells other programs where this system is, and with what they may sign in. */
export function publish(system: System, credentials?: Credentials): void {
  writeJson(addressesFile, { ...system.addresses, kafka: system.engines.kafkaBrokers.join(','), mongodb: system.engines.mongodbUri });
  if (credentials) writeJson(credentialsFile, credentials, 0o600);
  else rmSync(credentialsFile, { force: true });
}

/** Publishes, and answers how to give way again to the system that `up` left running. */
export function publishForAWhile(system: System, credentials: Credentials): () => void {
  const before = [addressesFile, credentialsFile].map((file) => ({ file, content: existsSync(file) ? readFileSync(file) : undefined }));
  publish(system, credentials);
  return () => {
    unpublish(system.addresses.directory);
    const mark = readMark(markFile(upDirectory, 'directory'));
    if (existsSync(addressesFile) || !mark || !isAlive(mark)) return;
    for (const { file, content } of before) if (content) writeFileSync(file, content, { mode: file === credentialsFile ? 0o600 : 0o644 });
  };
}

/** Takes the files of `publish` away when they are those of the system at this address of directory. */
export function unpublish(directoryUrl: string | undefined): void {
  const addresses = readJson(addressesFile);
  if (typeof addresses !== 'object' || addresses === null || !('directory' in addresses) || addresses.directory !== directoryUrl) return;
  rmSync(addressesFile, { force: true });
  rmSync(credentialsFile, { force: true });
}
