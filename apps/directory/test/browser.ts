import { createHash, randomBytes } from 'node:crypto';
import { Agent, fetch, type Response } from 'undici';
import { codeOf, stepAt } from '../src/people/totp.ts';
import { AUDIENCE } from './directory.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

export interface Page {
  status: number;
  headers: Response['headers'];
  text: string;
}

export interface Tokens {
  access_token: string;
  refresh_token: string;
  id_token?: string;
  scope: string;
  error?: string;
}

/** What somebody has who signs in. */
export interface Factors {
  login: string;
  password: string;
  secret: Buffer;
}

/** A browser of one person: it keeps cookies by host and path, follows nothing by itself, and runs no scripts. */
export class Browser {
  private readonly cookies = new Map<string, { host: string; name: string; value: string; path: string }>();
  private readonly connections = new Agent();

  constructor(
    private readonly url: string,
    private readonly address?: string,
  ) {}

  stop(): Promise<void> {
    return this.connections.destroy();
  }

  async open(path: string, form?: Record<string, string>): Promise<Page> {
    const url = new URL(path, this.url);
    const answer = await fetch(url, {
      method: form ? 'POST' : 'GET',
      dispatcher: this.connections,
      redirect: 'manual',
      headers: {
        accept: 'text/html',
        cookie: this.cookiesFor(url),
        ...(this.address !== undefined && { 'x-forwarded-for': this.address }),
      },
      ...(form && { body: new URLSearchParams(form) }),
    });
    for (const cookie of answer.headers.getSetCookie()) this.keep(url.host, cookie);
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  }

  /** Follows redirects until a page comes, or the program's own address. */
  async follow(path: string): Promise<Page & { at: string }> {
    let at = new URL(path, this.url).href;
    for (let hops = 0; hops < 10; hops += 1) {
      const page = await this.open(at);
      const location = page.headers.get('location');
      if (location === null) return { ...page, at };
      at = new URL(location, at).href;
      if (new URL(at).pathname === '/callback') return { ...page, at };
    }
    throw new Error('It was led around in a circle.');
  }

  private cookiesFor({ host, pathname }: URL): string {
    return [...this.cookies.values()]
      .filter((cookie) => cookie.host === host && pathname.startsWith(cookie.path))
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
  }

  private keep(host: string, cookie: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
    const path = /; path=([^;]+)/i.exec(cookie)?.[1] ?? '/';
    const id = `${host} ${name}@${path}`;
    if (value === '' || cookie.includes('expires=Thu, 01 Jan 1970')) this.cookies.delete(id);
    else this.cookies.set(id, { host, name, value, path });
  }
}

/** A program that asks for tokens by a person's browser: on that person's machine, unless it is said otherwise. */
export class Program {
  private readonly verifier = randomBytes(32).toString('base64url');

  constructor(
    private readonly url: string,
    private readonly clientId = 'cli',
    private readonly redirectUri = 'http://127.0.0.1:4711/callback',
  ) {}

  authorizeUrl(scope: string, over: Record<string, string> = {}): string {
    const query = new URLSearchParams({
      client_id: this.clientId,
      response_type: 'code',
      redirect_uri: this.redirectUri,
      scope: `openid ${scope}`,
      state: 'a-state',
      code_challenge: createHash('sha256').update(this.verifier).digest('base64url'),
      code_challenge_method: 'S256',
      resource: AUDIENCE,
      ...over,
    });
    return `${this.url}/oidc/auth?${query.toString()}`;
  }

  exchange(code: string, over: Record<string, string> = {}): Promise<{ status: number; body: Tokens }> {
    return this.token({ grant_type: 'authorization_code', code, redirect_uri: this.redirectUri, code_verifier: this.verifier, ...over });
  }

  refresh(refreshToken: string): Promise<{ status: number; body: Tokens }> {
    return this.token({ grant_type: 'refresh_token', refresh_token: refreshToken });
  }

  private async token(form: Record<string, string>): Promise<{ status: number; body: Tokens }> {
    const answer = await fetch(`${this.url}/oidc/token`, {
      method: 'POST',
      body: new URLSearchParams({ client_id: this.clientId, ...form }),
    });
    return { status: answer.status, body: (await answer.json()) as Tokens };
  }
}

/** Fills in the page of a sign-in under way. */
export async function signInOn(
  browser: Browser,
  at: string,
  { login, password, secret }: Factors,
  step = stepAt(new Date()),
): Promise<Page> {
  return browser.open(at, { login, password, code: codeOf(secret, step) });
}

/** From the program's question to its tokens. Codes count once, so each sign-in of a person takes the next step. */
export async function signIn(
  url: string,
  browser: Browser,
  factors: Factors,
  scope: string,
  step = stepAt(new Date()),
  over: Record<string, string> = {},
): Promise<Tokens> {
  const program = new Program(url);
  let page = await browser.follow(program.authorizeUrl(scope, over));
  if (page.text.includes('name="password"')) {
    const answer = await signInOn(browser, page.at, factors, step);
    if (answer.status !== 303) throw new Error(`Nobody was let in: ${answer.status}`);
    page = await browser.follow(answer.headers.get('location') ?? '');
  }
  if (page.text.includes('/consent')) {
    const answer = await browser.open(`${page.at}/consent`, {});
    page = await browser.follow(answer.headers.get('location') ?? '');
  }
  const code = new URL(page.at).searchParams.get('code');
  if (code === null) throw new Error(`No code: ${page.status} ${page.at} ${page.text}`);
  const { body } = await program.exchange(code);
  if (body.error !== undefined) throw new Error(`No tokens: ${JSON.stringify(body)}`);
  return body;
}

/** What a page for choosing a password sends along. */
export function offeredFactor(page: string): string {
  return /name="factor" value="([\w-]+)"/.exec(page)?.[1] ?? '';
}

/** The secret that a page offers for an authenticator. */
export function offeredSecret(page: string): Buffer {
  const [, text = ''] = /otpauth:[^"]*[?&](?:amp;)?secret=([A-Z2-7]+)/.exec(page) ?? [];
  const bits = [...text].map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
}

export const codeNow = (secret: Buffer, away = 0) => codeOf(secret, stepAt(new Date()) + away);
