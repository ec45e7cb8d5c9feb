import { setImmediate } from 'node:timers/promises';
import { isUtf8 } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Violation } from '@landbridge/contracts';
import { PolicyContext } from '@landbridge/messaging';
import { Clock, Cursors, type PageAsked, type Place, Problem } from '@landbridge/platform';
import { KeyedDigests } from '../keys/keyed-digests.ts';
import { QuarantineSeals } from '../keys/report-seals.ts';
import type { BadVerdict } from '../reports/report-door.ts';
import type { QuarantineEntry, QuarantineList } from './quarantine.answers.ts';
import { type QuarantineDocument, QuarantineRepository } from './quarantine.repository.ts';
import { search } from './searched-line.ts';

/** A line of a bulk load that was not taken. */
export interface BadLine {
  readonly line: number;
  /** As it came; absent where it was too long. */
  readonly bytes: Buffer | undefined;
  readonly verdict: BadVerdict;
}

interface Sealed {
  readonly errors: readonly Violation[];
  readonly content?: string;
  readonly encoding?: 'base64';
}

const DAYS = 14;
const KEPT_MS = DAYS * 24 * 3600 * 1000;
/** So many lines are searched in one turn of the event loop. */
const TURN = 100;

/** Keeps bad lines for their submitter, 14 days, so that they can be mended and sent again. */
@Injectable()
export class QuarantineService {
  constructor(
    private readonly entries: QuarantineRepository,
    private readonly seals: QuarantineSeals,
    private readonly digests: KeyedDigests,
    private readonly cursors: Cursors,
    private readonly policy: PolicyContext,
    private readonly clock: Clock,
  ) {}

  put(organisation: string, lines: readonly BadLine[]): Promise<void> {
    const at = this.clock.now().toISOString();
    // lines of one chunk may be equal
    const entries = new Map(lines.map((line) => this.toEntry(organisation, line, at)).map((entry) => [entry._id, entry]));
    return this.entries.put([...entries.values()]);
  }

  async list(organisation: string, asked: PageAsked): Promise<QuarantineList> {
    const bound = { organisation, list: 'quarantine' };
    const { rows, ...next } = await this.cursors.page(
      asked,
      bound,
      (after: Place | undefined, limit: number) => this.entries.list(organisation, after, limit),
      ({ at, _id }) => [at, _id],
    );
    return {
      entries: rows.map((entry) => {
        const { content: _content, encoding: _encoding, ...listed } = this.open(entry);
        return listed;
      }),
      ...next,
    };
  }

  /** @throws Problem 404 for what is not the organisation's own */
  async get(organisation: string, id: string): Promise<QuarantineEntry> {
    const entry = await this.entries.find(organisation, id);
    if (!entry)
      throw new Problem({
        type: 'not-found',
        status: 404,
        title: 'Nothing here',
        detail: 'There is no such entry of yours; entries are kept for 14 days.',
      });
    this.policy.requireFresh();
    return this.open(entry);
  }

  /** An organisation's lines that hold a text, by their ids, and how many cannot be read well enough to say that they do not. */
  async findWith(organisation: string, text: string): Promise<{ found: string[]; unsure: number }> {
    const found: string[] = [];
    let unsure = 0;
    let lines = 0;
    for await (const entry of this.entries.all(organisation)) {
      // others have their turn meanwhile
      if (++lines % TURN === 0) await setImmediate();
      const searched = search(this.open(entry), text);
      if (searched === 'found') found.push(entry._id);
      if (searched === 'unsure') unsure += 1;
    }
    return { found, unsure };
  }

  forget(organisation: string, ids: readonly string[]): Promise<void> {
    return this.entries.remove(organisation, ids);
  }

  private toEntry(organisation: string, { line, bytes, verdict }: BadLine, at: string): QuarantineDocument {
    const common = { organisation, line, at, expiresAt: new Date(Date.now() + KEPT_MS) };
    if (verdict.kind === 'refused') return { _id: randomUUID(), ...common, refused: verdict.errors[0]?.detail ?? verdict.ground };
    const id = bytes ? this.digests.ofBytes(organisation, bytes).slice(0, 32) : randomUUID();
    const sealed: Sealed = { errors: verdict.errors, ...(bytes ? contentOf(bytes) : {}) };
    return { _id: id, ...common, sealed: this.seals.seal(organisation, id, Buffer.from(JSON.stringify(sealed))) };
  }

  private open({ _id: id, organisation, line, at, expiresAt, sealed, refused }: QuarantineDocument): QuarantineEntry {
    const entry = { id, line, at, expiresAt: expiresAt.toISOString() };
    if (!sealed) return { ...entry, errors: [{ pointer: '', detail: refused ?? 'It was refused.' }] };
    const { errors, ...content } = JSON.parse(this.seals.open(organisation, id, sealed).toString('utf8')) as Sealed;
    return { ...entry, errors: [...errors], ...content };
  }
}

function contentOf(bytes: Buffer): Pick<Sealed, 'content' | 'encoding'> {
  return isUtf8(bytes) ? { content: bytes.toString('utf8') } : { content: bytes.toString('base64'), encoding: 'base64' };
}
