import { randomUUID } from 'node:crypto';
import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { type AuditRoot, rootDigest, type StrandHead } from '@landbridge/contracts';
import { Lease, Outbox, repeat } from '@landbridge/messaging';
import type { ClientSession } from 'mongoose';
import { StoreClock } from '../clock.ts';
import { SERVICE_NAME } from '../tokens.ts';
import { AuditStore, type StrandDocument } from './audit-store.ts';
import { Strands } from './strands.ts';

const LOOK_MS = 10_000;
/** From one root to the next, a little less than a minute, so that looks at each ten seconds make one each minute. */
const SEAL_MS = 55_000;
/** A strand is looked at no more when nothing was written in it for so long. */
const CLOSES_MS = 24 * 3_600_000;
/** What one root may hold. */
const MOST_HEADS = 1_000;

/** Where a strand ends now. */
interface Found {
  readonly strand: StrandDocument;
  readonly head: StrandHead;
}

/**
 * Puts the heads of all strands that have grown under one digest, each minute, chained to the one before, and tells it in Kafka: from then
 * on nothing below can be changed unseen. A head that no later root names again stands as it was sealed.
 */
@Injectable()
export class Sealer implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly lease: Lease;
  private end: (() => Promise<void>) | undefined;

  constructor(
    private readonly store: AuditStore,
    private readonly strands: Strands,
    private readonly clock: StoreClock,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(SERVICE_NAME) private readonly service: string,
  ) {
    this.lease = new Lease(store.leases, 'audit-sealer', randomUUID());
  }

  onApplicationBootstrap(): void {
    this.end = repeat(() => this.sealWhenDue(), LOOK_MS);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.end?.();
    await this.lease.release().catch(() => undefined);
  }

  /** Seals what was not sealed yet. @returns the root; the last one when there was nothing */
  async seal(): Promise<AuditRoot | undefined> {
    const open = await this.store.strands.find({ open: true }).toArray();
    const found = await Promise.all(open.map(async (strand): Promise<Found> => ({ strand, head: await this.strands.headOf(strand) })));
    const at = await this.clock.now();
    await this.close(found, at);
    const grown = found.filter(({ strand, head }) => head.number > strand.sealed).slice(0, MOST_HEADS);
    if (grown.length === 0) return this.store.lastRoot();
    const root = await this.store.transaction((session) => this.write(grown, at, session));
    this.outbox.wake(this.service);
    return root;
  }

  private async sealWhenDue(): Promise<void> {
    if (!(await this.lease.hold())) return;
    const last = await this.store.lastRoot();
    const age = last ? (await this.clock.now()).getTime() - Date.parse(last.at) : Infinity;
    // a clock that was set back must not stop it
    if (age >= SEAL_MS || age < 0) await this.seal();
  }

  /** Two that seal at once meet at the number: the second begins again, and finds less to seal. */
  private async write(grown: readonly Found[], at: Date, session: ClientSession): Promise<AuditRoot | undefined> {
    const last = await this.store.lastRoot(session);
    const heads: StrandHead[] = [];
    for (const { head } of grown) {
      const risen = { strand: head.strand, sealed: { $lt: head.number } };
      const { modifiedCount } = await this.store.strands.updateOne(risen, { $set: { sealed: head.number } }, { session });
      if (modifiedCount === 1) heads.push(head);
    }
    if (heads.length === 0) return last;
    const root = {
      service: this.service,
      number: (last?.number ?? 0) + 1,
      ...(last && { previous: last.digest }),
      heads,
      at: at.toISOString(),
    };
    const sealed: AuditRoot = { ...root, digest: rootDigest(root) };
    await this.store.roots.insertOne({ ...sealed }, { session });
    await this.tell(sealed, session);
    return sealed;
  }

  private tell(root: AuditRoot, session: ClientSession): Promise<void> {
    const { service, number, at } = root;
    const acceptedAt = new Date(at);
    const event = { topic: 'audit', name: 'audit.sealed', key: service, subject: service, revision: number, time: acceptedAt } as const;
    return this.outbox.add(session, { organisation: service, acceptedAt, events: [{ ...event, data: root }] });
  }

  private async close(found: readonly Found[], now: Date): Promise<void> {
    for (const { strand, head } of found) {
      if (head.number > strand.sealed) continue;
      const last = (await this.store.lastEntry(head.strand))?.content?.at ?? strand.startedAt;
      if (now.getTime() - Date.parse(last) > CLOSES_MS)
        await this.store.strands.updateOne({ strand: head.strand }, { $set: { open: false } });
    }
  }
}
