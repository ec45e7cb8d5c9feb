import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt } from 'jose';
import { MOST_BEGUN_IN_A_MINUTE } from '../src/openid/openid-host.ts';
import { stepAt } from '../src/people/totp.ts';
import { type Browser, type Factors, Program, signIn, signInOn } from './browser.ts';
import { CONSOLE } from './directory.ts';
import { ALL_SCOPES, PASSWORD, PeopleNetwork } from './people-network.ts';

describe('people', () => {
  let network: PeopleNetwork;
  beforeAll(async () => {
    network = await PeopleNetwork.start();
  });
  afterAll(() => network.stop());

  const me = (token: string) => network.directory.call(token, 'GET', '/v1/people/me');

  describe('signing in', () => {
    it('gives a program a token that says who acts for whom, with what the roles allow', async () => {
      const person = await network.somebody(['analyst']);
      const tokens = await signIn(network.directory.url, network.newBrowser(), person, ALL_SCOPES);
      const claims = decodeJwt(tokens.access_token);
      expect(claims).toMatchObject({ sub: person.id, organisation: person.organisation, client_id: 'cli', sid: expect.any(String) });
      expect(claims['scope']).toBe('reports:read trends:read modus-operandi:write subscriptions directory:read');
      expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(600);
      expect((await me(tokens.access_token)).body).toMatchObject({ id: person.id, organisation: person.organisation, roles: ['analyst'] });
      expect((await network.directory.call(tokens.access_token, 'POST', '/v1/organisations', {})).status).toBe(403);
    });

    it('asks nobody twice in one browser, but a program on the machine is confirmed each time', async () => {
      const person = await network.somebody(['reader']);
      const browser = network.newBrowser();
      await signIn(network.directory.url, browser, person, 'directory:read');
      const page = await browser.follow(new Program(network.directory.url).authorizeUrl('directory:read'));
      expect(page.text).not.toContain('name="password"');
      expect(page.text).toContain('/consent');
      expect((await browser.follow(new Program(network.directory.url).authorizeUrl('directory:read', { prompt: 'none' }))).at).toContain(
        'error=interaction_required',
      );
    });

    it('leads from the console and back without another question, and answers its page alone', async () => {
      const person = await network.somebody(['reader']);
      const browser = network.newBrowser();
      const program = new Program(network.directory.url, 'console', CONSOLE);
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
        const answer = await fetch(`${network.directory.url}/oidc/token`, { method: 'POST', headers: { origin }, body: form });
        return answer.headers.get('access-control-allow-origin');
      };
      expect([await allowed(new URL(CONSOLE).origin), await allowed('https://elsewhere.example')]).toEqual([new URL(CONSOLE).origin, null]);
    });

    it('shows pages with nothing from elsewhere and no script, in nobody’s frame', async () => {
      const page = await network.newBrowser().follow(new Program(network.directory.url).authorizeUrl('directory:read'));
      expect(page.headers.get('content-security-policy')).toBe(
        "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self' http://127.0.0.1:4711",
      );
      expect(page.headers.get('referrer-policy')).toBe('no-referrer');
      expect(page.headers.get('cache-control')).toBe('no-store');
      expect(page.text).not.toMatch(/<script|style="|onload|https?:\/\/(?!127\.0\.0\.1)/i);
      expect((await network.newBrowser().open('/sign-in/style.css')).headers.get('content-type')).toContain('text/css');
    });

    it('happens in the browser that began it, and nowhere else', async () => {
      const person = await network.somebody(['reader']);
      const { at } = await network.newBrowser().follow(new Program(network.directory.url).authorizeUrl('directory:read'));
      expect((await network.newBrowser().open(at)).status).toBe(400);
      const elsewhere = await signInOn(network.newBrowser(), at, person);
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
      const page = await network.newBrowser().follow(new Program(network.directory.url).authorizeUrl('directory:read', over));
      expect(page.text).not.toContain('name="password"');
      expect(`${page.status} ${page.at}`).toMatch(/^400 |error=/);
    });

    it('gives a code to its own program only, once', async () => {
      const person = await network.somebody(['reader']);
      const browser = network.newBrowser();
      const program = new Program(network.directory.url);
      const { at } = await browser.follow(program.authorizeUrl('directory:read'));
      const { at: consent } = await browser.follow((await signInOn(browser, at, person)).headers.get('location')!);
      const { headers } = await browser.open(`${consent}/consent`, {});
      const code = new URL((await browser.follow(headers.get('location')!)).at).searchParams.get('code')!;
      expect((await new Program(network.directory.url).exchange(code)).body).toMatchObject({ error: 'invalid_grant' });
      expect((await program.exchange(code, { code_verifier: 'x'.repeat(43) })).body).toMatchObject({ error: 'invalid_grant' });
      const { status, body } = await program.exchange(code);
      expect(status).toBe(200);
      // whoever sends it again may have stolen it: all that came from it ends
      expect((await program.exchange(code)).body).toMatchObject({ error: 'invalid_grant' });
      expect((await program.refresh(body.refresh_token)).body).toMatchObject({ error: 'invalid_grant' });
    });

    it('keeps nothing in its store that lets anybody in', async () => {
      const person = await network.somebody(['reader']);
      const tokens = await signIn(network.directory.url, network.newBrowser(), person, 'directory:read');
      const lying = await network.directory.everythingStored();
      expect(lying).toContain(person.id);
      for (const secret of [tokens.refresh_token, tokens.access_token, PASSWORD, person.secret.toString('base64'), person.recovery[0]!])
        expect(lying).not.toContain(secret);
    });
  });

  describe('a second factor', () => {
    it('counts once, also when it is tried twice at the same time', async () => {
      const person = await network.somebody(['reader']);
      const step = stepAt(new Date());
      const attempts = await Promise.all(
        [1, 2, 3].map(async () => {
          const browser = network.newBrowser();
          const { at } = await browser.follow(new Program(network.directory.url).authorizeUrl('directory:read'));
          return signInOn(browser, at, person, step);
        }),
      );
      expect(attempts.map(({ status }) => status).sort()).toEqual([303, 400, 400]);
    });

    it('may be a recovery code, once', async () => {
      const person = await network.somebody(['reader']);
      const [code = ''] = person.recovery;
      const attempt = async () => {
        const browser = network.newBrowser();
        const { at } = await browser.follow(new Program(network.directory.url).authorizeUrl('directory:read'));
        return (await browser.open(at, { login: person.login, password: PASSWORD, code: code.toLowerCase() })).status;
      };
      expect([await attempt(), await attempt()]).toEqual([303, 400]);
    });
  });

  describe('trying out', () => {
    const attempt = async (browser: Browser, factors: Factors) => {
      const { at } = await browser.follow(new Program(network.directory.url).authorizeUrl('directory:read'));
      const { status, text } = await signInOn(browser, at, factors);
      return { status, text: text.replaceAll(new URL(at).pathname, '') };
    };

    it('tells nothing about who is known: same words, same waiting', async () => {
      const person = await network.somebody(['reader']);
      const known = { ...person, password: 'not the password' };
      const unknown = { ...known, login: 'nobody@example.org' };
      const seen = { known: [] as unknown[], unknown: [] as unknown[] };
      for (let i = 0; i < 7; i += 1) {
        seen.known.push(await attempt(network.newBrowser(), known));
        seen.unknown.push(await attempt(network.newBrowser(), unknown));
      }
      expect(seen.known).toEqual(seen.unknown);
      // by now it must wait, with the right password too
      expect(await attempt(network.newBrowser(), person)).toEqual(seen.known[0]);
    });

    it('makes the name’s owner wait elsewhere, and not in the browser that was signed in by before', async () => {
      const person = await network.somebody(['reader']);
      const browser = network.newBrowser();
      await signIn(network.directory.url, browser, person, 'directory:read');
      for (let i = 0; i < 6; i += 1) await attempt(network.newBrowser(`198.51.100.${i}`), { ...person, password: 'not the password' });
      const next = stepAt(new Date()) + 1;
      const again = async (by: Browser) => {
        const { at } = await by.follow(new Program(network.directory.url).authorizeUrl('directory:read', { prompt: 'login' }));
        return (await signInOn(by, at, person, next)).status;
      };
      expect([await again(network.newBrowser()), await again(browser)]).toEqual([400, 303]);
    });

    it('begins so many sign-ins in a minute from one address and no more', async () => {
      const [here, elsewhere] = [network.newBrowser('203.0.113.7'), network.newBrowser('203.0.113.8')];
      const begin = async (browser: Browser) =>
        (await browser.open(new Program(network.directory.url).authorizeUrl('directory:read'))).status;
      let status = await begin(here);
      for (let i = 0; i < 2 * MOST_BEGUN_IN_A_MINUTE && status === 303; i += 1) status = await begin(here);
      expect(status).toBe(429);
      expect(await begin(elsewhere)).toBe(303);
    });

    it('of many at once is no better than one by one', async () => {
      const person = await network.somebody(['reader']);
      await Promise.all(Array.from({ length: 12 }, () => attempt(network.newBrowser(), { ...person, password: 'not the password' })));
      expect((await attempt(network.newBrowser(), person)).status).toBe(400);
    });
  });
});
