import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheDirectory } from './cache.ts';

/** How clients prove to this Kafka who they are. */
export interface KafkaAccess {
  /** Folder with one file, `name:password`, for each administrator; they come with a password. */
  readonly credentials: string;
  /** JSON Web Key Set of those whose tokens the broker takes. directory writes it, and the broker sees when it changes. */
  readonly publicKeysFile: string;
}

export interface Login {
  readonly username: string;
  readonly password: string;
}

/**
 * Each may do everything; whoever comes with a token may do what the table of rights says. Subjects of tokens are ids and names
 * of services, in which there is no underscore, so no token makes an administrator.
 */
export const ADMINISTRATORS = ['kafka_broker', 'kafka_directory', 'kafka_operator'] as const;

export type Administrator = (typeof ADMINISTRATORS)[number];

/** Makes once what a broker needs to know whom it lets in. */
export function makeKafkaAccess(directory: string): KafkaAccess {
  const credentials = join(directory, 'credentials');
  makeCredentials(credentials);
  const keys = plainFolder(directory);
  mkdirSync(keys, { recursive: true });
  const publicKeysFile = join(keys, 'public-keys.json');
  if (!existsSync(publicKeysFile)) writeFileSync(publicKeysFile, '{"keys":[]}');
  return { credentials, publicKeysFile };
}

/** Makes a password for each administrator that has none yet. */
export function makeCredentials(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const name of ADMINISTRATORS) {
    const file = credentialFile({ credentials: folder }, name);
    if (!existsSync(file)) writeFileSync(file, `${name}:${randomBytes(32).toString('base64url')}`, { mode: 0o600, flag: 'wx' });
  }
}

export function credentialFile({ credentials }: Pick<KafkaAccess, 'credentials'>, name: Administrator): string {
  return join(credentials, name);
}

/** @throws when the administrator's file is not `name:password` */
export function loginOf(access: Pick<KafkaAccess, 'credentials'>, name: Administrator): Login {
  const file = credentialFile(access, name);
  const [, username, password] = /^([^:\s]+):(\S+)\s*$/.exec(readFileSync(file, 'utf8')) ?? [];
  if (username === undefined || password === undefined) throw new Error(`${file} must hold name:password.`);
  return { username, password };
}

/** Kafka takes the file's path from a URL as it stands there, and a list of URLs ends at a comma. */
function plainFolder(directory: string): string {
  const own = join(directory, 'keys');
  if (isPlain(own)) return own;
  const elsewhere = join(cacheDirectory(), 'keys', createHash('sha256').update(directory).digest('hex').slice(0, 16));
  if (isPlain(elsewhere)) return elsewhere;
  throw new Error(`Kafka cannot read keys below ${elsewhere}: set XDG_CACHE_HOME to a path of letters, digits and . _ / - only.`);
}

const isPlain = (path: string) => /^[\w./-]+$/.test(path);
