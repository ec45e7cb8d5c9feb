import { randomUUID, type JsonWebKey } from 'node:crypto';
import { existsSync, linkSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { ConfigError, newSigningKeys, publicKeysOf, readSecretFile, type SigningKeys } from '@landbridge/platform';

/**
 * The keys that sign tokens, as a JSON Web Key Set in a file that only its owner may read; made at the first start.
 * @throws ConfigError when the file is open to others or is no key set
 */
export function signingKeys(path: string): SigningKeys {
  return readKeys(path) ?? makeKeys(path);
}

/**
 * Writes what checks tokens, and nothing that could sign one, where Kafka reads it. The file appears whole.
 * @throws ConfigError when it cannot be written
 */
export function publishKeys(keys: SigningKeys, path: string): void {
  const draft = `${path}.${randomUUID()}`;
  try {
    writeFileSync(draft, JSON.stringify(publicKeysOf(keys)), { mode: 0o644, flush: true });
    renameSync(draft, path);
  } catch {
    rmSync(draft, { force: true });
    throw new ConfigError('PUBLIC_KEYS_FILE cannot be written; name a file in a folder that directory may write and Kafka may read.');
  }
}

function readKeys(path: string): SigningKeys | undefined {
  return existsSync(path) ? parseKeys(readSecretFile('SIGNING_KEYS_FILE', path)) : undefined;
}

function parseKeys(text: string): SigningKeys {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null && 'keys' in parsed && Array.isArray(parsed.keys) && parsed.keys.every(isPrivateRsa))
      return { keys: parsed.keys };
  } catch {
    // told below
  }
  throw new ConfigError(
    'SIGNING_KEYS_FILE does not hold a JSON Web Key Set of private RSA keys; restore it from a backup, or remove it to make new keys.',
  );
}

function isPrivateRsa(key: unknown): key is JsonWebKey {
  return typeof key === 'object' && key !== null && 'kty' in key && key.kty === 'RSA' && 'd' in key && typeof key.d === 'string';
}

/** Two instances may start at once: the file appears whole or not at all, and who comes second takes the first one's. */
function makeKeys(path: string): SigningKeys {
  const made = newSigningKeys();
  const draft = `${path}.${randomUUID()}`;
  try {
    writeFileSync(draft, JSON.stringify(made), { mode: 0o600, flush: true });
    linkSync(draft, path);
    return made;
  } catch {
    const other = readKeys(path);
    if (other) return other;
    throw new ConfigError('SIGNING_KEYS_FILE cannot be written; name a file in a folder that directory may write.');
  } finally {
    rmSync(draft, { force: true });
  }
}
