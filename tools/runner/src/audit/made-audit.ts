import { randomUUID } from 'node:crypto';
import {
  type AuditEntry,
  type AuditRoot,
  type AuditStrand,
  beginningDigest,
  contentDigest,
  linkDigest,
  rootDigest,
  type StrandHead,
} from '@landbridge/contracts';

const MINUTE_MS = 60_000;
const SERVICE = 'ingestion';

/** What happens in a history of a service: a process starts, one of those that run writes, or all heads are sealed. */
export type Happening = { readonly start: true } | { readonly write: number; readonly by: number } | { readonly seal: true };

/** The audit of a service in memory, made as the platform makes it, for tests to tamper with. */
export class MadeAudit {
  strands: AuditStrand[] = [];
  entries: AuditEntry[] = [];
  roots: AuditRoot[] = [];
  private readonly heads = new Map<string, StrandHead>();
  private sealed = new Map<string, number>();
  private now = Date.parse('2026-03-01T08:00:00Z');

  static of(happenings: readonly Happening[]): MadeAudit {
    const audit = new MadeAudit();
    audit.start();
    for (const happening of happenings) {
      if ('start' in happening) audit.start();
      else if ('seal' in happening) audit.seal();
      else for (let i = 0; i < happening.write; i += 1) audit.write(happening.by);
    }
    return audit;
  }

  copy(): MadeAudit {
    const other = new MadeAudit();
    return Object.assign(other, structuredClone({ strands: this.strands, entries: this.entries, roots: this.roots }));
  }

  /** As the service answers; all of it on one page, or on small ones. */
  get(path: string, size = 3): Promise<Record<string, unknown>> {
    const { pathname, searchParams } = new URL(path, 'http://service');
    const from = Number(searchParams.get('from') ?? searchParams.get('after'));
    const within = <T extends { number: number }>(list: T[]) =>
      list.filter(({ number }) => number >= from && number < from + size).sort((a, b) => a.number - b.number);
    const next = (last: number) => (last >= from + size ? { next: from + size } : {});
    const lastOf = (list: { number: number }[]) => Math.max(0, ...list.map(({ number }) => number));
    if (pathname.endsWith('/roots')) return Promise.resolve({ roots: within(this.roots), ...next(lastOf(this.roots)) });
    if (pathname.endsWith('/strands')) {
      const strands = this.strands.slice(from, from + size);
      return Promise.resolve({ strands, entries: this.entries.length, ...(from + size < this.strands.length && { next: from + size }) });
    }
    const own = this.entries.filter(({ strand }) => strand === searchParams.get('strand'));
    return Promise.resolve({ entries: within(own), ...next(lastOf(own)) });
  }

  private start(): void {
    const last = this.strands.at(-1);
    const predecessor = last && this.heads.get(last.strand);
    const strand: AuditStrand = { strand: randomUUID(), service: SERVICE, startedAt: this.tick(), ...(predecessor && { predecessor }) };
    this.strands.push(strand);
    this.heads.set(strand.strand, { strand: strand.strand, number: 0, digest: beginningDigest(strand) });
    this.write(this.strands.length - 1);
  }

  private write(by: number): void {
    const head = this.heads.get(this.strands[by % this.strands.length]?.strand ?? '');
    if (!head) throw new Error('Nothing was started.');
    const { strand, number: last, digest: previous } = head;
    const actor = { by: 'organisation', organisation: randomUUID(), kind: 'ngo' } as const;
    const objects = [{ kind: 'reports', id: randomUUID() }];
    const content = {
      at: this.tick(),
      actor,
      action: 'report.read',
      objects,
      details: { revision: last, level: 'full' },
    };
    const salt = randomUUID();
    const inside = contentDigest(salt, content);
    const number = last + 1;
    const digest = linkDigest(previous, number, inside);
    this.entries.push({ strand, number, previous, contentDigest: inside, digest, salt, content });
    this.heads.set(strand, { strand, number, digest });
  }

  private seal(): void {
    const heads = [...this.heads.values()].filter(({ strand, number }) => number > (this.sealed.get(strand) ?? -1));
    if (heads.length === 0) return;
    const previous = this.roots.at(-1)?.digest;
    const root = { service: SERVICE, number: this.roots.length + 1, ...(previous !== undefined && { previous }), heads, at: this.tick() };
    this.roots.push({ ...root, digest: rootDigest(root) });
    for (const { strand, number } of heads) this.sealed.set(strand, number);
  }

  private tick(): string {
    this.now += MINUTE_MS / 100;
    return new Date(this.now).toISOString();
  }
}
