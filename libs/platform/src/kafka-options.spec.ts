import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ConfigError } from './config.ts';
import { kafkaOptions } from './kafka-options.ts';

describe('kafkaOptions', () => {
  const client = { accessToken: () => Promise.resolve('a token') };
  const settings = { KAFKA_BROKERS: 'one:9092,two:9092', KAFKA_AUTHENTICATION: 'principals' };
  let folder: string;
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text, { mode: 0o600 });
    return join(folder, name);
  };

  beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'landbridge-kafka-'))));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('lets a service come with a token of directory, and makes no topics then', async () => {
    const { kafkaIdentity, ...rest } = kafkaOptions(settings, client);
    expect(rest).toEqual({ kafkaBrokers: ['one:9092', 'two:9092'], administers: false });
    if (kafkaIdentity.by !== 'token') throw new Error(kafkaIdentity.by);
    expect(await kafkaIdentity.token()).toBe('a token');
  });

  it('lets an administrator come with name and password', () => {
    const options = kafkaOptions({ ...settings, KAFKA_CREDENTIAL_FILE: file('credential', 'directory:pass:word\n') }, client);
    expect(options).toMatchObject({ administers: true, kafkaIdentity: { by: 'password', username: 'directory', password: 'pass:word' } });
  });

  it('comes without a name only where it is told to', () => {
    expect(kafkaOptions({ ...settings, KAFKA_AUTHENTICATION: 'none' }, client)).toMatchObject({
      administers: true,
      kafkaIdentity: { by: 'nothing' },
    });
  });

  it('trusts the authorities of a file', () => {
    const pem = '-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----\n';
    expect(kafkaOptions({ ...settings, KAFKA_CA_FILE: file('ca.pem', pem) }, client).kafkaAuthorities).toBe(pem);
  });

  it.each([
    ['KAFKA_CREDENTIAL_FILE', 'no-password', 'directory'],
    ['KAFKA_CREDENTIAL_FILE', 'empty', ''],
    ['KAFKA_CREDENTIAL_FILE', 'missing', undefined],
    ['KAFKA_CA_FILE', 'no-certificate', 'MII'],
    ['KAFKA_CA_FILE', 'no-file', undefined],
  ])('says what is wrong with %s: %s', (variable, name, text) => {
    const path = text === undefined ? join(folder, name) : file(name, text);
    expect(() => kafkaOptions({ ...settings, [variable]: path }, client)).toThrow(ConfigError);
    expect(() => kafkaOptions({ ...settings, [variable]: path }, client)).toThrow(variable);
  });
});
