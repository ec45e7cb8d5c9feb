import { afterAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeSecrets } from './secrets.ts';

describe('makeSecrets', () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'landbridge-secrets-')), 'secrets');
  const { networkKeyFile, servicesFolder } = makeSecrets(folder);
  const files = [networkKeyFile, ...readdirSync(servicesFolder).map((name) => join(servicesFolder, name))];
  afterAll(() => rmSync(folder, { recursive: true }));
  const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

  it('makes one for each service and the operator, readable by their owner only', () => {
    expect(readdirSync(servicesFolder).sort()).toEqual(['directory', 'ingestion', 'notification', 'operator', 'trend-detection']);
    expect(files.map(modeOf)).toEqual(files.map(() => '600'));
    expect([folder, servicesFolder].map(modeOf)).toEqual(['700', '700']);
  });

  it('makes each of 32 random bytes of its own', () => {
    const contents = files.map((file) => readFileSync(file, 'utf8'));
    expect(new Set(contents).size).toBe(files.length);
    expect(contents.map((content) => Buffer.from(content, 'base64').length)).toEqual(files.map(() => 32));
  });

  it('keeps those that are there', () => {
    const before = files.map((file) => readFileSync(file, 'utf8'));
    makeSecrets(folder);
    expect(files.map((file) => readFileSync(file, 'utf8'))).toEqual(before);
  });
});
