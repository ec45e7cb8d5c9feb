import { randomUUID } from 'node:crypto';
import type { UsePurpose } from '@landbridge/contracts';
import type { Network } from '../network.ts';
import { Findings, type Leak } from './findings.ts';
import { Knowledge, type Held } from './knowledge.ts';
import { tokenOf, type Settled } from './network-of-walk.ts';
import type { Population, Reader } from './population.ts';
import { routesOf, type Route } from './routes.ts';

export interface WalkResult {
  readonly readers: number;
  readonly routes: number;
  /** Objects that were asked for by id, and that lists showed. */
  readonly objects: number;
  readonly requests: number;
  readonly leaks: readonly Leak[];
}

interface Answer {
  readonly status: number;
  /** All headers but those that differ by themselves. */
  readonly headers: string;
  readonly link: string | undefined;
  readonly text: string;
}

/** Page size of the walk: odd, so that pages end in the middle of everything. */
const PAGE = 29;
const MOST_PAGES = 200;
const AT_ONCE = 8;
const DIFFERENT_BY_THEMSELVES = new Set(['date', 'content-length', 'connection', 'keep-alive', 'link']);

/** Reads everything that can be read, as every reader, and looks for what the reader may not know. */
export class Walk {
  private readonly network: Network;
  private readonly population: Population;
  private readonly settled: Settled;
  private readonly depth: number;
  private readonly knowledge: Knowledge;
  private readonly findings: Findings;
  private readonly leaks: Leak[] = [];
  private readonly seen = new Set<string>();
  private requests = 0;
  /** No route is asked for all reports. */
  private isBrief = false;

  /** @param depth so many reports are asked for by each route and purpose; all by the first of both */
  constructor(network: Network, population: Population, settled: Settled, depth: number) {
    this.network = network;
    this.population = population;
    this.settled = settled;
    this.depth = depth;
    this.knowledge = new Knowledge(population);
    this.findings = new Findings(settled.reports, this.knowledge, population.entries);
  }

  /** From now on the reports count as taken back, and a walk looks at a few of all others. */
  withdraw(reports: readonly Held[]): void {
    this.isBrief = true;
    for (const report of reports) this.knowledge.withdraw(report);
  }

  /**
   * Purposes decide on reports only, so all else is asked for with the usual one.
   * @param through the routes that are walked; all when left out
   */
  async run(say: (done: number, all: number) => void, through: (route: Route) => boolean = () => true): Promise<WalkResult> {
    const routes = (await routesOf(this.network.addresses)).filter((route) => route.method === 'GET' && through(route));
    const waiting = [...this.population.readers];
    const all = waiting.length;
    const work = async () => {
      for (let reader = waiting.pop(); reader; reader = waiting.pop()) {
        for (const [i, purpose] of this.knowledge.purposesOf(reader.id).entries())
          for (const route of routes) if (i === 0 || isOfReports(route)) await this.visit(route, reader, purpose);
        say(all - waiting.length, all);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    const { requests, leaks } = this;
    return { readers: all, routes: routes.length, objects: this.seen.size, requests, leaks: [...leaks] };
  }

  private async visit(route: Route, reader: Reader, purpose: UsePurpose): Promise<void> {
    if (isOfEntries(route)) await this.entriesById(route, reader, purpose);
    else if (route.pathParameters.length > 0) await this.byIds(route, reader, purpose);
    else if (route.query.has('cursor') || route.query.has('limit')) await this.pages(route, reader, purpose);
    else this.look(route, reader, purpose, await this.ask(route, withRequired(route, route.path), reader, purpose));
  }

  /** Whatever a reader may not know is to be answered as what does not exist. */
  private async byIds(route: Route, reader: Reader, purpose: UsePurpose): Promise<void> {
    const place = (id: string) => withRequired(route, route.path.replaceAll(/\{\w+\}/g, id));
    const nothing = await this.ask(route, place(NOWHERE), reader, purpose);
    for (const report of this.chosen(route, reader, purpose)) {
      this.seen.add(report.id);
      const answer = await this.ask(route, place(report.id), reader, purpose);
      this.look(route, reader, purpose, answer, [report.id]);
      const hidden = report.owner !== reader.id && this.knowledge.levelOf(reader.id, purpose, report) === 'none';
      if (hidden && !this.knowledge.wasTold(reader.id, report) && !isSame(answer, report.id, nothing))
        this.leak(route, reader, `that a report exists: ${answer.status}`);
    }
  }

  /** The same of entries of the catalogue. */
  private async entriesById(route: Route, reader: Reader, purpose: UsePurpose): Promise<void> {
    const place = (id: string) => withRequired(route, route.path.replaceAll(/\{\w+\}/g, id));
    const nothing = await this.ask(route, place(NOWHERE), reader, purpose);
    for (const entry of this.population.entries.slice(0, 2 * this.depth))
      for (const id of [entry.id, `${entry.id}-alias`]) {
        this.seen.add(id);
        const answer = await this.ask(route, place(id), reader, purpose);
        this.look(route, reader, purpose, answer, [entry.id]);
        const isRead = this.knowledge.mayReadEntry(reader.id, entry);
        if (!isRead && !isSame(answer, id, nothing)) this.leak(route, reader, `that an entry exists: ${answer.status}`);
        if (isRead && answer.status !== 200) this.leak(route, reader, `not what it may read: ${answer.status}`);
      }
  }

  private chosen(route: Route, reader: Reader, purpose: UsePurpose): readonly Held[] {
    const { reports } = this.settled;
    const isFirst = route.path === '/v1/reports/{id}' && purpose === this.knowledge.purposesOf(reader.id)[0];
    if (isFirst && !this.isBrief) return reports;
    if (!isOfReports(route)) return reports.slice(0, this.depth);
    const gone = reports.filter((report) => this.knowledge.wasTakenBack(report));
    const isHidden = (report: Held) => this.knowledge.levelOf(reader.id, purpose, report) === 'none';
    return [
      ...new Set([
        ...gone.slice(0, 4 * this.depth),
        ...reports.filter(isHidden).slice(0, this.depth),
        ...reports.filter((report) => !isHidden(report)).slice(0, this.depth),
      ]),
    ];
  }

  private async pages(route: Route, reader: Reader, purpose: UsePurpose): Promise<void> {
    const usual = purpose === this.knowledge.purposesOf(reader.id)[0];
    const listings = [new URLSearchParams(), ...(usual ? narrowings(route) : [])];
    for (const narrowed of listings) {
      for (const [name, value] of Object.entries(route.required)) if (!narrowed.has(name)) narrowed.set(name, value);
      if (route.query.has('limit')) narrowed.set('limit', String(PAGE));
      let path: string | undefined = `${route.path}?${narrowed.toString()}`;
      for (let page = 0; path !== undefined && page < MOST_PAGES; page += 1) {
        const answer: Answer = await this.ask(route, path, reader, purpose);
        this.look(route, reader, purpose, answer);
        this.order(route, reader, answer);
        path = answer.link ?? nextOf(answer, route, narrowed);
        // what a reader had is gone through by so many of its own looks a page, which tells it nothing
        if (path !== undefined && !isFull(answer) && narrowed.get('status') !== 'withdrawn')
          this.leak(route, reader, 'that something was left out of a page');
      }
    }
  }

  /** Reports of a day stand in the order of their ids, which tells nothing. */
  private order(route: Route, reader: Reader, { text }: Answer): void {
    if (route.path !== '/v1/reports') return;
    const listed = listIn(text).flatMap((entry) =>
      'recordedAt' in entry ? [`${String(entry.recordedAt).slice(0, 10)} ${String(Reflect.get(entry, 'id'))}`] : [],
    );
    if (listed.join() !== [...listed].sort().reverse().join()) this.leak(route, reader, 'an order that is not that of days and ids'); // prettier-ignore
  }

  private look(route: Route, reader: Reader, purpose: UsePurpose, answer: Answer, asking: readonly string[] = []): void {
    if (answer.status >= 500 && answer.status !== 503) this.leak(route, reader, `a fault: ${answer.status}`);
    const text = [answer.headers, answer.link ?? '', answer.text].join('\n');
    this.leaks.push(...this.findings.in({ route: nameOf(route), reader: reader.id, purpose }, text, asking));
    for (const entry of listIn(answer.text)) if ('id' in entry && typeof entry.id === 'string') this.seen.add(entry.id);
  }

  private leak(route: Route, reader: Reader, what: string): void {
    this.leaks.push({ route: nameOf(route), reader: reader.id, what });
  }

  private async ask(route: Route, path: string, reader: Reader, purpose: UsePurpose): Promise<Answer> {
    this.requests += 1;
    const authorization = `Bearer ${await tokenOf(this.settled.tokens, reader.id).token()}`;
    const answer = await fetch(`${this.network.addresses[route.app]}${path}`, {
      headers: { authorization, 'landbridge-purpose': purpose },
    });
    const headers = [...answer.headers].filter(([name]) => !DIFFERENT_BY_THEMSELVES.has(name)).map(([name, value]) => `${name}: ${value}`);
    const [, link] = /<([^>]+)>; rel="next"/.exec(answer.headers.get('link') ?? '') ?? [];
    return { status: answer.status, headers: headers.join('\n'), link, text: await answer.text() };
  }
}

/** An id that nothing has. */
const NOWHERE = randomUUID();

const isOfReports = ({ path }: Route) => path.startsWith('/v1/reports');
const isOfEntries = ({ path }: Route) => path.startsWith('/v1/modus-operandi/');
const nameOf = ({ app, path }: Route) => `${app} GET ${path}`;

/** What is asked without what it needs is refused, and shows nothing. */
function withRequired({ required }: Route, path: string): string {
  const query = new URLSearchParams(required).toString();
  return query === '' ? path : `${path}?${query}`;
}

function isSame(answer: Answer, id: string, nothing: Answer): boolean {
  const placed = (text: string, own: string) => text.replaceAll(own, 'the id');
  return (
    answer.status === nothing.status && answer.headers === nothing.headers && placed(answer.text, id) === placed(nothing.text, NOWHERE)
  );
}

/** The list by every value of every parameter for which the document lists values. */
function narrowings({ query }: Route): URLSearchParams[] {
  return [...query].flatMap(([name, values]) => values.slice(0, 3).map((value) => new URLSearchParams([[name, value]])));
}

/** Some lists tell the cursor of the next page in their body. */
function nextOf({ text }: Answer, { path, query }: Route, narrowed: URLSearchParams): string | undefined {
  if (!query.has('cursor') || !query.has('limit')) return undefined;
  const [, cursor] = /"next":"([A-Za-z0-9_-]+)"/.exec(text) ?? [];
  return cursor === undefined ? undefined : `${path}?${new URLSearchParams([...narrowed, ['cursor', cursor]]).toString()}`;
}

function isFull({ headers, text }: Answer): boolean {
  const isCsv = headers.includes('content-type: text/csv');
  return (isCsv ? text.trimEnd().split('\r\n').length - 1 : listIn(text).length) === PAGE;
}

function listIn(text: string): object[] {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body !== 'object' || body === null) return [];
    const list: unknown = Object.values(body).find(Array.isArray);
    return Array.isArray(list) ? list.filter((entry): entry is object => typeof entry === 'object' && entry !== null) : [];
  } catch {
    return [];
  }
}
