import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { stepAt } from '../src/people/totp.ts';
import { Browser, codeNow, offeredFactor, offeredSecret, signIn } from './browser.ts';
import { TestDirectory, until } from './directory.ts';

const PASSWORD = 'correct horse battery staple';
const WHO = {
  organisation: 'National Rapporteur',
  kind: 'policy',
  country: 'SE',
  regime: 'gdpr',
  name: 'Ana Popescu',
  login: 'Ana@example.org',
  password: PASSWORD,
  again: PASSWORD,
};

describe('the first start', () => {
  let directory: TestDirectory;
  let browser: Browser;
  beforeAll(async () => {
    directory = await TestDirectory.start();
    browser = new Browser(directory.url);
  });
  afterAll(async () => {
    await browser.stop();
    await directory.stop();
  });

  const link = async () => {
    await until('a link is printed', () => directory.printed.length > 0);
    const [printed = ''] = /http\S+\/setup\/[\w-]{43}$/.exec(directory.printed.at(-1) ?? '') ?? [];
    return printed;
  };
  const restart = async () => {
    directory.printed.length = 0;
    await directory.app.close();
    await directory.run();
  };

  it('prints a link, another one at each start, and only the last is good', async () => {
    const first = await link();
    expect((await browser.open(first)).status).toBe(200);
    await restart();
    expect(await link()).not.toBe(first);
    expect((await browser.open(first)).status).toBe(404);
    expect((await browser.open(`/setup/${'x'.repeat(43)}`, { ...WHO, code: '000000', factor: 'x' })).status).toBe(404);
    expect(await directory.everythingStored()).not.toContain((await link()).slice(-43));
  });

  it('takes no weak password, and no code but that of the authenticator', async () => {
    const { text } = await browser.open(await link());
    const secret = offeredSecret(text);
    const weak = await browser.open(await link(), {
      ...WHO,
      password: 'short',
      again: 'short',
      code: codeNow(secret),
      factor: offeredFactor(text),
    });
    expect(weak.status).toBe(400);
    expect((await browser.open(await link(), { ...WHO, code: '000000', factor: offeredFactor(text) })).status).toBe(400);
    expect((await browser.open(await link(), { ...WHO, country: 'ZZ', code: codeNow(secret), factor: offeredFactor(text) })).status).toBe(
      400,
    );
    expect((await browser.open(await link())).status).toBe(200);
  });

  it('makes one administrator, however often the form is sent, who operates the network', async () => {
    const { text } = await browser.open(await link());
    const secret = offeredSecret(text);
    const form = { ...WHO, code: codeNow(secret, -1), factor: offeredFactor(text) };
    const at = await link();
    const pages = await Promise.all(Array.from({ length: 4 }, () => browser.open(at, form)));
    expect(pages.filter(({ status }) => status === 200)).toHaveLength(1);
    expect((await browser.open(at)).status).toBe(404);

    const factors = { login: WHO.login, password: PASSWORD, secret };
    const { access_token: token } = await signIn(directory.url, browser, factors, 'operator directory:read', stepAt(new Date()));
    const { body } = await directory.call(token, 'GET', '/v1/people/me');
    expect(body).toMatchObject({ roles: ['administrator'], login: 'ana@example.org' });
    expect((await directory.call(token, 'GET', '/v1/operator/status')).status).toBe(200);
    const { body: all } = await directory.call(token, 'GET', '/v1/organisations');
    expect(all['organisations']).toMatchObject([{ name: WHO.organisation, operates: true }]);
    const newcomer = { name: 'Shelter', kind: 'ngo', country: 'SE', regime: 'gdpr' };
    expect((await directory.call(token, 'POST', '/v1/organisations', newcomer)).status).toBe(201);
    const path = `/v1/organisations/${String(body['organisation'])}/people/${String(body['id'])}`;
    for (const answer of [
      await directory.call(token, 'DELETE', path),
      await directory.call(token, 'PUT', `${path}/roles`, { roles: ['reader'] }),
    ])
      expect(answer).toMatchObject({ status: 409, body: { type: expect.stringContaining('last-administrator') } });
  });

  it('is over: no further start prints a link', async () => {
    const before = directory.printed.length;
    expect(before).toBe(1);
    await restart();
    const token = await directory.token('operator', 'operator');
    await until('directory answers', async () => (await directory.call(token, 'GET', '/v1/operator/status')).status === 200);
    expect(directory.printed).toEqual([]);
  });
});

describe('signing keys', () => {
  let directory: TestDirectory;
  beforeAll(async () => void (directory = await TestDirectory.start()));
  afterAll(() => directory.stop());

  const kids = async () =>
    ((await directory.call(undefined, 'GET', '/oidc/jwks')).body['keys'] as Record<string, string>[]).map(({ kid }) => kid);

  it('are rotated by the operator: the new one is published at once, and the old one signs on', async () => {
    const token = await directory.token('operator', 'operator');
    const [old] = await kids();
    const { status, body } = await directory.call(token, 'POST', '/v1/operator/signing-keys/rotate');
    expect(status).toBe(201);
    expect(body).toMatchObject({ signs: false, signsFrom: expect.any(String) });
    expect(await kids()).toEqual([old, body['kid']]);
    const next = await directory.token('operator', 'operator');
    expect(JSON.parse(Buffer.from(next.split('.')[0] ?? '', 'base64url').toString())).toMatchObject({ kid: old });
    expect(await directory.call(next, 'POST', '/v1/operator/signing-keys/rotate')).toMatchObject({
      status: 409,
      body: { type: expect.stringContaining('rotation-under-way') },
    });
    expect((await directory.call(next, 'GET', '/v1/operator/signing-keys')).body).toMatchObject({
      keys: [
        { kid: old, signs: true },
        { kid: body['kid'], signs: false },
      ],
    });
    expect((await directory.call(await directory.token('ingestion', 'service'), 'POST', '/v1/operator/signing-keys/rotate')).status).toBe(
      403,
    );
    expect((await directory.call(undefined, 'POST', '/v1/operator/signing-keys/rotate')).status).toBe(401);
  });
});
