import { describe, expect, it } from '@jest/globals';
import { hashPassword, isPasswordOf, whyTooWeak } from './password.ts';
import { hashOfRecoveryCode, newRecoveryCodes } from './recovery-codes.ts';

describe('a password', () => {
  it('is known by its argon2id hash, which is another one each time', async () => {
    const hash = await hashPassword('correct horse battery');
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(hash).not.toBe(await hashPassword('correct horse battery'));
    expect(await isPasswordOf(hash, 'correct horse battery')).toBe(true);
    expect(await isPasswordOf(hash, 'correct horse batterz')).toBe(false);
  });

  it('may be typed on any keyboard: composed letters or not', async () => {
    expect(await isPasswordOf(await hashPassword('häst på en äng'), 'häst på en äng'.normalize('NFD'))).toBe(true);
  });

  it('is nobody’s where there is no hash, after as much work', async () => {
    const hash = await hashPassword('correct horse battery');
    // processor time, which does not depend on what else the machine does
    const worked = async (of: string | undefined) => {
      const before = process.cpuUsage();
      for (let i = 0; i < 4; i += 1) expect(await isPasswordOf(of, 'something else')).toBe(false);
      const { user, system } = process.cpuUsage(before);
      return user + system;
    };
    await worked(hash);
    expect((await worked(undefined)) / (await worked(hash))).toBeGreaterThan(0.3);
  }, 60_000);

  it.each([
    ['short', 'elevenchars'],
    ['endless', 'ab cd ef gh '.repeat(20)],
    ['dull', 'abababababababab'],
    ['the name', 'my name is Ana.Popescu!'],
  ])('is refused when it is %s', (_title, password) => {
    expect(whyTooWeak(password, 'ana.popescu@example.org')).toEqual(expect.any(String));
  });

  it('is taken when it is long', () => {
    expect(whyTooWeak('correct horse battery', 'ana.popescu@example.org')).toBeUndefined();
  });
});

describe('recovery codes', () => {
  it('are all different, and found however they are typed', () => {
    const { codes, hashes } = newRecoveryCodes();
    expect(new Set(hashes).size).toBe(10);
    expect(codes.map((code) => hashOfRecoveryCode(` ${code.toLowerCase().replaceAll('-', ' ')}`))).toEqual(hashes);
  });
});
