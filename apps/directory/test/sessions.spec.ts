import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt } from 'jose';
import { stepAt } from '../src/people/totp.ts';
import { Browser, codeNow, type Factors, offeredFactor, offeredSecret, Program, signIn, signInOn, type Tokens } from './browser.ts';
import { TestDirectory, until } from './directory.ts';

const PASSWORD = 'correct horse battery staple';
const SCOPE = 'reports:read directory:read directory:write operator';

/** A suspension, a removal or the end of a session holds everywhere after so long. */
const EVERYWHERE_MS = 5_000;

describe('sessions', () => {
  let directory: TestDirectory;
  let operator: string;
  let organisation: string;
  const browsers: Browser[] = [];
  const newBrowser = () => {
    const browser = new Browser(directory.url);
    browsers.push(browser);
    return browser;
  };

  beforeAll(async () => {
    directory = await TestDirectory.start();
    operator = await directory.token('operator', 'operator');
    const body = { name: 'Shelter', kind: 'ngo', country: 'SE', regime: 'gdpr' };
    organisation = String((await directory.call(operator, 'POST', '/v1/organisations', body)).body['id']);
  });
  afterAll(async () => {
    await Promise.all(browsers.map((browser) => browser.stop()));
    await directory.stop();
  });

  async function join(link: string, login: string): Promise<Factors> {
    const browser = newBrowser();
    const { text } = await browser.open(link);
    const secret = offeredSecret(text);
    await browser.open(link, { password: PASSWORD, again: PASSWORD, code: codeNow(secret, -1), factor: offeredFactor(text) });
    return { login, password: PASSWORD, secret };
  }

  let count = 0;
  async function somebody(roles: string[]) {
    const login = `person-${(count += 1)}@example.org`;
    const body = { name: 'Ana Popescu', login, roles };
    const answer = await directory.call(operator, 'POST', `/v1/organisations/${organisation}/people`, body);
    const id = String(answer.body['id']);
    return { id, path: `/v1/organisations/${organisation}/people/${id}`, ...(await join(String(answer.body['link']), login)) };
  }

  const signedIn = (factors: Factors, away = 0) => signIn(directory.url, newBrowser(), factors, SCOPE, stepAt(new Date()) + away);
  const sessionsOf = async (token: string) =>
    (await directory.call(token, 'GET', '/v1/people/me/sessions')).body['sessions'] as {
      id: string;
      current: boolean;
      clients: string[];
    }[];
  const status = async ({ access_token: token }: Tokens) => (await directory.call(token, 'GET', '/v1/people/me')).status;
  const endsEverywhere = (tokens: Tokens) => until('the token counts no more', async () => (await status(tokens)) === 401, EVERYWHERE_MS);
  const isOver = async ({ refresh_token: token }: Tokens) => {
    expect((await new Program(directory.url).refresh(token)).body).toMatchObject({ error: 'invalid_grant' });
  };

  it('are listed, and ended by their person: tokens, refresh tokens and the browser’s memory', async () => {
    const person = await somebody(['reader']);
    const browser = newBrowser();
    const tokens = await signIn(directory.url, browser, person, SCOPE);
    const other = await signedIn(person, 1);
    const listed = await sessionsOf(tokens.access_token);
    expect(listed.map(({ current, clients }) => ({ current, clients }))).toEqual(
      expect.arrayContaining([
        { current: true, clients: ['cli'] },
        { current: false, clients: ['cli'] },
      ]),
    );
    const { sid } = decodeJwt(tokens.access_token);
    expect((await directory.call(other.access_token, 'DELETE', `/v1/people/me/sessions/${String(sid)}`)).status).toBe(204);
    expect((await directory.call(other.access_token, 'DELETE', `/v1/people/me/sessions/${String(sid)}`)).status).toBe(404);
    await isOver(tokens);
    await endsEverywhere(tokens);
    expect((await browser.follow(new Program(directory.url).authorizeUrl(SCOPE))).text).toContain('name="password"');
    expect(await sessionsOf(other.access_token)).toHaveLength(1);
    expect(await status(other)).toBe(200);
  });

  it('are nobody else’s to see or end, but an administrator’s', async () => {
    const [one, other, administrator] = [await somebody(['reader']), await somebody(['reader']), await somebody(['administrator'])];
    const [ones, others, administrators] = [await signedIn(one), await signedIn(other), await signedIn(administrator)];
    const { sid } = decodeJwt(ones.access_token);
    expect((await directory.call(others.access_token, 'DELETE', `/v1/people/me/sessions/${String(sid)}`)).status).toBe(404);
    expect((await directory.call(others.access_token, 'GET', `${one.path}/sessions`)).status).toBe(403);
    expect((await directory.call(administrators.access_token, 'GET', `${one.path}/sessions`)).body).toMatchObject({
      sessions: [{ id: sid, current: false }],
    });
    expect((await directory.call(administrators.access_token, 'DELETE', `${other.path}/sessions/${String(sid)}`)).status).toBe(404);
    expect((await directory.call(administrators.access_token, 'DELETE', `${one.path}/sessions/${String(sid)}`)).status).toBe(204);
    await endsEverywhere(ones);
    expect(await status(others)).toBe(200);
  });

  it('go on by refresh tokens, each of which is good once', async () => {
    const person = await somebody(['reader']);
    const first = await signedIn(person);
    const program = new Program(directory.url);
    const { status: answered, body: second } = await program.refresh(first.refresh_token);
    expect(answered).toBe(200);
    expect(decodeJwt(second.access_token)).toMatchObject({ sub: person.id, organisation, sid: decodeJwt(first.access_token)['sid'] });
    expect(await status(second)).toBe(200);
    // used twice: somebody has a copy, so nobody goes on
    await isOver(first);
    await isOver(second);
    const { body: watching } = await directory.call(operator, 'POST', `/v1/organisations/${organisation}/credentials`);
    const watcher = await directory.token(String(watching['clientId']), 'audit:read', String(watching['clientSecret']));
    const { body: audit } = await directory.call(watcher, 'GET', `/v1/audit?action=token.refused&object=${person.id}`);
    expect(audit['entries']).toMatchObject([
      { actor: { by: 'nobody' }, details: { error: 'invalid_grant', grant: 'refresh_token', usedBefore: true } },
    ]);
  });

  it('let nobody use one refresh token twice at the same time', async () => {
    const { refresh_token: token } = await signedIn(await somebody(['reader']));
    const answers = await Promise.all(Array.from({ length: 6 }, () => new Program(directory.url).refresh(token)));
    expect(answers.filter(({ status: answered }) => answered === 200).length).toBeLessThanOrEqual(1);
    await isOver({ refresh_token: token } as Tokens);
  });

  it('end with the person, who is gone everywhere', async () => {
    const person = await somebody(['reader']);
    const tokens = await signedIn(person);
    expect((await directory.call(operator, 'DELETE', person.path)).status).toBe(204);
    await isOver(tokens);
    await endsEverywhere(tokens);
    await expect(signedIn(person, 1)).rejects.toThrow('let in');
    expect((await directory.call(operator, 'DELETE', person.path)).status).toBe(404);
    expect(await directory.everythingStored()).not.toContain(person.login);
  });

  it('end with a new link, by which the old password and second factor count no more', async () => {
    const person = await somebody(['reader']);
    const tokens = await signedIn(person);
    const { status: renewed, body } = await directory.call(operator, 'POST', `${person.path}/link`);
    expect(renewed).toBe(201);
    await isOver(tokens);
    await endsEverywhere(tokens);
    await expect(signedIn(person, 1)).rejects.toThrow('let in');
    const again = await join(String(body['link']), person.login);
    expect(await status(await signedIn(again))).toBe(200);
  });

  it('can do less as soon as the roles say so', async () => {
    const person = await somebody(['reader', 'administrator']);
    const tokens = await signedIn(person);
    const list = () => directory.call(tokens.access_token, 'GET', `/v1/organisations/${organisation}/people`);
    expect((await list()).status).toBe(200);
    expect((await directory.call(operator, 'PUT', `${person.path}/roles`, { roles: ['reader'] })).status).toBe(200);
    await until('the role holds', async () => (await list()).status === 403, EVERYWHERE_MS);
    expect(await status(tokens)).toBe(200);
  });

  it('stop with the organisation, and go on with it', async () => {
    const person = await somebody(['reader']);
    const browser = newBrowser();
    const tokens = await signIn(directory.url, browser, person, SCOPE);
    const set = (to: string) => directory.call(operator, 'PUT', `/v1/organisations/${organisation}/status`, { status: to });
    await set('suspended');
    await isOver(tokens);
    await until('the token is refused', async () => (await status(tokens)) === 403, EVERYWHERE_MS);
    expect((await browser.follow(new Program(directory.url).authorizeUrl(SCOPE))).text).toContain('name="password"');
    await expect(signedIn(person, 1)).rejects.toThrow('let in');
    await set('active');
    await until('the token counts again', async () => (await status(tokens)) === 200, EVERYWHERE_MS);
  });

  it('outlive a restart of directory', async () => {
    const person = await somebody(['reader']);
    const browser = newBrowser();
    const tokens = await signIn(directory.url, browser, person, SCOPE);
    await directory.app.close();
    await directory.run();
    const { body } = await new Program(directory.url).refresh(tokens.refresh_token);
    expect(await status(body)).toBe(200);
    expect((await browser.follow(new Program(directory.url).authorizeUrl(SCOPE))).text).not.toContain('name="password"');
  });

  it('are not made by a sign-in of before a new link, whenever the browser goes on with it', async () => {
    const person = await somebody(['reader']);
    const browser = newBrowser();
    const { at } = await browser.follow(new Program(directory.url).authorizeUrl(SCOPE));
    const stolen = (await signInOn(browser, at, person)).headers.get('location') ?? '';
    const { body } = await directory.call(operator, 'POST', `${person.path}/link`);
    const joined = await join(String(body['link']), person.login);
    expect((await browser.follow(stolen)).text).toContain('name="password"');
    expect(await status(await signedIn(joined))).toBe(200);
  });

  it('make room for somebody else in the same browser', async () => {
    const [one, other] = [await somebody(['reader']), await somebody(['reader'])];
    const browser = newBrowser();
    const ones = await signIn(directory.url, browser, one, SCOPE);
    const others = await signIn(directory.url, browser, other, SCOPE, stepAt(new Date()), { prompt: 'login' });
    expect(decodeJwt(others.access_token)).toMatchObject({ sub: other.id });
    await isOver(ones);
    await endsEverywhere(ones);
    expect(await status(others)).toBe(200);
    await directory.call(operator, 'DELETE', other.path);
    expect((await browser.follow(new Program(directory.url).authorizeUrl(SCOPE))).text).toContain('name="password"');
  });
});
