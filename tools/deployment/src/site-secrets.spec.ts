import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chmodSync, globSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeSiteSecrets } from './site-secrets.ts';

describe('makeSiteSecrets', () => {
  const folder = mkdtempSync(join(tmpdir(), 'landbridge-site-'));
  const all = () => Object.fromEntries(globSync('**/*', { cwd: folder, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => [join(entry.parentPath, entry.name).slice(folder.length + 1), readFileSync(join(entry.parentPath, entry.name), 'utf8')])); // prettier-ignore
  const modeOf = (name: string) => (statSync(join(folder, name)).mode & 0o777).toString(8);

  beforeAll(() => {
    const before = process.umask(0o077);
    makeSiteSecrets(folder);
    process.umask(before);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('closes everything but what the engines must read, whatever the umask is', () => {
    const open = Object.keys(all()).filter((name) => modeOf(name) !== '600');
    expect(Object.fromEntries(open.map((name) => [name, modeOf(name)]))).toEqual({
      'kafka/log4j2.yaml': '640',
      'kafka/server.properties': '640',
      'mongodb/members.key': '640',
      'public-keys/public-keys.json': '644',
    });
    expect(['.', 'services', 'kafka', 'mongodb', 'public-keys'].map(modeOf)).toEqual(['700', '700', '700', '700', '755']);
  });

  it('publishes the halves of the keys that sign nothing', () => {
    const { 'signing-keys.json': signing, 'public-keys/public-keys.json': published } = all();
    const [whole] = (JSON.parse(signing!) as { keys: Record<string, string>[] }).keys;
    const { kty, n, e, kid, use, alg } = whole!;
    expect(whole!['d']).toEqual(expect.any(String));
    expect(JSON.parse(published!)).toEqual({ keys: [{ kty, n, e, kid, use, alg }] });
  });

  it('keeps what is there, makes what is not, and mends modes', () => {
    const before = all();
    rmSync(join(folder, 'services/ingestion'));
    chmodSync(join(folder, 'mongodb/members.key'), 0o600);
    makeSiteSecrets(folder);
    const after = all();
    expect(after['services/ingestion']).not.toBe(before['services/ingestion']);
    expect({ ...after, 'services/ingestion': '' }).toEqual({ ...before, 'services/ingestion': '' });
    expect(modeOf('mongodb/members.key')).toBe('640');
  });

  it('lets the settings of Kafka follow its passwords', () => {
    const { 'kafka/kafka_directory': before } = all();
    rmSync(join(folder, 'kafka/kafka_directory'));
    makeSiteSecrets(folder);
    const { 'kafka/server.properties': properties, 'kafka/kafka_directory': login } = all();
    expect(login).not.toBe(before);
    expect(properties).toContain(login!.split(':')[1]);
    expect(properties).not.toContain(before!.split(':')[1]);
  });
});
