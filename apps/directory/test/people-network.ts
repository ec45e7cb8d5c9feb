import { expect } from '@jest/globals';
import { Browser, codeNow, type Factors, offeredFactor, offeredSecret } from './browser.ts';
import { type Answer, TestDirectory } from './directory.ts';

export const PASSWORD = 'correct horse battery staple';
export const ALL_SCOPES =
  'reports:read reports:write trends:read trends:assess modus-operandi:write subscriptions directory:read directory:write audit:read operator';

export interface Invited extends Answer {
  id: string;
  link: string;
  login: string;
}

/** A directory, with organisations whose people come by passwords, and their browsers. */
export class PeopleNetwork {
  private readonly browsers: Browser[] = [];
  private count = 0;

  private constructor(
    readonly directory: TestDirectory,
    private readonly operator: string,
  ) {}

  static async start(): Promise<PeopleNetwork> {
    const directory = await TestDirectory.start();
    return new PeopleNetwork(directory, await directory.token('operator', 'operator'));
  }

  async stop(): Promise<void> {
    await Promise.all(this.browsers.map((browser) => browser.stop()));
    await this.directory.stop();
  }

  newBrowser(address?: string): Browser {
    const browser = new Browser(this.directory.url, address);
    this.browsers.push(browser);
    return browser;
  }

  /** As the operator. */
  ask(method: string, path: string, body?: unknown): Promise<Answer> {
    return this.directory.call(this.operator, method, path, body);
  }

  async register(): Promise<string> {
    const { body } = await this.ask('POST', '/v1/organisations', { name: 'Shelter', kind: 'ngo', country: 'SE', regime: 'gdpr' });
    return String(body['id']);
  }

  async invite(organisation: string, roles: string[], token = this.operator): Promise<Invited> {
    const login = `Somebody.${(this.count += 1)}@example.org`;
    const person = { name: 'Ana Popescu', login, roles };
    const answer = await this.directory.call(token, 'POST', `/v1/organisations/${organisation}/people`, person);
    return { ...answer, id: String(answer.body['id']), link: String(answer.body['link']), login: login.toLowerCase() };
  }

  /** Somebody who has come by a link; the code of the present step was used for it. */
  async join(link: string, login: string): Promise<Factors & { recovery: string[] }> {
    const browser = this.newBrowser();
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

  async somebody(roles: string[], organisation?: string) {
    const at = organisation ?? (await this.register());
    const { id, link, login } = await this.invite(at, roles);
    return { organisation: at, id, ...(await this.join(link, login)) };
  }
}
