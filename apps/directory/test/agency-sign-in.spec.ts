import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt } from 'jose';
import { Agency, type AtTheAgency } from './agency.ts';
import { Browser, codeNow, offeredFactor, offeredSecret, type Page, Program, type Tokens } from './browser.ts';
import { TestDirectory, until } from './directory.ts';

const PASSWORD = 'correct horse battery staple';
const SCOPE = 'reports:read directory:read directory:write audit:read';
const TWO_FACTORS = ['pwd', 'otp', 'mfa'];
/** A suspension, a removal or the end of a session holds everywhere after so long. */
const EVERYWHERE_MS = 5_000;

describe('an organisation’s own provider', () => {
  let directory: TestDirectory;
  let agency: Agency;
  let operator: string;
  const browsers: Browser[] = [];
  const newBrowser = () => {
    const browser = new Browser(directory.url);
    browsers.push(browser);
    return browser;
  };

  beforeAll(async () => {
    directory = await TestDirectory.start();
    agency = await Agency.start();
    operator = await directory.token('operator', 'operator');
  });
  afterAll(async () => {
    await Promise.all(browsers.map((browser) => browser.stop()));
    await agency.stop();
    await directory.stop();
  });

  let count = 0;
  const newName = () => `agency-${(count += 1)}`;
  const providerOf = (organisation: string) => `/v1/organisations/${organisation}/sign-in-provider`;
  const body = (over: Record<string, unknown> = {}) => ({
    name: newName(),
    issuer: agency.issuer,
    clientId: agency.client.client_id,
    clientSecret: agency.client.client_secret,
    ...over,
  });

  async function register(): Promise<string> {
    const given = { name: 'Police', kind: 'police', country: 'SE', regime: 'led' };
    return String((await directory.call(operator, 'POST', '/v1/organisations', given)).body['id']);
  }

  /** An organisation whose people may sign in at the agency. */
  async function withProvider(over: Record<string, unknown> = {}) {
    const organisation = await register();
    const given = body(over);
    const { status, body: view } = await directory.call(operator, 'PUT', providerOf(organisation), given);
    expect(status).toBe(200);
    agency.register(String(view['callback']));
    return { organisation, name: given.name };
  }

  async function invite(organisation: string, roles = ['reader']) {
    const login = `officer-${(count += 1)}@example.org`;
    const { body: invited } = await directory.call(operator, 'POST', `/v1/organisations/${organisation}/people`, {
      name: 'Ana',
      login,
      roles,
    });
    const id = String(invited['id']);
    return { id, login, link: String(invited['link']), path: `/v1/organisations/${organisation}/people/${id}` };
  }

  const newSubject = () => `subject-${(count += 1)}`;
  const onward = (page: Page) => /^0; url=(.*)$/.exec(page.headers.get('refresh') ?? '')?.[1] ?? '';
  async function join(link: string, who: AtTheAgency, browser = newBrowser()) {
    agency.whoever = who;
    return browser.follow(onward(await browser.open(`${link}/provider`, {})));
  }

  /** Somebody who has joined by the agency's account. */
  async function somebody(at: { organisation: string; name: string }, roles?: string[]) {
    const { id, login, link, path } = await invite(at.organisation, roles);
    const who = { sub: newSubject(), amr: TWO_FACTORS };
    expect((await join(link, who)).status).toBe(200);
    return { ...at, id, login, path, who };
  }

  /** Begins a sign-in and goes to the agency. @returns where the agency is asked */
  async function leave(browser: Browser, name: string, program = new Program(directory.url)): Promise<string> {
    const { at } = await browser.follow(program.authorizeUrl(SCOPE));
    return onward(await browser.open(`${at}/provider`, { provider: name }));
  }

  async function tryToSignIn(name: string, who: AtTheAgency, browser = newBrowser(), program = new Program(directory.url)) {
    agency.whoever = who;
    return browser.follow(await leave(browser, name, program));
  }

  async function signIn({ name, who }: { name: string; who: AtTheAgency }, browser = newBrowser()): Promise<Tokens> {
    const program = new Program(directory.url);
    const page = await tryToSignIn(name, who, browser, program);
    const { headers } = await browser.open(`${page.at}/consent`, {});
    const back = await browser.follow(headers.get('location') ?? '');
    return (await program.exchange(new URL(back.at).searchParams.get('code') ?? '')).body;
  }

  const me = async ({ access_token: token }: Tokens) => directory.call(token, 'GET', '/v1/people/me');
  const viewOf = async (organisation: string, id: string) => {
    const { body: list } = await directory.call(operator, 'GET', `/v1/organisations/${organisation}/people`);
    return (list['people'] as { id: string; signsInBy: string }[]).find((person) => person.id === id);
  };
  const onRecord = () => directory.everythingStored();

  describe('is set', () => {
    it('with a secret that is told to nobody, and shows the callback to register', async () => {
      const { organisation, name } = await withProvider({ acrValues: ['https://refeds.org/profile/mfa'] });
      const { body: view } = await directory.call(operator, 'GET', providerOf(organisation));
      expect(view).toEqual({
        name,
        issuer: agency.issuer,
        clientId: agency.client.client_id,
        acrValues: ['https://refeds.org/profile/mfa'],
        callback: `${directory.url}/sign-in/providers/${organisation}/callback`,
        changedAt: expect.any(String),
      });
      expect(await directory.everythingStored()).not.toContain(agency.client.client_secret);
      const records = await directory.published((all) => all.some(({ key }) => key === organisation));
      expect(JSON.stringify(records)).not.toMatch(/sign-in|refeds|agency-\d|landbridge"/);
    });

    it('by an administrator or the operator, and not by a machine, a reader or another organisation', async () => {
      const [here, elsewhere] = [await withProvider(), await withProvider()];
      const administrator = (await signIn(await somebody(here, ['administrator']))).access_token;
      const reader = (await signIn(await somebody(here))).access_token;
      const { body: credential } = await directory.call(operator, 'POST', `/v1/organisations/${here.organisation}/credentials`);
      const machine = await directory.token(String(credential['clientId']), 'directory:write', String(credential['clientSecret']));
      const put = async (token: string, at: { organisation: string }) =>
        (await directory.call(token, 'PUT', providerOf(at.organisation), body({ name: newName() }))).status;
      expect([
        await put(administrator, here),
        await put(administrator, elsewhere),
        await put(reader, here),
        await put(machine, here),
      ]).toEqual([200, 403, 403, 403]);
      expect((await directory.call(reader, 'GET', providerOf(here.organisation))).status).toBe(403);
      expect((await directory.call(machine, 'DELETE', providerOf(here.organisation))).status).toBe(403);
    });

    it('again without the secret, as long as issuer and client stay', async () => {
      const { organisation } = await withProvider();
      const put = (over: Record<string, unknown>) =>
        directory.call(operator, 'PUT', providerOf(organisation), body({ clientSecret: undefined, ...over }));
      expect((await put({ acrValues: ['two'] })).status).toBe(200);
      expect(await put({ clientId: 'another' })).toMatchObject({
        status: 422,
        body: { type: expect.stringContaining('client-secret-needed') },
      });
      const person = await somebody({ organisation, name: String((await put({ acrValues: ['two'] })).body['name']) });
      expect((await me(await signIn(person))).status).toBe(200);
    });

    it.each<[string, () => Record<string, unknown>, number, string]>([
      ['an address inside', () => ({ issuer: 'https://10.0.0.1' }), 422, 'public internet'],
      ['loopback that is not allowed', () => ({ issuer: 'https://127.0.0.2' }), 422, 'public internet'],
      ['plain HTTP', () => ({ issuer: 'http://8.8.8.8' }), 422, 'https://'],
      ['nobody there', () => ({ issuer: 'http://127.0.0.1:9' }), 422, 'does not answer'],
      ['a path where there is no metadata', () => ({ issuer: `${agency.issuer}/elsewhere` }), 422, 'does not answer'],
      ['an issuer that is spelt in another way', () => ({ issuer: `${agency.issuer}/` }), 422, 'exactly as'],
      ['an issuer with a query', () => ({ issuer: `${agency.issuer}?x=1` }), 400, ''],
      ['an issuer with a place for tenants', () => ({ issuer: `${agency.issuer}/{tenantid}` }), 400, ''],
      ['no secret', () => ({ clientSecret: undefined }), 422, 'clientSecret'],
      ['a name with blanks', () => ({ name: 'a b' }), 400, ''],
    ])('not with %s', async (_title, over, status, why) => {
      const organisation = await register();
      const answer = await directory.call(operator, 'PUT', providerOf(organisation), body(over()));
      expect(answer.status).toBe(status);
      expect(String(answer.body['detail'])).toContain(why);
      expect(JSON.stringify(answer.body)).not.toContain(agency.client.client_secret);
      expect((await directory.call(operator, 'GET', providerOf(organisation))).status).toBe(404);
    });

    it('under a name that nobody else has', async () => {
      const { name } = await withProvider();
      const taken = await directory.call(operator, 'PUT', providerOf(await register()), body({ name }));
      expect(taken).toMatchObject({ status: 409, body: { type: expect.stringContaining('name-taken') } });
    });
  });

  describe('lets people join', () => {
    it('by an invitation, without a password here', async () => {
      const at = await withProvider();
      const { id, link, login } = await invite(at.organisation);
      expect((await newBrowser().open(link)).text).toContain('Join with your organisation’s account');
      const page = await join(link, { sub: newSubject(), amr: TWO_FACTORS });
      expect(page.text).toContain(at.name);
      expect(await viewOf(at.organisation, id)).toMatchObject({ status: 'active', signsInBy: 'provider' });
      expect((await newBrowser().open(link)).status).toBe(404);
      const browser = newBrowser();
      const { at: form } = await browser.follow(new Program(directory.url).authorizeUrl(SCOPE));
      expect((await browser.open(form, { login, password: PASSWORD, code: '000000' })).status).toBe(400);
    });

    it('not without a second factor, and then still with one', async () => {
      const { organisation } = await withProvider();
      const { link } = await invite(organisation);
      const sub = newSubject();
      const refused = await join(link, { sub, amr: ['pwd'] });
      expect(refused.status).toBe(400);
      expect(refused.text).toContain('second factor');
      expect((await join(link, { sub, amr: TWO_FACTORS })).status).toBe(200);
    });

    it('each by an account of their own', async () => {
      const person = await somebody(await withProvider());
      const [here, elsewhere] = [await invite(person.organisation), await invite((await withProvider()).organisation)];
      for (const { link } of [here, elsewhere]) {
        const page = await join(link, person.who);
        expect(page.status).toBe(400);
        expect(page.text).toContain('already');
      }
      expect(await viewOf(person.organisation, here.id)).toMatchObject({ status: 'invited', signsInBy: 'link' });
    });

    it('once by a link, however many come back at the same time', async () => {
      const { organisation } = await withProvider();
      const { link } = await invite(organisation);
      const pages = await Promise.all([1, 2, 3].map(() => join(link, { sub: newSubject(), amr: TWO_FACTORS })));
      expect(pages.filter(({ status }) => status === 200)).toHaveLength(1);
    });

    it('by a password all the same, where they have no account there', async () => {
      const { organisation } = await withProvider();
      const { id, link } = await invite(organisation);
      const { text } = await newBrowser().open(link);
      const form = { password: PASSWORD, again: PASSWORD, code: codeNow(offeredSecret(text)), factor: offeredFactor(text) };
      expect((await newBrowser().open(link, form)).status).toBe(200);
      expect(await viewOf(organisation, id)).toMatchObject({ signsInBy: 'password' });
    });

    it('from directory’s own page, and from nobody else’s', async () => {
      const { organisation } = await withProvider();
      const { link } = await invite(organisation);
      const post = async (site: string) =>
        (await fetch(`${link}/provider`, { method: 'POST', headers: { 'sec-fetch-site': site } })).status;
      expect([await post('cross-site'), await post('same-site'), await post('same-origin')]).toEqual([400, 400, 200]);
    });

    it('only where there is a provider', async () => {
      const { link } = await invite(await register());
      expect((await newBrowser().open(link)).text).not.toContain('organisation’s account');
      expect((await newBrowser().open(`${link}/provider`, {})).status).toBe(400);
    });
  });

  describe('lets people sign in', () => {
    it('with two factors, and gives their programs tokens', async () => {
      const person = await somebody(await withProvider(), ['analyst']);
      const browser = newBrowser();
      const tokens = await signIn(person, browser);
      expect(decodeJwt(tokens.access_token)).toMatchObject({ sub: person.id, organisation: person.organisation, client_id: 'cli' });
      expect((await me(tokens)).body).toMatchObject({ id: person.id, signsInBy: 'provider' });
      const { text } = await browser.follow(new Program(directory.url).authorizeUrl(SCOPE, { prompt: 'login' }));
      expect(text).toContain(`value="${person.name}"`);
      expect(await onRecord()).toMatch(new RegExp(`"person":"${person.id}"},"action":"signed-in",[^{}]*"details":{"by":"provider"}`));
    });

    it('by a class of authentication that the organisation has named', async () => {
      const at = await withProvider({ acrValues: ['urn:two'] });
      const { link } = await invite(at.organisation);
      const who = { sub: newSubject(), acr: 'urn:two' };
      expect((await join(link, who)).status).toBe(200);
      expect((await me(await signIn({ ...at, who }))).status).toBe(200);
      expect((await tryToSignIn(at.name, { ...who, acr: 'urn:one' })).text).toContain('second factor');
    });

    it('not with one factor, and says what to mend', async () => {
      const person = await somebody(await withProvider());
      for (const amr of [undefined, [], ['pwd'], ['otp']]) {
        const page = await tryToSignIn(person.name, { sub: person.who.sub, ...(amr && { amr }) });
        expect([page.status, page.text.includes('second factor')]).toEqual([400, true]);
      }
      expect(await onRecord()).toContain('"why":"one-factor"');
    });

    it('and tells unknown names, unknown people and people of other organisations nothing', async () => {
      const [here, elsewhere] = [await withProvider(), await withProvider()];
      const stranger = await somebody(elsewhere);
      const browser = newBrowser();
      const { at } = await browser.follow(new Program(directory.url).authorizeUrl(SCOPE));
      const unknown = await browser.open(`${at}/provider`, { provider: 'nobody-has-this-name' });
      const pages = [
        unknown,
        await tryToSignIn(here.name, { sub: newSubject(), amr: TWO_FACTORS }),
        await tryToSignIn(here.name, stranger.who),
      ];
      expect(pages.map(({ status }) => status)).toEqual([400, 400, 400]);
      expect(new Set(pages.map(({ text }) => text)).size).toBe(1);
    });

    const callbackFor = async (browser: Browser, name: string, who: AtTheAgency, edit: (url: URL) => void = () => undefined) => {
      agency.whoever = who;
      const asked = new URL(await leave(browser, name));
      edit(asked);
      let at = asked.href;
      while (!at.startsWith(directory.url)) at = new URL((await browser.open(at)).headers.get('location') ?? '', at).href;
      return new URL(at);
    };

    it('once by an answer', async () => {
      const person = await somebody(await withProvider());
      const browser = newBrowser();
      const callback = await callbackFor(browser, person.name, person.who);
      expect((await browser.open(callback.href)).status).toBe(303);
      expect((await browser.open(callback.href)).status).toBe(400);
    });

    it('in the browser that left', async () => {
      const person = await somebody(await withProvider());
      const browser = newBrowser();
      const callback = await callbackFor(browser, person.name, person.who);
      const other = newBrowser();
      await callbackFor(other, person.name, person.who);
      expect((await other.open(callback.href)).status).toBe(400);
      expect((await newBrowser().open(callback.href)).status).toBe(400);
      expect((await browser.open(callback.href)).status).toBe(303);
    });

    it.each<[string, (asked: URL) => void, (callback: URL) => void]>([
      ['another nonce', (asked) => asked.searchParams.set('nonce', 'x'.repeat(43)), () => undefined],
      ['another verifier', (asked) => asked.searchParams.set('code_challenge', 'x'.repeat(43)), () => undefined],
      ['another state', () => undefined, (callback) => callback.searchParams.set('state', 'x'.repeat(43))],
      ['two states', () => undefined, (callback) => callback.searchParams.append('state', 'x'.repeat(43))],
      ['another issuer', () => undefined, (callback) => callback.searchParams.set('iss', 'https://login.elsewhere.example')],
      ['no issuer, though the provider tells it always', () => undefined, (callback) => callback.searchParams.delete('iss')],
      ['another code', () => undefined, (callback) => callback.searchParams.set('code', 'x'.repeat(43))],
      ['an error', () => undefined, (callback) => callback.searchParams.set('error', 'access_denied')],
    ])('not with %s', async (_title, editQuestion, editAnswer) => {
      const person = await somebody(await withProvider());
      const browser = newBrowser();
      const callback = await callbackFor(browser, person.name, person.who, editQuestion);
      const state = callback.searchParams.get('state');
      editAnswer(callback);
      expect((await browser.open(callback.href)).status).toBe(400);
      if (callback.searchParams.getAll('state').join() === state)
        expect(await onRecord()).toMatch(new RegExp(`"owner":"${person.organisation}",[^{}]*"details":{"by":"provider","why":"answer"}`));
    });

    it('not by another organisation’s callback, nor after another client was set', async () => {
      const person = await somebody(await withProvider());
      const other = await withProvider();
      const browser = newBrowser();
      const callback = await callbackFor(browser, person.name, person.who);
      const mixed = new URL(callback.pathname.replace(person.organisation, other.organisation) + callback.search, callback);
      expect((await browser.open(mixed.href)).status).toBe(400);
      const late = await callbackFor(browser, person.name, person.who);
      const another = body({ name: person.name, clientId: 'another-client' });
      expect((await directory.call(operator, 'PUT', providerOf(person.organisation), another)).status).toBe(200);
      expect((await browser.open(late.href)).status).toBe(400);
    });

    it('not while the organisation is suspended, nor when they were removed', async () => {
      const person = await somebody(await withProvider());
      const set = (to: string) => directory.call(operator, 'PUT', `/v1/organisations/${person.organisation}/status`, { status: to });
      const browser = newBrowser();
      const callback = await callbackFor(browser, person.name, person.who);
      await set('suspended');
      expect((await browser.open(callback.href)).status).toBe(400);
      expect(await leave(newBrowser(), person.name)).toBe('');
      await set('active');
      expect((await me(await signIn(person))).status).toBe(200);
      await directory.call(operator, 'DELETE', person.path);
      expect((await tryToSignIn(person.name, person.who)).status).toBe(400);
    });

    it('not while their provider is down, and the page can be used again', async () => {
      const other = await Agency.start();
      const organisation = await register();
      const given = body({ issuer: other.issuer });
      const { body: view } = await directory.call(operator, 'PUT', providerOf(organisation), given);
      other.register(String(view['callback']));
      await other.stop();
      const browser = newBrowser();
      const { at } = await browser.follow(new Program(directory.url).authorizeUrl(SCOPE));
      const page = await browser.open(`${at}/provider`, { provider: given.name });
      expect([page.status, page.text.includes('did not let you in')]).toEqual([400, true]);
      expect((await browser.open(at)).status).toBe(200);
    });
  });

  describe('ends', () => {
    const isOut = async (person: { organisation: string; id: string; name: string; who: AtTheAgency }, tokens: Tokens) => {
      expect((await new Program(directory.url).refresh(tokens.refresh_token)).body).toMatchObject({ error: 'invalid_grant' });
      await until('the token counts no more', async () => (await me(tokens)).status === 401, EVERYWHERE_MS);
      expect(await viewOf(person.organisation, person.id)).toMatchObject({ signsInBy: 'nothing' });
    };

    it('with its removal, with all sessions that came by it, and a link lets in again', async () => {
      const at = await withProvider();
      const person = await somebody(at);
      const tokens = await signIn(person);
      expect((await directory.call(operator, 'DELETE', providerOf(at.organisation))).status).toBe(204);
      await isOut(person, tokens);
      expect((await directory.call(operator, 'DELETE', providerOf(at.organisation))).status).toBe(404);
      expect(await leave(newBrowser(), at.name)).toBe('');
      await directory.call(operator, 'PUT', providerOf(at.organisation), body({ name: newName() }));
      expect(await onRecord()).toContain('sign-in-provider.removed');
    });

    it('for those who came by another issuer', async () => {
      const other = await Agency.start();
      const at = await withProvider();
      const person = await somebody(at);
      const tokens = await signIn(person);
      await directory.call(operator, 'PUT', providerOf(at.organisation), body({ name: at.name, issuer: other.issuer }));
      await isOut(person, tokens);
      await other.stop();
    });

    it('for one person with a new link, by which the same account is taken again', async () => {
      const person = await somebody(await withProvider());
      const tokens = await signIn(person);
      const { body: renewed } = await directory.call(operator, 'POST', `${person.path}/link`);
      expect(renewed).toMatchObject({ signsInBy: 'link' });
      await until('the token counts no more', async () => (await me(tokens)).status === 401, EVERYWHERE_MS);
      expect((await tryToSignIn(person.name, person.who)).status).toBe(400);
      expect((await join(String(renewed['link']), person.who)).status).toBe(200);
      expect((await me(await signIn(person))).status).toBe(200);
    });
  });
});
