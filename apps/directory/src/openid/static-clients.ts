import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { SLUG } from '@landbridge/contracts';
import { ConfigError, readSecretFile } from '@landbridge/platform';
import { hashSecret } from '../credentials/client-secret.ts';

/** A client of directory that is no organisation: a service of the network, or its operator. */
export interface StaticClient {
  readonly name: string;
  readonly secretHash: string;
  readonly scope: 'service' | 'operator';
}

/** 128 random bits in base64url. */
const SHORTEST_SECRET = 22;

/**
 * The services and the operator, from a folder with one secret per file, each file named as its client.
 * @throws ConfigError when the folder is missing or holds no operator, or a secret is short or open to others
 */
export function readStaticClients(folder: string): Map<string, StaticClient> {
  const clients = secretFiles(folder).map((name): StaticClient => {
    const path = join(folder, name);
    const secret = readSecretFile(`SERVICE_SECRETS_DIR/${name}`, path);
    if (secret.length < SHORTEST_SECRET)
      throw new ConfigError(`SERVICE_SECRETS_DIR/${name} is too easy to guess; write at least 128 random bits into it.`);
    return { name, secretHash: hashSecret(secret), scope: name === 'operator' ? 'operator' : 'service' };
  });
  if (!clients.some(({ scope }) => scope === 'operator'))
    throw new ConfigError('SERVICE_SECRETS_DIR holds no file "operator"; without its secret nobody could register an organisation.');
  return new Map(clients.map((client) => [client.name, client]));
}

function secretFiles(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => !entry.isDirectory() && SLUG.test(entry.name))
      .map(({ name }) => name);
  } catch {
    throw new ConfigError('SERVICE_SECRETS_DIR names a folder that cannot be read; make it and put one secret per file into it.');
  }
}
