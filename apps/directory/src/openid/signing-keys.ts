import { existsSync } from 'node:fs';
import { ConfigError, newSigningKeys, Problem, publicKeysOf, readSecretFile, type SigningKeys } from '@landbridge/platform';
import { isRotating, keysInForce, withNext, type ScheduledKey } from './key-schedule.ts';
import { makeOnce, replaceWhole } from './whole-file.ts';

/**
 * The keys that sign tokens, as a JSON Web Key Set in a file that only its owner may read; made at the first start. Several instances
 * share it, so it is read again and again.
 */
export class SigningKeyFile {
  constructor(private readonly path: string) {}

  /**
   * @returns first the key that signs now, then the others that are published
   * @throws ConfigError when the file is open to others or is no key set
   */
  inForce(now: Date): SigningKeys {
    return { keys: keysInForce(this.all(), now) };
  }

  /**
   * Adds a key, which signs when everybody can know it, and drops those whose last token has ended.
   * @throws Problem 409 while another one waits for its turn, or where the file cannot be written
   */
  rotate(now: Date): ScheduledKey {
    const keys = this.all();
    if (isRotating(keys, now))
      throw new Problem({
        type: 'rotation-under-way',
        status: 409,
        title: 'A new key is waiting',
        detail: 'A new key has been published and does not sign yet; wait for it before you add another one.',
      });
    const next = withNext(keys, newSigningKeys().keys[0] ?? {}, now);
    try {
      replaceWhole(this.path, JSON.stringify({ keys: next }), 0o600);
    } catch {
      throw new Problem({
        type: 'keys-not-writable',
        status: 409,
        title: 'The file cannot be written',
        detail: 'SIGNING_KEYS_FILE is not directory’s to write here; add the new key where the file comes from, as docs/identity.md says.',
      });
    }
    return next.at(-1) ?? {};
  }

  private all(): ScheduledKey[] {
    return this.read() ?? this.make();
  }

  private read(): ScheduledKey[] | undefined {
    return existsSync(this.path) ? parseKeys(readSecretFile('SIGNING_KEYS_FILE', this.path)) : undefined;
  }

  /** Who comes second takes the first one's. */
  private make(): ScheduledKey[] {
    const made = newSigningKeys();
    try {
      if (makeOnce(this.path, JSON.stringify(made))) return made.keys;
    } catch {
      throw new ConfigError('SIGNING_KEYS_FILE cannot be written; name a file in a folder that directory may write.');
    }
    return this.read() ?? made.keys;
  }
}

/**
 * Writes what checks tokens, and nothing that could sign one, where Kafka reads it. The file appears whole.
 * @throws ConfigError when it cannot be written
 */
export function publishKeys(keys: SigningKeys, path: string): void {
  try {
    replaceWhole(path, JSON.stringify(publicKeysOf(keys)), 0o644);
  } catch {
    throw new ConfigError('PUBLIC_KEYS_FILE cannot be written; name a file in a folder that directory may write and Kafka may read.');
  }
}

function parseKeys(text: string): ScheduledKey[] {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null && 'keys' in parsed && Array.isArray(parsed.keys)) {
      const { keys } = parsed;
      if (keys.length > 0 && keys.every(isScheduledKey)) return keys;
    }
  } catch {
    // told below
  }
  throw new ConfigError(
    'SIGNING_KEYS_FILE does not hold a JSON Web Key Set of private RSA keys; restore it from a backup, or remove it to make new keys.',
  );
}

function isScheduledKey(key: unknown): key is ScheduledKey {
  if (typeof key !== 'object' || key === null || !('kty' in key) || key.kty !== 'RSA') return false;
  if (!('d' in key) || typeof key.d !== 'string') return false;
  return !('signsFrom' in key) || (typeof key.signsFrom === 'string' && !Number.isNaN(Date.parse(key.signsFrom)));
}
