import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ConfigError } from '@landbridge/platform';
import { OneTimeLinks } from './one-time-links.ts';
import { isPasswordOf } from './password.ts';
import { peopleKeys } from './people-keys.ts';
import { codeOf, stepAt } from './totp.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'people-'))));
afterEach(() => rmSync(folder, { recursive: true }));

describe('the people’s key', () => {
  it('is made once, for its owner only, and found again by every instance', () => {
    const path = join(folder, 'people.key');
    const made = peopleKeys(path);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['people.key']);
    expect(peopleKeys(path).derive('x')).toEqual(made.derive('x'));
  });

  it.each([
    ['is open to others', () => chmodSync(join(folder, 'people.key'), 0o644)],
    ['holds no key', () => writeFileSync(join(folder, 'people.key'), 'c2hvcnQ=')],
    ['is empty', () => writeFileSync(join(folder, 'people.key'), '')],
    ['is in no folder', () => rmSync(folder, { recursive: true })],
  ])('stops the start when its file %s', (_title, arrange) => {
    const path = join(folder, 'people.key');
    peopleKeys(path);
    arrange();
    expect(() => peopleKeys(path)).toThrow(ConfigError);
    folder = mkdtempSync(join(tmpdir(), 'people-'));
  });
});

describe('what somebody sets by a link', () => {
  const now = new Date('2026-03-01T10:00:00Z');
  const person = { id: 'a-person', login: 'ana@example.org' };
  const password = 'correct horse battery';

  it('offers another second factor each time it is opened, and takes back only what was offered for that link', () => {
    const links = new OneTimeLinks(peopleKeys(join(folder, 'people.key')));
    const others = new OneTimeLinks(peopleKeys(join(folder, 'other.key')));
    const [{ token }, { token: another }] = [links.newToken(), links.newToken()];
    const [offered, again] = [links.newFactor(token), links.newFactor(token)];
    expect(offered.secret).toHaveLength(20);
    expect(again.secret).not.toEqual(offered.secret);
    expect(links.factorIn(token, offered.sealed)).toEqual(offered);
    expect(links.factorIn(another, offered.sealed)).toBeUndefined();
    expect(others.factorIn(token, offered.sealed)).toBeUndefined();
    expect(links.factorIn(token, '')).toBeUndefined();
  });

  it('is not the factor of who has only looked at the link', async () => {
    const links = new OneTimeLinks(peopleKeys(join(folder, 'people.key')));
    const { token } = links.newToken();
    const [seen, offered] = [links.newFactor(token), links.newFactor(token)];
    const chosen = { password, again: password, code: codeOf(seen.secret, stepAt(now)), factor: offered.sealed };
    expect(await links.take(token, person, chosen, now)).toHaveProperty('why');
  });

  it('is sealed for that person, and its first code is used up', async () => {
    const links = new OneTimeLinks(peopleKeys(join(folder, 'people.key')));
    const { token } = links.newToken();
    const { secret, sealed: factor } = links.newFactor(token);
    const code = codeOf(secret, stepAt(now)).replace(/^.../, '$& ');
    const taken = await links.take(token, person, { password, again: password, code, factor }, now);
    if ('why' in taken) throw new Error(taken.why);
    expect(await isPasswordOf(taken.proofs.password, password)).toBe(true);
    expect(taken.proofs.secondFactor.lastStep).toBe(stepAt(now));
    expect(links.openFactor('a-person', taken.proofs.secondFactor)).toEqual(secret);
    expect(() => links.openFactor('another', taken.proofs.secondFactor)).toThrow('sealed');
    expect(JSON.stringify(taken.proofs)).not.toContain(taken.codes[0]);
  });
});
