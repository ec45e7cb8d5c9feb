import { isDeepStrictEqual } from 'node:util';
import type { UsePurpose, Visibility } from '@landbridge/contracts';
import type { Held, Knowledge } from './knowledge.ts';
import type { MarkedEntry } from './population.ts';

/** Something that a reader was told and may not know. It names where and what kind of thing, never the thing. */
export interface Leak {
  readonly route: string;
  readonly reader: string;
  readonly what: string;
}

/** Who asked, for what. */
export interface Asked {
  readonly route: string;
  readonly reader: string;
  readonly purpose: UsePurpose;
}

/** Fields that only the owner may see, wherever in a report they stand. */
const OWNERS_ONLY = ['narrative', 'externalIds', 'references', 'signature', 'recipients', 'persons', 'regime', 'grants', 'key', 'digest'];
/** Fields that a coarse form leaves out. */
const DETAILS = ['modusOperandi', 'recruitment', 'region', 'transit', 'citizenships', 'ageBand', 'gender', 'evaluation', 'sameEventAs'];
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const TAG = /leak-[0-9a-f]{8}-\d+/g;
const ENTRY = /entry-[0-9a-f]{8}-\d+/g;
const WORDS = /Unspoken-[0-9a-f]{8}-\d+-[0-9a-f]{8}/g;
const INSTANTS = ['recordedAt', 'acceptedAt', 'revisedAt'];
const DAY_ONLY = /^\d{4}-\d\d-\d\dT00:00:00\.000Z$/;

/** Looks at answers for what the one who asked may not know. */
export class Findings {
  private readonly byId: ReadonlyMap<string, Held>;
  private readonly byTag: ReadonlyMap<string, Held>;
  private readonly byWords: ReadonlyMap<string, Held>;
  private readonly entries: ReadonlyMap<string, MarkedEntry>;
  private readonly knowledge: Knowledge;

  constructor(reports: readonly Held[], knowledge: Knowledge, entries: readonly MarkedEntry[] = []) {
    this.knowledge = knowledge;
    this.byId = new Map(reports.map((report) => [report.id, report]));
    this.byTag = new Map(reports.map((report) => [report.tag, report]));
    this.byWords = new Map(reports.map((report) => [report.words, report]));
    this.entries = new Map(entries.map((entry) => [entry.id, entry]));
  }

  /** @param asking ids that stood in the request, which an answer may repeat */
  in(asked: Asked, text: string, asking: readonly string[] = []): Leak[] {
    const found = [...this.words(asked, text, asking), ...this.objects(asked, parsed(text))];
    return [...new Map(found.map((what) => [what, { route: asked.route, reader: asked.reader, what }])).values()];
  }

  /** Ids, tags and words in the text itself, and in what its cursors hold. */
  private words({ reader, purpose }: Asked, text: string, asking: readonly string[]): string[] {
    const whole = [text, ...decoded(text)].join('\n');
    const foreign = (pattern: RegExp, by: ReadonlyMap<string, Held>) =>
      [...new Set(whole.match(pattern))].flatMap((word) => by.get(word) ?? []).filter(({ owner }) => owner !== reader);
    const levelOf = (report: Held) => this.knowledge.levelOf(reader, purpose, report);
    return [
      ...foreign(UUID, this.byId)
        .filter((report) => !asking.includes(report.id) && levelOf(report) === 'none' && !this.knowledge.wasTold(reader, report))
        .map(() => 'the id of a report that is not for it'),
      ...foreign(TAG, this.byTag)
        .filter((report) => levelOf(report) !== 'full')
        .map((report) => `a detail of a report of which it may see ${levelOf(report)}`),
      ...[...new Set(whole.match(ENTRY))]
        .flatMap((id) => this.entries.get(id) ?? [])
        .filter((entry) => !asking.includes(entry.id) && !this.knowledge.mayReadEntry(reader, entry))
        .map(() => 'an entry of the catalogue that is not for it'),
      ...foreign(WORDS, this.byWords).map(() => 'words that only the owner may see'),
    ];
  }

  /** Every object that says it is a report of the walk, field by field. */
  private objects(asked: Asked, value: unknown): string[] {
    if (typeof value !== 'object' || value === null) return [];
    const report = 'id' in value && typeof value.id === 'string' ? this.byId.get(value.id) : undefined;
    const own =
      report && report.owner !== asked.reader && 'state' in value && value.state === 'held' ? this.fields(asked, report, value) : [];
    return [...own, ...Object.values(value).flatMap((inner: unknown) => this.objects(asked, inner))];
  }

  private fields(asked: Asked, report: Held, told: object): string[] {
    const level = this.knowledge.levelOf(asked.reader, asked.purpose, report);
    const names = namesIn(told);
    const forbidden = [...OWNERS_ONLY, ...(level === 'full' ? [] : DETAILS)].filter((name) => names.has(name));
    return [
      ...(atLeastRedacted(level) ? [] : ['the content of a report that it may not read']),
      ...forbidden.map((name) => `${name} of a report of which it may see ${level}`),
      ...INSTANTS.filter((name) => !DAY_ONLY.test(String(Reflect.get(told, name)))).map((name) => `the instant ${name}`),
      ...(isDeepStrictEqual(Reflect.get(told, 'contributor'), this.knowledge.attributed(report)) ? [] : ['who sent a report']),
    ];
  }
}

const atLeastRedacted = (level: Visibility) => level === 'redacted' || level === 'full';

function namesIn(value: unknown): Set<string> {
  if (typeof value !== 'object' || value === null) return new Set();
  const here = Array.isArray(value) ? [] : Object.keys(value);
  return new Set([...here, ...Object.values(value).flatMap((inner: unknown) => [...namesIn(inner)])]);
}

function decoded(text: string): string[] {
  return [...text.matchAll(/(?:cursor=|"next":")([A-Za-z0-9_-]{8,})/g)].map(([, word = '']) =>
    Buffer.from(word, 'base64url').toString('latin1'),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
