import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { type AuditEntry, contentDigest, linkDigest } from '@landbridge/contracts';
import { Problem } from '../problem.ts';
import type { Undated } from './audit-draft.ts';

/** A strand and the last entry that is in it. */
export interface Place {
  readonly strand: string;
  readonly number: number;
  readonly digest: string;
}

/** Where strands lie. */
export interface StrandStore {
  /** Begins a strand after the last one. */
  begin(): Promise<Place>;
  /** In this order, and durable when it ends. */
  insert(entries: AuditEntry[]): Promise<void>;
  lastOf(strand: string): Promise<Pick<AuditEntry, 'number' | 'digest'> | undefined>;
  now(): Promise<Date>;
}

interface Ask {
  readonly contents: readonly Undated[];
  readonly resolve: (ids: string[]) => void;
  readonly reject: (error: Error) => void;
  /** Nobody waits for it any more. */
  late: boolean;
}

/** Entries that are written at once. */
const AT_ONCE = 1_000;
/** So long an act waits to be put on record. Then it is not answered. */
const WAIT_MS = 5_000;
const PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2_000;

/**
 * Writes the one strand of this process. While entries are written others gather, and all that have gathered are written together: so
 * many acts share each wait for the disk, and a lone one waits for nobody. One write is under way at a time, in the order of the numbers,
 * so a process that is killed leaves no gap.
 */
export class StrandWriter {
  private readonly logger = new Logger('Audit');
  private waiting: Ask[] = [];
  private place: Place | undefined;
  private writing = false;

  /** @param pauseMs before it tries again for the first time */
  constructor(
    private readonly store: StrandStore,
    private readonly pauseMs = PAUSE_MS,
  ) {}

  /**
   * @returns the ids of the entries, once they are durable
   * @throws Problem 503 when that takes too long
   */
  append(contents: readonly Undated[]): Promise<string[]> {
    const { promise, resolve, reject } = Promise.withResolvers<string[]>();
    const ask: Ask = { contents, resolve, reject, late: false };
    const timer = setTimeout(() => {
      ask.late = true;
      reject(notOnRecord());
    }, WAIT_MS);
    this.waiting.push(ask);
    void this.drain();
    return promise.finally(() => clearTimeout(timer));
  }

  private async drain(): Promise<void> {
    if (this.writing) return;
    this.writing = true;
    try {
      for (let asks = this.take(); asks.length > 0; asks = this.take()) await this.write(asks);
    } finally {
      this.writing = false;
    }
  }

  private take(): Ask[] {
    this.waiting = this.waiting.filter(({ late }) => !late);
    let entries = 0;
    const rest = this.waiting.findIndex(({ contents }, place) => (entries += contents.length) > AT_ONCE && place > 0);
    return this.waiting.splice(0, rest === -1 ? this.waiting.length : rest);
  }

  /** Until they are durable: what was numbered may lie in the store already, so it cannot be taken back. */
  private async write(asks: readonly Ask[]): Promise<void> {
    let linked: AuditEntry[] | undefined;
    for (let pause = 0; ; pause = Math.min(LONGEST_PAUSE_MS, pause * 2 + this.pauseMs)) {
      try {
        if (pause > 0) await sleep(pause, undefined, { ref: false });
        if (pause > 0 && linked) linked = await this.unwritten(linked);
        if (!linked && asks.every(({ late }) => late)) return;
        linked ??= await this.link(asks.flatMap(({ contents }) => contents));
        await this.store.insert(linked);
        break;
      } catch (error) {
        if (pause === 0) this.logger.warn({ audit: 'waits', kind: error instanceof Error ? error.name : typeof error });
      }
    }
    this.answer(asks);
  }

  private async link(contents: readonly Undated[]): Promise<AuditEntry[]> {
    this.place ??= await this.store.begin();
    const at = (await this.store.now()).toISOString();
    const salts = randomBytes(16 * contents.length);
    let { number, digest } = this.place;
    const { strand } = this.place;
    const entries = contents.map((undated, i): AuditEntry => {
      const content = { at, ...undated };
      const salt = salts.subarray(16 * i, 16 * (i + 1)).toString('hex');
      const previous = digest;
      const inside = contentDigest(salt, content);
      number += 1;
      digest = linkDigest(previous, number, inside);
      return { strand, number, previous, contentDigest: inside, digest, salt, content };
    });
    this.place = { strand, number, digest };
    return entries;
  }

  /** What of them the store does not have yet; undefined when somebody else wrote into the strand, so that they need another one. */
  private async unwritten(linked: AuditEntry[]): Promise<AuditEntry[] | undefined> {
    const [first] = linked;
    const last = first && (await this.store.lastOf(first.strand));
    if (!first || !last || last.number < first.number) return linked;
    if (linked[last.number - first.number]?.digest === last.digest) return linked.slice(last.number - first.number + 1);
    this.logger.error({ audit: 'strand-not-ours', strand: first.strand, number: last.number });
    this.place = undefined;
    return undefined;
  }

  /** The ids follow from the place after the last entry, whatever strand they came to lie in. */
  private answer(asks: readonly Ask[]): void {
    if (!this.place) return;
    const { strand, number: last } = this.place;
    let number = last - asks.reduce((sum, { contents }) => sum + contents.length, 0);
    for (const { contents, resolve } of asks) resolve(contents.map(() => entryId(strand, ++number)));
  }
}

/** How entries are named outside of their strand. */
export const entryId = (strand: string, number: number) => `${strand}.${number}`;

function notOnRecord(): Problem {
  return new Problem({
    type: 'not-on-record',
    status: 503,
    title: 'It cannot be put on record now',
    detail: 'Nothing is answered that is not on record. What you asked for may have been done; send the same again.',
    headers: { 'retry-after': '5' },
  });
}
