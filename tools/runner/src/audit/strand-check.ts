import { type AuditEntry, type AuditStrand, beginningDigest, contentDigest, linkDigest } from '@landbridge/contracts/audit-chain';
import type { Checkpoint, Finding, Wrong } from './finding.ts';

/** How far from its place an entry that was given another number is looked for. */
const FAR = 10_000;
/** An entry is sealed at the second next minute, unless something was away; what says to be older than the last root by so much was not there then. */
const LATE_MS = 15 * 60_000;

/** What a walk along one strand found. */
export interface StrandVerdict {
  readonly entries: number;
  readonly purged: number;
  /** Entries after the last one that a root covers. */
  readonly unsealed: number;
  /** The first thing that is wrong. */
  readonly finding?: Finding;
}

/** An entry that stands before its time: moved there, or those before it are gone. */
interface Early {
  readonly entry: AuditEntry;
  readonly was: number;
  seen: boolean;
}

/** Walks along one strand, entry by entry in the order of their numbers, in constant memory, and makes every digest again. */
export class StrandCheck {
  private last: { number: number; digest: string };
  private beforeLast: string | undefined;
  private sealed = 0;
  private entries = 0;
  private purged = 0;
  private unsealed = 0;
  private finding: Finding | undefined;
  /** What a root says is wrong somewhere up to here; the next entry may tell where. */
  private suspect: Finding | undefined;
  private early: Early | undefined;
  private readonly strand: AuditStrand;
  private readonly ahead: readonly Checkpoint[];
  private compared = 0;
  private readonly lastSealed: number;
  private readonly lastRootAt: string | undefined;

  /** @param lastRootAt when the service's last root was sealed */
  constructor(strand: AuditStrand, checkpoints: readonly Checkpoint[], lastRootAt?: string) {
    this.strand = strand;
    this.ahead = [...checkpoints].sort((one, other) => one.number - other.number);
    this.lastSealed = this.ahead.findLast(({ sealedAt }) => sealedAt !== undefined)?.number ?? 0;
    this.lastRootAt = lastRootAt;
    this.last = { number: 0, digest: beginningDigest(strand) };
    this.compare();
  }

  see(entry: AuditEntry): void {
    this.entries += 1;
    if (entry.content === undefined) this.purged += 1;
    if (entry.number > this.lastSealed) this.unsealed += 1;
    if (this.early?.entry.previous === entry.digest) this.early.seen = true;
    if (this.isJudged()) return;
    const { suspect } = this;
    this.look(entry);
    if (!this.isJudged()) this.finding = suspect;
    this.beforeLast = this.last.digest;
    this.last = { number: entry.number, digest: entry.digest };
    this.compare();
  }

  end(): StrandVerdict {
    if (this.early) this.judgeEarly(this.early);
    this.finding ??= this.suspect;
    const missing = this.ahead[this.compared];
    if (missing && !this.finding)
      this.wrong(
        'removed',
        this.last.number + 1,
        `the strand ends at number ${this.last.number}, but ${missing.by} has number ${missing.number}`,
      );
    const { entries, purged, unsealed, finding } = this;
    return { entries, purged, unsealed, ...(finding && { finding }) };
  }

  private isJudged(): boolean {
    return this.finding !== undefined || this.early !== undefined;
  }

  private look(entry: AuditEntry): void {
    const due = this.last.number + 1;
    const { number, previous } = entry;
    if (number < due) this.wrong('inserted', number, 'the number stands there more than once');
    else if (number > due) this.wrong('removed', due, `numbers ${due} to ${number - 1} are missing`);
    else if (!saysWhatWasDigested(entry)) this.wrong('changed', number, 'what it says is not what was put on record');
    else if (linkDigest(previous, number, entry.contentDigest) !== entry.digest) this.judgeMoved(entry);
    else if (previous !== this.last.digest)
      this.wrong(
        'changed',
        due - 1,
        due === 1 ? 'the beginning of the strand is another one' : 'the entry after it was linked to another one',
      );
    else if (this.isTooOld(entry))
      this.wrong(
        'inserted',
        number,
        `it says that it was put on record at ${String(entry.content?.at)}, and was not there when a root was sealed at ${String(this.lastRootAt)} (or the clock was set back)`,
      );
  }

  /** Its digest does not go with its number. With another one it might. */
  private judgeMoved(entry: AuditEntry): void {
    const { number, previous } = entry;
    const was = numberOf(entry);
    if (was === undefined) this.wrong('changed', number, 'its digests do not go together');
    else if (was > number) this.early = { entry, was, seen: false };
    else if (previous === this.beforeLast || was < number - 1) this.wrong('inserted', was, `what stood there is number ${number} now`);
    else this.wrong('reordered', number, `it stood at number ${was}`);
  }

  /** What came before it still stands somewhere behind it, or is gone. */
  private judgeEarly({ entry: { number }, was, seen }: Early): void {
    this.wrong(seen ? 'reordered' : 'removed', number, `what stands there stood at number ${was}`);
  }

  private isTooOld({ number, content }: AuditEntry): boolean {
    if (number <= this.lastSealed || !content || this.lastRootAt === undefined) return false;
    return Date.parse(content.at) < Date.parse(this.lastRootAt) - LATE_MS;
  }

  /** With what others know of the place at which the walk is now. */
  private compare(): void {
    const { number, digest } = this.last;
    for (let next = this.ahead[this.compared]; next?.number === number; next = this.ahead[++this.compared]) {
      const { digest: known, by, sealedAt } = next;
      if (known === digest && sealedAt !== undefined) this.sealed = number;
      if (known === digest || this.isJudged()) continue;
      const from = Math.min(this.sealed + 1, number);
      const where = from === number ? '' : `from there to number ${number} somewhere: `;
      this.suspect ??= this.findingOf('changed', from, `${where}${by} knows another number ${number}`);
    }
  }

  private wrong(what: Wrong, number: number, detail: string): void {
    this.finding ??= this.findingOf(what, number, detail);
  }

  private findingOf(what: Wrong, number: number, detail: string): Finding {
    return { what, in: { strand: this.strand.strand }, number, detail };
  }
}

/** A purge takes salt and content, both. */
function saysWhatWasDigested({ salt, content, contentDigest: digest }: AuditEntry): boolean {
  if (salt === undefined || content === undefined) return salt === content;
  return contentDigest(salt, content) === digest;
}

/** The number with which its digests go together, if it had another one. */
function numberOf({ number, previous, contentDigest: content, digest }: AuditEntry): number | undefined {
  for (let other = 1; other < number + FAR; other += 1) if (linkDigest(previous, other, content) === digest) return other;
  return undefined;
}
