import { expect } from '@jest/globals';
import { Agency, type AtTheAgency } from './agency.ts';
import { Browser, type Page, Program, type Tokens } from './browser.ts';
import { type Answer, TestDirectory } from './directory.ts';

export const SCOPE = 'reports:read directory:read directory:write audit:read';
export const TWO_FACTORS = ['pwd', 'otp', 'mfa'];

/** An organisation whose people sign in by a provider of this name. */
export interface WithProvider {
  organisation: string;
  name: string;
}

/** Somebody who has joined by an account of the agency's. */
export interface Officer extends WithProvider {
  id: string;
  login: string;
  path: string;
  who: AtTheAgency;
}

export const providerOf = (organisation: string) => `/v1/organisations/${organisation}/sign-in-provider`;

/** A directory, an agency with a provider of its own, and browsers between them. */
export class AgencyNetwork {
  private readonly browsers: Browser[] = [];
  private count = 0;

  private constructor(
    readonly directory: TestDirectory,
    readonly agency: Agency,
    private readonly operator: string,
  ) {}

  static async start(): Promise<AgencyNetwork> {
    const directory = await TestDirectory.start();
    return new AgencyNetwork(directory, await Agency.start(), await directory.token('operator', 'operator'));
  }

  async stop(): Promise<void> {
    await Promise.all(this.browsers.map((browser) => browser.stop()));
    await this.agency.stop();
    await this.directory.stop();
  }

  newBrowser(): Browser {
    const browser = new Browser(this.directory.url);
    this.browsers.push(browser);
    return browser;
  }

  newProgram(): Program {
    return new Program(this.directory.url);
  }

  newName(): string {
    return `agency-${(this.count += 1)}`;
  }

  newSubject(): string {
    return `subject-${(this.count += 1)}`;
  }

  /** As the operator. */
  ask(method: string, path: string, body?: unknown): Promise<Answer> {
    return this.directory.call(this.operator, method, path, body);
  }

  me({ access_token: token }: Tokens): Promise<Answer> {
    return this.directory.call(token, 'GET', '/v1/people/me');
  }

  async register(): Promise<string> {
    const { body } = await this.ask('POST', '/v1/organisations', { name: 'Police', kind: 'police', country: 'SE', regime: 'led' });
    return String(body['id']);
  }

  /** What is PUT for the agency's provider. */
  given(over: Record<string, unknown> = {}): Record<string, unknown> & { name: string } {
    const { client_id: clientId, client_secret: clientSecret } = this.agency.client;
    return { name: this.newName(), issuer: this.agency.issuer, clientId, clientSecret, ...over };
  }

  async withProvider(over: Record<string, unknown> = {}): Promise<WithProvider> {
    const organisation = await this.register();
    const given = this.given(over);
    const { status, body } = await this.ask('PUT', providerOf(organisation), given);
    expect(status).toBe(200);
    this.agency.register(String(body['callback']));
    return { organisation, name: given.name };
  }

  async invite(organisation: string, roles = ['reader']) {
    const login = `officer-${(this.count += 1)}@example.org`;
    const { body } = await this.ask('POST', `/v1/organisations/${organisation}/people`, { name: 'Ana', login, roles });
    const id = String(body['id']);
    return { id, login, link: String(body['link']), path: `/v1/organisations/${organisation}/people/${id}` };
  }

  async viewOf({ organisation }: Pick<WithProvider, 'organisation'>, id: string) {
    const { body } = await this.ask('GET', `/v1/organisations/${organisation}/people`);
    return (body['people'] as { id: string }[]).find((person) => person.id === id);
  }

  /** By a link, with an account of the agency's. */
  async join(link: string, who: AtTheAgency): Promise<Page> {
    this.agency.whoever = who;
    const browser = this.newBrowser();
    return browser.follow(onward(await browser.open(`${link}/provider`, {})));
  }

  async officer(at: WithProvider, roles?: string[]): Promise<Officer> {
    const { id, login, link, path } = await this.invite(at.organisation, roles);
    const who = { sub: this.newSubject(), amr: TWO_FACTORS };
    expect((await this.join(link, who)).status).toBe(200);
    return { ...at, id, login, path, who };
  }

  /** Begins a sign-in and goes to the agency. @returns where the agency is asked; nothing when the browser was not led there */
  async leave(browser: Browser, name: string, program = this.newProgram(), over: Record<string, string> = {}): Promise<string> {
    const { at } = await browser.follow(program.authorizeUrl(SCOPE, over));
    return onward(await browser.open(`${at}/provider`, { provider: name }));
  }

  /** @param over what else the program asks */
  async tryToSignIn(
    name: string,
    who: AtTheAgency,
    browser = this.newBrowser(),
    program = this.newProgram(),
    over: Record<string, string> = {},
  ) {
    this.agency.whoever = who;
    return browser.follow(await this.leave(browser, name, program, over));
  }

  /** From the program's question to its tokens. */
  async signIn({ name, who }: Pick<Officer, 'name' | 'who'>, browser = this.newBrowser()): Promise<Tokens> {
    const program = this.newProgram();
    const page = await this.tryToSignIn(name, who, browser, program);
    const { headers } = await browser.open(`${page.at}/consent`, {});
    const back = await browser.follow(headers.get('location') ?? '');
    return (await program.exchange(new URL(back.at).searchParams.get('code') ?? '')).body;
  }

  /** Goes to the agency and nearly back. @returns the callback that the agency leads to */
  async callbackFor(browser: Browser, { name, who }: Officer, edit: (asked: URL) => void = () => undefined): Promise<URL> {
    this.agency.whoever = who;
    const asked = new URL(await this.leave(browser, name));
    edit(asked);
    let at = asked.href;
    while (!at.startsWith(this.directory.url)) at = new URL((await browser.open(at)).headers.get('location') ?? '', at).href;
    return new URL(at);
  }
}

/** Where a page leads that comes between directory and the agency. */
const onward = ({ headers }: Page) => /^0; url=(.*)$/.exec(headers.get('refresh') ?? '')?.[1] ?? '';
