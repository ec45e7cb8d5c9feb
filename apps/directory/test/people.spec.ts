import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt } from 'jose';
import { BY_INVITER } from '../src/attempts/attempts.ts';
import { MOST_BEGUN } from '../src/openid/sign-ins-begun.ts';
import { stepAt } from '../src/people/totp.ts';
import { Browser, codeNow, type Factors, offeredFactor, offeredSecret, Program, signIn, signInOn } from './browser.ts';
import { CONSOLE, TestDirectory } from './directory.ts';

const PASSWORD = 'correct horse battery staple';
const ALL = 'reports:read reports:write trends:read subscriptions directory:read directory:write audit:read operator';

describe('people', () => {
  let directory: TestDirectory;
  let operator: string;
  const browsers: Browser[] = [];
  const newBrowser = (address?: string) => {
    const browser = new Browser(directory.url, address);
    browsers.push(browser);
    return browser;
  };

  beforeAll(async () => {
    directory = await TestDirectory.start();
    operator = await directory.token('operator', 'operator');
  });
  afterAll(async () => {
    await Promise.all(browsers.map((browser) => browser.stop()));
    await directory.stop();
  });

  async function register(): Promise<string> {
    const body = { name: 'Shelter', kind: 'ngo', country: 'SE', regime: 'gdpr' };
    return String((await directory.call(operator, 'POST', '/v1/organisations', body)).body['id']);
  }

  let count = 0;
  async function invite(organisation: string, roles: string[], token = operator) {
    const login = `Somebody.${(count += 1)}@example.org`;
    const answer = await directory.call(token, 'POST', `/v1/organisations/${organisation}/people`, { name: 'Ana Popescu', login, roles });
    return { ...answer, id: String(answer.body['id']), link: String(answer.body['link']), login: login.toLowerCase() };
  }

  /** Somebody who has come by a link; the code of the present step was used for it. */
  async function join(link: string, login: string): Promise<Factors & { recovery: string[] }> {
    const browser = newBrowser();
    const { text } = await browser.open(link);
    const secret = offeredSecret(text);
    const page = await browser.open(link, { password: PASSWORD, again: PASSWORD, code: codeNow(secret, -1), factor: offeredFactor(text) });
    expect(page.status).toBe(200);
    return {
      login,
      password: PASSWORD,
      secret,
      recovery: [...page.text.matchAll(/<code>([A-Z2-7-]{19})<\/code>/g)].map(([, code]) => code!),
    };
  }

  async function somebody(roles: string[], organisation?: string) {
    const at = organisation ?? (await register());
    const { id, link, login } = await invite(at, roles);
    return { organisation: at, id, ...(await join(link, login)) };
  }

  const me = (token: string) => directory.call(token, 'GET', '/v1/people/me');
  const stored = async (id: string) => {
    const { body } = await directory.call(await directory.token('ingestion', 'service'), 'GET', '/v1/policy/state?after=0');
    const records = body['records'] as { state: { id: string; people: unknown; revokedCredentials: string[] } }[];
    return records.find(({ state }) => state.id === id)!.state;
  };

  describe('an invitation', () => {
    it('lets somebody in once, by a password and a second factor that are chosen there', async () => {
      const organisation = await register();
      const { status, headers, id, link, login } = await invite(organisation, ['analyst']);
      expect(status).toBe(201);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(await stored(organisation)).toMatchObject({ people: [] });
      const { recovery } = await join(link, login);
      expect(recovery).toHaveLength(10);
      expect(await stored(organisation)).toMatchObject({ people: [{ id, roles: ['analyst'] }] });
      expect((await newBrowser().open(link)).status).toBe(404);
      expect((await newBrowser().open(link, { password: PASSWORD, again: PASSWORD, code: '000000', factor: 'x' })).status).toBe(404);
    });

    it('is used once, however many use it at the same time', async () => {
      const { link } = await invite(await register(), ['reader']);
      const { text } = await newBrowser().open(link);
      const secret = offeredSecret(text);
      const form = { password: PASSWORD, again: PASSWORD, code: codeNow(secret), factor: offeredFactor(text) };
      const pages = await Promise.all(Array.from({ length: 5 }, () => newBrowser().open(link, form)));
      expect(pages.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(1);
    });

    it.each([
      ['a weak password', { password: 'short', again: 'short' }, 'characters at least'],
      ['two passwords', { again: 'correct horse battery stapler' }, 'differ'],
      ['a wrong code', { code: '000000' }, 'authenticator'],
    ])('takes no %s, and can be tried again', async (_title, over, why) => {
      const { link, login } = await invite(await register(), ['reader']);
      const { text } = await newBrowser().open(link);
      const secret = offeredSecret(text);
      const refused = await newBrowser().open(link, {
        password: PASSWORD,
        again: PASSWORD,
        code: codeNow(secret),
        factor: offeredFactor(text),
        ...over,
      });
      expect(refused.status).toBe(400);
      expect(refused.text).toContain(why);
      await join(link, login);
    });

    it('says when it was opened before, and offers who opens it another second factor than was seen then', async () => {
      const { link, login } = await invite(await register(), ['reader']);
      const first = (await newBrowser().open(link)).text;
      expect(first).not.toContain('opened before');
      const second = await newBrowser().open(link);
      expect(second.text).toMatch(/opened before, first at \d{4}-\d\d-\d\d \d\d:\d\d UTC/);
      const form = { password: PASSWORD, again: PASSWORD, factor: offeredFactor(second.text) };
      expect((await newBrowser().open(link, { ...form, code: codeNow(offeredSecret(first)) })).status).toBe(400);
      await join(link, login);
    });

    it('tells no service a name', async () => {
      const { organisation } = await somebody(['reader']);
      const records = await directory.published((all) =>
        all.some(({ key, state }) => key === organisation && (state['people'] as unknown[]).length === 1),
      );
      expect(JSON.stringify(records)).not.toMatch(/Popescu|example\.org/i);
    });

    it('is an administrator’s or the operator’s to make, not a machine’s or anybody else’s', async () => {
      const administrator = await somebody(['administrator']);
      const reader = await somebody(['reader'], administrator.organisation);
      const tokens = await signIn(directory.url, newBrowser(), administrator, ALL);
      expect((await invite(administrator.organisation, ['analyst'], tokens.access_token)).status).toBe(201);
      expect((await invite(await register(), ['analyst'], tokens.access_token)).status).toBe(403);
      const readers = await signIn(directory.url, newBrowser(), reader, ALL);
      expect((await invite(administrator.organisation, ['analyst'], readers.access_token)).status).toBe(403);
      const { body } = await directory.call(operator, 'POST', `/v1/organisations/${administrator.organisation}/credentials`);
      const machine = await directory.token(String(body['clientId']), 'directory:write', String(body['clientSecret']));
      expect((await invite(administrator.organisation, ['administrator'], machine)).status).toBe(403);
    });

    it.each([
      ['no name', { name: '' }],
      ['no role', { roles: [] }],
      ['a role that is none', { roles: ['operator'] }],
      ['a sign-in name with spaces', { login: 'ana popescu' }],
      ['an operator of the store', { login: { $gt: '' } }],
      ['a status', { status: 'active' }],
    ])('has not %s', async (_title, over) => {
      const body = { name: 'Ana', login: 'ana@example.org', roles: ['reader'], ...over };
      expect((await directory.call(operator, 'POST', `/v1/organisations/${await register()}/people`, body)).status).toBe(400);
    });

    it('takes no sign-in name twice', async () => {
      const { organisation, login } = await somebody(['reader']);
      const body = { name: 'Ana', login: login.toUpperCase(), roles: ['reader'] };
      expect(await directory.call(operator, 'POST', `/v1/organisations/${organisation}/people`, body)).toMatchObject({
        status: 409,
        body: { type: expect.stringContaining('login-taken') },
      });
    });
  });

  it('tells an organisation of so many taken names and no more, and invites for others all the same', async () => {
    const { login } = await somebody(['reader']);
    const [here, elsewhere] = [await register(), await register()];
    const ask = async (organisation: string, name: string) =>
      (await directory.call(operator, 'POST', `/v1/organisations/${organisation}/people`, { name: 'Ana', login: name, roles: ['reader'] }))
        .status;
    for (let i = 0; i < BY_INVITER.free; i += 1) expect(await ask(here, login)).toBe(409);
    expect([await ask(here, login), await ask(here, 'free-name@example.org'), await ask(elsewhere, login)]).toEqual([429, 429, 409]);
  });

  describe('signing in', () => {
    it('gives a program a token that says who acts for whom, with what the roles allow', async () => {
      const person = await somebody(['analyst']);
      const tokens = await signIn(directory.url, newBrowser(), person, ALL);
      const claims = decodeJwt(tokens.access_token);
      expect(claims).toMatchObject({ sub: person.id, organisation: person.organisation, client_id: 'cli', sid: expect.any(String) });
      expect(claims['scope']).toBe('reports:read trends:read subscriptions directory:read');
      expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(600);
      expect((await me(tokens.access_token)).body).toMatchObject({ id: person.id, organisation: person.organisation, roles: ['analyst'] });
      expect((await directory.call(tokens.access_token, 'POST', '/v1/organisations', {})).status).toBe(403);
    });

    it('asks nobody twice in one browser, but a program on the machine is confirmed each time', async () => {
      const person = await somebody(['reader']);
      const browser = newBrowser();
      await signIn(directory.url, browser, person, 'directory:read');
      const page = await browser.follow(new Program(directory.url).authorizeUrl('directory:read'));
      expect(page.text).not.toContain('name="password"');
      expect(page.text).toContain('/consent');
      expect((await browser.follow(new Program(directory.url).authorizeUrl('directory:read', { prompt: 'none' }))).at).toContain(
        'error=interaction_required',
      );
    });

    it('leads from the console and back without another question, and answers its page alone', async () => {
      const person = await somebody(['reader']);
      const browser = newBrowser();
      const program = new Program(directory.url, 'console', CONSOLE);
      const { at } = await browser.follow(program.authorizeUrl('directory:read'));
      const back = await browser.follow((await signInOn(browser, at, person)).headers.get('location')!);
      expect(new URL(back.at).origin).toBe(new URL(CONSOLE).origin);
      expect(new URL(back.at).searchParams.get('state')).toBe('a-state');
      const { body } = await program.exchange(new URL(back.at).searchParams.get('code')!);
      expect(decodeJwt(body.access_token)).toMatchObject({ sub: person.id, client_id: 'console' });
      const { at: again } = await browser.follow(program.authorizeUrl('directory:read', { prompt: 'none' }));
      expect(new URL(again).searchParams.get('code')).toEqual(expect.any(String));
      const allowed = async (origin: string) => {
        const form = new URLSearchParams({ client_id: 'console', grant_type: 'refresh_token', refresh_token: 'x' });
        const answer = await fetch(`${directory.url}/oidc/token`, { method: 'POST', headers: { origin }, body: form });
        return answer.headers.get('access-control-allow-origin');
      };
      expect([await allowed(new URL(CONSOLE).origin), await allowed('https://elsewhere.example')]).toEqual([new URL(CONSOLE).origin, null]);
    });

    it('shows pages with nothing from elsewhere and no script, in nobody’s frame', async () => {
      const page = await newBrowser().follow(new Program(directory.url).authorizeUrl('directory:read'));
      expect(page.headers.get('content-security-policy')).toBe(
        "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self' http://127.0.0.1:4711",
      );
      expect(page.headers.get('referrer-policy')).toBe('no-referrer');
      expect(page.headers.get('cache-control')).toBe('no-store');
      expect(page.text).not.toMatch(/<script|style="|onload|https?:\/\/(?!127\.0\.0\.1)/i);
      expect((await newBrowser().open('/sign-in/style.css')).headers.get('content-type')).toContain('text/css');
    });

    it('happens in the browser that began it, and nowhere else', async () => {
      const person = await somebody(['reader']);
      const { at } = await newBrowser().follow(new Program(directory.url).authorizeUrl('directory:read'));
      expect((await newBrowser().open(at)).status).toBe(400);
      const elsewhere = await signInOn(newBrowser(), at, person);
      expect(elsewhere.status).toBe(400);
      expect(elsewhere.text).toContain('over');
    });

    it.each<[string, Record<string, string>]>([
      ['no PKCE', { code_challenge: '' }],
      ['a plain PKCE', { code_challenge_method: 'plain' }],
      ['another address to come back to', { redirect_uri: 'https://elsewhere.example/callback' }],
      ['a loopback address of another path', { redirect_uri: 'http://127.0.0.1:4711/elsewhere' }],
      ['a client that is a machine', { client_id: 'operator' }],
      ['a client that is none', { client_id: 'nobody' }],
      ['tokens in the address', { response_type: 'token' }],
      ['another audience', { resource: 'https://elsewhere.example' }],
    ])('is not begun with %s', async (_title, over) => {
      const page = await newBrowser().follow(new Program(directory.url).authorizeUrl('directory:read', over));
      expect(page.text).not.toContain('name="password"');
      expect(`${page.status} ${page.at}`).toMatch(/^400 |error=/);
    });

    it('gives a code to its own program only, once', async () => {
      const person = await somebody(['reader']);
      const browser = newBrowser();
      const program = new Program(directory.url);
      const { at } = await browser.follow(program.authorizeUrl('directory:read'));
      const { at: consent } = await browser.follow((await signInOn(browser, at, person)).headers.get('location')!);
      const { headers } = await browser.open(`${consent}/consent`, {});
      const code = new URL((await browser.follow(headers.get('location')!)).at).searchParams.get('code')!;
      expect((await new Program(directory.url).exchange(code)).body).toMatchObject({ error: 'invalid_grant' });
      expect((await program.exchange(code, { code_verifier: 'x'.repeat(43) })).body).toMatchObject({ error: 'invalid_grant' });
      const { status, body } = await program.exchange(code);
      expect(status).toBe(200);
      // whoever sends it again may have stolen it: all that came from it ends
      expect((await program.exchange(code)).body).toMatchObject({ error: 'invalid_grant' });
      expect((await program.refresh(body.refresh_token)).body).toMatchObject({ error: 'invalid_grant' });
    });

    it('keeps nothing in its store that lets anybody in', async () => {
      const person = await somebody(['reader']);
      const tokens = await signIn(directory.url, newBrowser(), person, 'directory:read');
      const lying = await directory.everythingStored();
      expect(lying).toContain(person.id);
      for (const secret of [tokens.refresh_token, tokens.access_token, PASSWORD, person.secret.toString('base64'), person.recovery[0]!])
        expect(lying).not.toContain(secret);
    });
  });

  describe('a second factor', () => {
    it('counts once, also when it is tried twice at the same time', async () => {
      const person = await somebody(['reader']);
      const step = stepAt(new Date());
      const attempts = await Promise.all(
        [1, 2, 3].map(async () => {
          const browser = newBrowser();
          const { at } = await browser.follow(new Program(directory.url).authorizeUrl('directory:read'));
          return signInOn(browser, at, person, step);
        }),
      );
      expect(attempts.map(({ status }) => status).sort()).toEqual([303, 400, 400]);
    });

    it('may be a recovery code, once', async () => {
      const person = await somebody(['reader']);
      const [code = ''] = person.recovery;
      const attempt = async () => {
        const browser = newBrowser();
        const { at } = await browser.follow(new Program(directory.url).authorizeUrl('directory:read'));
        return (await browser.open(at, { login: person.login, password: PASSWORD, code: code.toLowerCase() })).status;
      };
      expect([await attempt(), await attempt()]).toEqual([303, 400]);
    });
  });

  describe('trying out', () => {
    const attempt = async (browser: Browser, factors: Factors) => {
      const { at } = await browser.follow(new Program(directory.url).authorizeUrl('directory:read'));
      const { status, text } = await signInOn(browser, at, factors);
      return { status, text: text.replaceAll(new URL(at).pathname, '') };
    };

    it('tells nothing about who is known: same words, same waiting', async () => {
      const person = await somebody(['reader']);
      const known = { ...person, password: 'not the password' };
      const unknown = { ...known, login: 'nobody@example.org' };
      const seen = { known: [] as unknown[], unknown: [] as unknown[] };
      for (let i = 0; i < 7; i += 1) {
        seen.known.push(await attempt(newBrowser(), known));
        seen.unknown.push(await attempt(newBrowser(), unknown));
      }
      expect(seen.known).toEqual(seen.unknown);
      // by now it must wait, with the right password too
      expect(await attempt(newBrowser(), person)).toEqual(seen.known[0]);
    });

    it('makes the name’s owner wait elsewhere, and not in the browser that was signed in by before', async () => {
      const person = await somebody(['reader']);
      const browser = newBrowser();
      await signIn(directory.url, browser, person, 'directory:read');
      for (let i = 0; i < 6; i += 1) await attempt(newBrowser(`198.51.100.${i}`), { ...person, password: 'not the password' });
      const next = stepAt(new Date()) + 1;
      const again = async (by: Browser) => {
        const { at } = await by.follow(new Program(directory.url).authorizeUrl('directory:read', { prompt: 'login' }));
        return (await signInOn(by, at, person, next)).status;
      };
      expect([await again(newBrowser()), await again(browser)]).toEqual([400, 303]);
    });

    it('begins so many sign-ins in a minute from one address and no more', async () => {
      const [here, elsewhere] = [newBrowser('203.0.113.7'), newBrowser('203.0.113.8')];
      const begin = async (browser: Browser) => (await browser.open(new Program(directory.url).authorizeUrl('directory:read'))).status;
      let status = await begin(here);
      for (let i = 0; i < 2 * MOST_BEGUN && status === 303; i += 1) status = await begin(here);
      expect(status).toBe(429);
      expect(await begin(elsewhere)).toBe(303);
    });

    it('of many at once is no better than one by one', async () => {
      const person = await somebody(['reader']);
      await Promise.all(Array.from({ length: 12 }, () => attempt(newBrowser(), { ...person, password: 'not the password' })));
      expect((await attempt(newBrowser(), person)).status).toBe(400);
    });
  });
});
