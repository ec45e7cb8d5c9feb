import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type AuditEntry, type AuditStrand, beginningDigest } from '@landbridge/contracts';
import { StoreClock } from '../clock.ts';
import { SERVICE_NAME } from '../tokens.ts';
import { AuditStore, type EntryDocument, type StrandDocument } from './audit-store.ts';
import type { Place, StrandStore } from './strand-writer.ts';
import { ownerToldAt } from './told-reader.ts';

/** The store's clock is asked at most so often; in between, this process counts on from there. */
const CLOCK_MS = 1_000;
/** A store that does not answer must not hold the next try up: what was written is looked for, and the rest is written. */
const WRITE_MS = 4_000;
/** A strand in which nothing was written for so long may have been closed. */
const MAY_BE_CLOSED_MS = 3_600_000;

/** The strands of this service, as its writers and its sealer need them. */
@Injectable()
export class Strands implements StrandStore {
  private asked = { at: -Infinity, time: 0 };
  private insertedAt = Infinity;

  constructor(
    private readonly store: AuditStore,
    private readonly clock: StoreClock,
    @Inject(SERVICE_NAME) private readonly service: string,
  ) {}

  /** Linked to the head that the strand before it has now; that one may still grow, in another instance. */
  async begin(): Promise<Place> {
    const before = await this.store.lastStrand();
    const predecessor = before && (await this.headOf(before));
    const startedAt = (await this.clock.now()).toISOString();
    const strand: AuditStrand = { strand: randomUUID(), service: this.service, startedAt, ...(predecessor && { predecessor }) };
    await this.store.strands.insertOne({ ...strand, sealed: -1, open: true });
    return { strand: strand.strand, number: 0, digest: beginningDigest(strand) };
  }

  async insert(entries: AuditEntry[]): Promise<void> {
    const [first] = entries;
    if (!first) return;
    const now = performance.now();
    if (now - this.insertedAt > MAY_BE_CLOSED_MS) await this.store.strands.updateOne({ strand: first.strand }, { $set: { open: true } });
    await this.store.entries.insertMany(entries.map(asStored), { ordered: true, timeoutMS: WRITE_MS });
    this.insertedAt = now;
  }

  lastOf(strand: string): Promise<AuditEntry | undefined> {
    return this.store.lastEntry(strand);
  }

  async now(): Promise<Date> {
    const now = performance.now();
    if (now - this.asked.at > CLOCK_MS) this.asked = { at: now, time: (await this.clock.now()).getTime() };
    return new Date(this.asked.time + (now - this.asked.at));
  }

  /** The last entry of a strand that is durable, or its beginning. */
  async headOf(strand: StrandDocument): Promise<Place> {
    const { number, digest } = (await this.store.lastEntry(strand.strand)) ?? { number: 0, digest: beginningDigest(strand) };
    return { strand: strand.strand, number, digest };
  }
}

function asStored(entry: AuditEntry): EntryDocument {
  const told = entry.content && ownerToldAt(entry.content);
  return { ...entry, ...(told !== undefined && { ownerToldAt: told }) };
}
