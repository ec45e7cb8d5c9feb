import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { apps } from './root.ts';
import { writeOnce } from './whole-files.ts';

export interface Secrets {
  networkKeyFile: string;
  /** Encrypts what notification keeps secret. */
  notificationKeyFile: string;
  /** One file for each caller of directory: the services, and `operator`. */
  servicesFolder: string;
}

/** Makes the secrets of a system once, each in a file that only its owner may read. */
export function makeSecrets(folder: string): Secrets {
  const secrets = {
    networkKeyFile: join(folder, 'network.key'),
    notificationKeyFile: join(folder, 'notification.key'),
    servicesFolder: join(folder, 'services'),
  };
  for (const path of [folder, secrets.servicesFolder]) {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    chmodSync(path, 0o700);
  }
  makeSecret(secrets.networkKeyFile, 'base64');
  makeSecret(secrets.notificationKeyFile, 'base64');
  for (const name of [...apps, 'operator']) makeSecret(join(secrets.servicesFolder, name), 'base64url');
  return secrets;
}

function makeSecret(file: string, encoding: BufferEncoding): void {
  writeOnce(file, () => randomBytes(32).toString(encoding), 0o600);
}
