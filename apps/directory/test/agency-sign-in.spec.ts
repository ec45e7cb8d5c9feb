import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt, decodeProtectedHeader, type JWTPayload, SignJWT } from 'jose';
import { Agency } from './agency.ts';
import { AgencyNetwork, providerOf, SCOPE, TWO_FACTORS } from './agency-network.ts';
import { codeNow, offeredFactor, offeredSecret } from './browser.ts';
import { until } from './directory.ts';

const PASSWORD = 'correct horse battery staple';
/** What becomes of an organisation holds everywhere after so long. */
const EVERYWHERE_MS = 5_000;

describe('an account of an organisation’s own provider', () => {
  let network: AgencyNetwork;
  beforeAll(async () => void (network = await AgencyNetwork.start()));
  afterAll(() => network.stop());

  const onRecord = () => network.directory.everythingStored();

  describe('lets people join', () => {
    it('by an invitation, without a password here', async () => {
      const at = await network.withProvider();
      const { id, link, login } = await network.invite(at.organisation);
      expect((await network.newBrowser().open(link)).text).toContain('Join with your organisation’s account');
      const page = await network.join(link, { sub: network.newSubject(), amr: TWO_FACTORS });
      expect(page.text).toContain(at.name);
      expect(await network.viewOf(at, id)).toMatchObject({ status: 'active', signsInBy: 'provider' });
      expect((await network.newBrowser().open(link)).status).toBe(404);
      const browser = network.newBrowser();
      const { at: form } = await browser.follow(network.newProgram().authorizeUrl(SCOPE));
      expect((await browser.open(form, { login, password: PASSWORD, code: '000000' })).status).toBe(400);
    });

    it('not without a second factor, and then still with one', async () => {
      const { organisation } = await network.withProvider();
      const { link } = await network.invite(organisation);
      const sub = network.newSubject();
      const refused = await network.join(link, { sub, amr: ['pwd'] });
      expect(refused.status).toBe(400);
      expect(refused.text).toContain('second factor');
      expect((await network.join(link, { sub, amr: TWO_FACTORS })).status).toBe(200);
    });

    it('each by an account of their own', async () => {
      const person = await network.officer(await network.withProvider());
      const [here, elsewhere] = [
        await network.invite(person.organisation),
        await network.invite((await network.withProvider()).organisation),
      ];
      for (const { link } of [here, elsewhere]) {
        const page = await network.join(link, person.who);
        expect(page.status).toBe(400);
        expect(page.text).toContain('already');
      }
      expect(await network.viewOf(person, here.id)).toMatchObject({ status: 'invited', signsInBy: 'link' });
    });

    it('once by a link, however many come back at the same time', async () => {
      const { organisation } = await network.withProvider();
      const { link } = await network.invite(organisation);
      const pages = await Promise.all([1, 2, 3].map(() => network.join(link, { sub: network.newSubject(), amr: TWO_FACTORS })));
      expect(pages.filter(({ status }) => status === 200)).toHaveLength(1);
    });

    it('by a password all the same, where they have no account there', async () => {
      const { organisation } = await network.withProvider();
      const { id, link } = await network.invite(organisation);
      const { text } = await network.newBrowser().open(link);
      const form = { password: PASSWORD, again: PASSWORD, code: codeNow(offeredSecret(text)), factor: offeredFactor(text) };
      expect((await network.newBrowser().open(link, form)).status).toBe(200);
      expect(await network.viewOf({ organisation }, id)).toMatchObject({ signsInBy: 'password' });
    });

    it('from directory’s own page, and from nobody else’s', async () => {
      const { organisation } = await network.withProvider();
      const { link } = await network.invite(organisation);
      const post = async (site: string) =>
        (await fetch(`${link}/provider`, { method: 'POST', headers: { 'sec-fetch-site': site } })).status;
      expect([await post('cross-site'), await post('same-site'), await post('same-origin')]).toEqual([400, 400, 200]);
    });

    it('only where there is a provider', async () => {
      const { link } = await network.invite(await network.register());
      expect((await network.newBrowser().open(link)).text).not.toContain('organisation’s account');
      expect((await network.newBrowser().open(`${link}/provider`, {})).status).toBe(400);
    });
  });

  describe('lets people sign in', () => {
    it('with two factors, and gives their programs tokens', async () => {
      const person = await network.officer(await network.withProvider(), ['analyst']);
      const browser = network.newBrowser();
      const tokens = await network.signIn(person, browser);
      expect(decodeJwt(tokens.access_token)).toMatchObject({ sub: person.id, organisation: person.organisation, client_id: 'cli' });
      expect((await network.me(tokens)).body).toMatchObject({ id: person.id, signsInBy: 'provider' });
      const { text } = await browser.follow(network.newProgram().authorizeUrl(SCOPE, { prompt: 'login' }));
      expect(text).toContain(`value="${person.name}"`);
      expect(await onRecord()).toMatch(new RegExp(`"person":"${person.id}"},"action":"signed-in",[^{}]*"details":{"by":"provider"}`));
    });

    it('by a class of authentication that the organisation has named', async () => {
      const at = await network.withProvider({ acrValues: ['urn:two'] });
      const { link } = await network.invite(at.organisation);
      const who = { sub: network.newSubject(), acr: 'urn:two' };
      expect((await network.join(link, who)).status).toBe(200);
      expect((await network.me(await network.signIn({ ...at, who }))).status).toBe(200);
      expect((await network.tryToSignIn(at.name, { ...who, acr: 'urn:one' })).text).toContain('second factor');
    });

    it('not with one factor, and says what to mend', async () => {
      const person = await network.officer(await network.withProvider());
      for (const amr of [undefined, [], ['pwd'], ['otp']]) {
        const page = await network.tryToSignIn(person.name, { sub: person.who.sub, ...(amr && { amr }) });
        expect([page.status, page.text.includes('second factor')]).toEqual([400, true]);
      }
      expect(await onRecord()).toContain('"why":"one-factor"');
    });

    it('and tells unknown names, unknown people and people of other organisations nothing', async () => {
      const [here, elsewhere] = [await network.withProvider(), await network.withProvider()];
      const stranger = await network.officer(elsewhere);
      const browser = network.newBrowser();
      const { at } = await browser.follow(network.newProgram().authorizeUrl(SCOPE));
      const unknown = await browser.open(`${at}/provider`, { provider: 'nobody-has-this-name' });
      const pages = [
        unknown,
        await network.tryToSignIn(here.name, { sub: network.newSubject(), amr: TWO_FACTORS }),
        await network.tryToSignIn(here.name, stranger.who),
      ];
      expect(pages.map(({ status }) => status)).toEqual([400, 400, 400]);
      expect(new Set(pages.map(({ text }) => text)).size).toBe(1);
    });

    it('once by an answer', async () => {
      const person = await network.officer(await network.withProvider());
      const browser = network.newBrowser();
      const callback = await network.callbackFor(browser, person);
      expect((await browser.open(callback.href)).status).toBe(303);
      expect((await browser.open(callback.href)).status).toBe(400);
    });

    it('in the browser that left', async () => {
      const person = await network.officer(await network.withProvider());
      const browser = network.newBrowser();
      const callback = await network.callbackFor(browser, person);
      const other = network.newBrowser();
      await network.callbackFor(other, person);
      expect((await other.open(callback.href)).status).toBe(400);
      expect((await network.newBrowser().open(callback.href)).status).toBe(400);
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
      const person = await network.officer(await network.withProvider());
      const browser = network.newBrowser();
      const callback = await network.callbackFor(browser, person, editQuestion);
      const state = callback.searchParams.get('state');
      editAnswer(callback);
      expect((await browser.open(callback.href)).status).toBe(400);
      if (callback.searchParams.getAll('state').join() === state)
        expect(await onRecord()).toMatch(new RegExp(`"owner":"${person.organisation}",[^{}]*"details":{"by":"provider","why":"answer"}`));
    });

    const anotherKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    const signed =
      (alg: string, key: Uint8Array | KeyObject, over: JWTPayload = {}) =>
      (idToken: string) =>
        new SignJWT({ ...decodeJwt(idToken), ...over }).setProtectedHeader({ ...decodeProtectedHeader(idToken), alg }).sign(key);

    it.each<[string, () => (idToken: string) => Promise<string>]>([
      ['by another key', () => signed('RS256', anotherKey)],
      ['by the client’s secret', () => signed('HS256', Buffer.from(network.agency.client.client_secret))],
      ['by nobody', () => (idToken) => Promise.resolve(unsigned(idToken))],
      ['for another client', () => signed('RS256', network.agency.key, { aud: 'another' })],
      ['by another issuer', () => signed('RS256', network.agency.key, { iss: 'https://login.elsewhere.example' })],
      ['long ago', () => signed('RS256', network.agency.key, { exp: 1_700_000_000 })],
    ])('not with an ID token that is signed %s', async (_title, forge) => {
      const person = await network.officer(await network.withProvider());
      network.agency.forge = forge();
      const { status } = await network.tryToSignIn(person.name, person.who);
      network.agency.forge = signed('RS256', network.agency.key);
      const page = await network.tryToSignIn(person.name, person.who);
      network.agency.forge = undefined;
      expect([status, page.text.includes('/consent')]).toEqual([400, true]);
    });

    it('not by another organisation’s callback, nor after another client was set', async () => {
      const person = await network.officer(await network.withProvider());
      const other = await network.withProvider();
      const browser = network.newBrowser();
      const callback = await network.callbackFor(browser, person);
      const mixed = new URL(callback.pathname.replace(person.organisation, other.organisation) + callback.search, callback);
      expect((await browser.open(mixed.href)).status).toBe(400);
      const late = await network.callbackFor(browser, person);
      const another = network.given({ name: person.name, clientId: 'another-client' });
      expect((await network.ask('PUT', providerOf(person.organisation), another)).status).toBe(200);
      expect((await browser.open(late.href)).status).toBe(400);
    });

    it('not while the organisation is suspended, nor when they were removed', async () => {
      const person = await network.officer(await network.withProvider());
      const set = (to: string) => network.ask('PUT', `/v1/organisations/${person.organisation}/status`, { status: to });
      const browser = network.newBrowser();
      const callback = await network.callbackFor(browser, person);
      await set('suspended');
      expect((await browser.open(callback.href)).status).toBe(400);
      expect(await network.leave(network.newBrowser(), person.name)).toBe('');
      await set('active');
      const tokens = await network.signIn(person);
      await until('the token counts', async () => (await network.me(tokens)).status === 200, EVERYWHERE_MS);
      await network.ask('DELETE', person.path);
      expect((await network.tryToSignIn(person.name, person.who)).status).toBe(400);
    });

    it('not while their provider is down, and the page can be used again', async () => {
      const other = await Agency.start();
      const organisation = await network.register();
      const given = network.given({ issuer: other.issuer });
      const { body: view } = await network.ask('PUT', providerOf(organisation), given);
      other.register(String(view['callback']));
      await other.stop();
      const browser = network.newBrowser();
      const { at } = await browser.follow(network.newProgram().authorizeUrl(SCOPE));
      const page = await browser.open(`${at}/provider`, { provider: given.name });
      expect([page.status, page.text.includes('did not let you in')]).toEqual([400, true]);
      expect((await browser.open(at)).status).toBe(200);
    });
  });
});

function unsigned(idToken: string): string {
  const header = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url');
  return `${header}.${idToken.split('.')[1] ?? ''}.`;
}
