import { createHash, createHmac, randomBytes } from 'node:crypto';
import { type Network } from '../../src/network.ts';
import { tokenAudience, type Tokens } from '../../src/token-source.ts';

const PASSWORD = 'correct horse battery staple';
const CALLBACK = 'http://127.0.0.1:4711/callback';
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Somebody of an organisation, invited by the operator and signed in to `cli` on the pages of directory, with an authenticator. */
export async function signedIn(network: Network, organisation: string, role: string, scope: string): Promise<Tokens> {
  const login = `${randomBytes(4).toString('hex')}@example.org`;
  const person = { name: 'Ana Popescu', login, roles: [role] };
  const link = String((await network.operator.at('directory').post(`/v1/organisations/${organisation}/people`, person)).link);
  const browser = new Browser();
  const { text } = await browser.open(link);
  const secret = secretIn(text);
  const factor = /name="factor" value="([\w-]+)"/.exec(text)?.[1] ?? '';
  await browser.open(link, { password: PASSWORD, again: PASSWORD, code: codeOf(secret, -1), factor });
  const token = await tokenBy(browser, network.addresses.directory, scope, { login, password: PASSWORD, code: codeOf(secret) });
  return { token: () => Promise.resolve(token) };
}

async function tokenBy(browser: Browser, directory: string, scope: string, factors: Record<string, string>): Promise<string> {
  const verifier = randomBytes(32).toString('base64url');
  const asked = new URLSearchParams({
    client_id: 'cli',
    response_type: 'code',
    redirect_uri: CALLBACK,
    scope: `openid ${scope}`,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    resource: tokenAudience,
  });
  const page = await browser.follow(`${directory}/oidc/auth?${asked.toString()}`);
  const consent = await browser.follow(page.at, factors);
  const { at } = await browser.follow(`${consent.at}/consent`, {});
  const code = new URL(at).searchParams.get('code') ?? '';
  const form = { client_id: 'cli', grant_type: 'authorization_code', code, redirect_uri: CALLBACK, code_verifier: verifier };
  const answer = await fetch(`${directory}/oidc/token`, { method: 'POST', body: new URLSearchParams(form) });
  const body = (await answer.json()) as { access_token?: string };
  if (body.access_token === undefined) throw new Error(`Nobody was signed in: ${answer.status} at ${at}.`);
  return body.access_token;
}

/** It keeps cookies by their names, which is enough for one host, and runs no scripts. */
class Browser {
  private readonly cookies = new Map<string, string>();

  async open(url: string, form?: Record<string, string>): Promise<{ text: string; location: string | null }> {
    const answer = await fetch(url, {
      method: form ? 'POST' : 'GET',
      redirect: 'manual',
      headers: { accept: 'text/html', cookie: [...this.cookies].map((pair) => pair.join('=')).join('; ') },
      ...(form && { body: new URLSearchParams(form) }),
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      this.cookies.set(name, value);
    }
    return { text: await answer.text(), location: answer.headers.get('location') };
  }

  /** Goes where it is led, to a page or to the address of the program. */
  async follow(url: string, form?: Record<string, string>): Promise<{ text: string; at: string }> {
    const { text, location } = await this.open(url, form);
    if (location === null) return { text, at: url };
    const at = new URL(location, url).href;
    return at.startsWith(CALLBACK) ? { text, at } : this.follow(at);
  }
}

/** What a page offers to an authenticator. */
function secretIn(page: string): Buffer {
  const [, text = ''] = /otpauth:[^"]*[?&](?:amp;)?secret=([A-Z2-7]+)/.exec(page) ?? [];
  const bits = [...text].map((letter) => BASE32.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
}

/** The code of this half minute, or of one away from it (RFC 6238). */
function codeOf(secret: Buffer, away = 0): string {
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + away));
  const mac = createHmac('sha1', secret).update(step).digest();
  return String((mac.readUInt32BE((mac.at(-1) ?? 0) & 0x0f) & 0x7fff_ffff) % 1_000_000).padStart(6, '0');
}
