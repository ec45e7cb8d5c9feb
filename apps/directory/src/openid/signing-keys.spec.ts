import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ConfigError, Problem } from '@landbridge/platform';
import { publishKeys, SigningKeyFile } from './signing-keys.ts';
import { readStaticClients } from './static-clients.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'directory-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const NOW = new Date('2026-03-01T10:00:00Z');
const signingKeys = (path: string) => new SigningKeyFile(path).inForce(NOW);

describe('signingKeys', () => {
  it('makes keys once, for its owner only, and finds them again', () => {
    const path = join(folder, 'signing-keys.json');
    const made = signingKeys(path);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(signingKeys(path)).toEqual(made);
    expect(readdirSync(folder)).toEqual(['signing-keys.json']);
  });

  it('refuses a file that others may read, and one without keys', () => {
    const path = join(folder, 'signing-keys.json');
    signingKeys(path);
    chmodSync(path, 0o644);
    expect(() => signingKeys(path)).toThrow('0600');
    writeFileSync(join(folder, 'other.json'), '{"keys":[{"kty":"oct"}]}', { mode: 0o600 });
    expect(() => signingKeys(join(folder, 'other.json'))).toThrow(ConfigError);
    expect(() => signingKeys(join(folder, 'missing', 'keys.json'))).toThrow('cannot be written');
  });
});

describe('a rotation', () => {
  it('adds a key for its owner only, which waits for its turn and is seen by other instances', () => {
    const path = join(folder, 'signing-keys.json');
    const [one, other] = [new SigningKeyFile(path), new SigningKeyFile(path)];
    const [{ kid: old } = {}] = one.inForce(NOW).keys;
    const { kid } = one.rotate(NOW);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(other.inForce(NOW).keys.map((key) => key.kid)).toEqual([old, kid]);
    expect(() => other.rotate(NOW)).toThrow(Problem);
    const later = new Date(NOW.getTime() + 3600_000);
    expect(other.inForce(later).keys.map((key) => key.kid)).toEqual([kid]);
    other.rotate(later);
    expect(readFileSync(path, 'utf8')).not.toContain(String(old));
  });
});

describe('publishKeys', () => {
  it('writes what checks a token and nothing that signs one, readable by Kafka, again and again', () => {
    const keys = signingKeys(join(folder, 'signing-keys.json'));
    const path = join(folder, 'public-keys.json');
    publishKeys(keys, path);
    publishKeys(keys, path);
    expect(readdirSync(folder).sort()).toEqual(['public-keys.json', 'signing-keys.json']);
    const { keys: published } = JSON.parse(readFileSync(path, 'utf8')) as { keys: object[] };
    expect(published.map((key) => Object.keys(key).sort())).toEqual([['alg', 'e', 'kid', 'kty', 'n', 'use']]);
  });

  it('says what to mend when the file cannot be written', () => {
    const keys = signingKeys(join(folder, 'signing-keys.json'));
    expect(() => publishKeys(keys, join(folder, 'missing', 'public-keys.json'))).toThrow('PUBLIC_KEYS_FILE');
  });
});

describe('readStaticClients', () => {
  const write = (name: string, secret: string, mode = 0o600) => writeFileSync(join(folder, name), secret, { mode });

  it('takes each file for a client; only `operator` is the operator', () => {
    write('operator', 'o'.repeat(43));
    write('ingestion', 'i'.repeat(43));
    write('signing-keys.json', '{}');
    const clients = readStaticClients(folder);
    expect([...clients.keys()].sort()).toEqual(['ingestion', 'operator']);
    expect(clients.get('operator')?.scope).toBe('operator');
    expect(clients.get('ingestion')?.scope).toBe('service');
    expect(JSON.stringify([...clients])).not.toContain('iiii');
  });

  it.each([
    ['no operator', () => write('ingestion', 'i'.repeat(43)), 'no file "operator"'],
    ['an open file', () => write('operator', 'o'.repeat(43), 0o644), '0600'],
    ['a short secret', () => write('operator', 'password'), 'easy to guess'],
  ])('refuses %s', (_title, arrange, message) => {
    arrange();
    expect(() => readStaticClients(folder)).toThrow(message);
  });
});
