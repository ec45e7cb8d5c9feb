import { chmodSync, chownSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { IsInt } from 'class-validator';
import { readConfig, readSecretFile, ServiceConfig } from './config.ts';
import { KeyRing } from './keys/key-ring.ts';

class ExampleConfig extends ServiceConfig {
  @IsInt() LIMIT: number;
}

const environment = {
  PUBLIC_URL: 'http://127.0.0.1:3000',
  KAFKA_BROKERS: '127.0.0.1:9092',
  MONGODB_URI: 'mongodb://127.0.0.1:27017',
  DIRECTORY_URL: 'http://127.0.0.1:3001',
  CLIENT_SECRET_FILE: '/run/secrets/example',
  LIMIT: '7',
};

describe('readConfig', () => {
  it('converts text and fills in defaults', () => {
    expect(readConfig(ExampleConfig, { ...environment, PORT: '8080' })).toMatchObject({
      LIMIT: 7,
      PORT: 8080,
      NAMESPACE: 'landbridge',
      PARTITIONS: 16,
      GATHER_MS: 2_000,
    });
  });

  it.each<[string, Record<string, string>]>([
    ['PORT', { PORT: 'http' }],
    ['LIMIT', { LIMIT: '' }],
    ['NAMESPACE', { NAMESPACE: 'a.b' }],
    ['KAFKA_BROKERS', { KAFKA_BROKERS: 'localhost' }],
    ['KAFKA_AUTHENTICATION', { KAFKA_AUTHENTICATION: 'anonymous' }],
    ['MONGODB_URI', { MONGODB_URI: 'postgres://x' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'ingestion' }],
    ['WRITES_PER_MINUTE', { WRITES_PER_MINUTE: '0' }],
    ['LOG_LEVEL', { LOG_LEVEL: 'loud' }],
  ])('stops at a wrong %s with its name and without its value', (variable, wrong) => {
    const read = () => readConfig(ExampleConfig, { ...environment, ...wrong });
    expect(read).toThrow(variable);
    expect(read).not.toThrow('postgres://x');
  });

  it('names everything that is missing at once', () => {
    for (const variable of ['PUBLIC_URL', 'KAFKA_BROKERS', 'MONGODB_URI', 'DIRECTORY_URL', 'CLIENT_SECRET_FILE', 'LIMIT'])
      expect(() => readConfig(ExampleConfig, {})).toThrow(variable);
  });
});

describe('secret files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'secrets-'));
  const file = (name: string, content: string, mode = 0o600) => {
    writeFileSync(join(folder, name), content);
    chmodSync(join(folder, name), mode);
    return join(folder, name);
  };

  it('are read without their line end', () => {
    expect(readSecretFile('X_FILE', file('good', 's3cret\n'))).toBe('s3cret');
  });

  it('must be there and hold something', () => {
    expect(() => readSecretFile('X_FILE', join(folder, 'none'))).toThrow('X_FILE');
    expect(() => readSecretFile('X_FILE', file('empty', '\n'))).toThrow('empty');
  });

  it.each([0o640, 0o604, 0o602])('must be closed to others: mode %o', (mode) => {
    expect(() => readSecretFile('X_FILE', file('open', 's3cret', mode))).toThrow('0600');
  });

  // only root can give a file away
  (process.getuid?.() === 0 ? it : it.skip)('of somebody else may be read by our group, and by nobody else', () => {
    const lent = (mode: number) => {
      const path = file(`lent-${mode}`, 's3cret', mode);
      chownSync(path, 12_345, 0);
      return path;
    };
    expect(readSecretFile('X_FILE', lent(0o440))).toBe('s3cret');
    for (const mode of [0o444, 0o460]) expect(() => readSecretFile('X_FILE', lent(mode))).toThrow('0600');
  });

  it('that hold the network key must be long enough', () => {
    const key = Buffer.alloc(32, 1).toString('base64');
    expect(KeyRing.fromFile('NETWORK_KEY_FILE', file('key', key))).toBeInstanceOf(KeyRing);
    expect(() => KeyRing.fromFile('NETWORK_KEY_FILE', file('short', 'c2hvcnQ='))).toThrow('32 bytes');
  });
});
