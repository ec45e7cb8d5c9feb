import { Logger } from '@nestjs/common';
import type { mongo } from 'mongoose';
import type { Lease } from '../lease.ts';
import type { MessagingMetrics } from '../messaging-metrics.ts';
import type { MessagingStore } from '../store.ts';
import { sleep } from '../timing.ts';
import type { WireEvent } from '../wire.ts';
import { type ChunkDocument, topicField, unpack } from './chunk.ts';
import type { LaneSender } from './lane-sender.ts';
import { fenced, refusal } from './refusal.ts';

type Chunk = Pick<mongo.WithId<ChunkDocument>, '_id'> & { readonly events: readonly WireEvent[] };

/** What goes in one Kafka transaction, and what is held in memory. A larger chunk goes alone. */
const TRANSACTION_BYTES = 2 * 1024 * 1024;
const MOST_CHUNKS = 100;
/** From one transaction to the next, unless one is full: each costs the same, and the first after a rest goes at once. */
const PACE_MS = 500;

/** Sends the chunks of one lane in order, as long as it holds the lane's lease. */
export class Lane {
  private readonly logger = new Logger('Outbox');
  private readonly stopping = new AbortController();
  /** An outage is told once. */
  private troubled = false;

  constructor(
    private readonly number: number,
    private readonly store: MessagingStore,
    private readonly lease: Lease,
    private readonly sender: LaneSender,
    private readonly metrics: MessagingMetrics,
  ) {}

  /** Sends until nothing is pending, or another instance holds the lane. @throws what stopped it; what is pending stays pending */
  async drain(): Promise<void> {
    try {
      for (let batch = await this.next(); batch.chunks.length > 0 && !this.stopping.signal.aborted; batch = await this.next()) {
        if (!(await this.lease.hold())) {
          await this.sender.disconnect();
          return;
        }
        // read again after fencing: only now nobody else marks chunks of this lane
        if (!this.sender.connected) await this.sender.connect();
        else {
          await this.send(batch.chunks);
          this.troubled = false;
          if (!batch.full) await sleep(PACE_MS, undefined, this.stopping).catch(() => undefined);
        }
      }
    } catch (error) {
      if (fenced(error)) {
        this.metrics.fenced.inc();
        this.logger.warn(`Lane ${this.number} was taken over by another instance; stepping back.`);
      } else if (!this.troubled) this.logger.warn(`Lane ${this.number} waits: ${error instanceof Error ? error.name : typeof error}.`);
      this.troubled = true;
      this.lease.doubt();
      await this.sender.disconnect();
      throw error;
    }
  }

  /** Ends after the transaction under way, and lets another instance take over. @param end waits for `drain` */
  async stop(end: () => Promise<void>): Promise<void> {
    this.stopping.abort();
    await end();
    await this.sender.disconnect();
    await this.lease.release().catch(() => undefined);
  }

  /** The oldest pending chunks. @returns also whether there may be more than one transaction takes */
  private async next(): Promise<{ chunks: Chunk[]; full: boolean }> {
    const pending = this.store.outbox
      .find({ lane: this.number, pending: true }, { promoteBuffers: true, batchSize: 2 })
      .sort({ acceptedAt: 1, _id: 1 })
      .limit(MOST_CHUNKS);
    const chunks: Chunk[] = [];
    let bytes = 0;
    for await (const chunk of pending) {
      bytes += chunk.bytes;
      if (chunks.length > 0 && bytes > TRANSACTION_BYTES) return { chunks, full: true };
      chunks.push({ _id: chunk._id, events: unpack(chunk.events) });
    }
    return { chunks, full: chunks.length === MOST_CHUNKS };
  }

  private async send(chunks: readonly Chunk[]): Promise<void> {
    try {
      await this.sender.send(chunks.flatMap(({ events }) => events));
      await this.mark(chunks);
    } catch (error) {
      if (refusal(error) === undefined) throw error;
      for (const chunk of chunks) await this.mark([chunk], await this.sendInHalves(chunk, 0, chunk.events.length));
    }
  }

  /** @returns the chunk's events from..to that were put into quarantine because Kafka refuses them for ever */
  private async sendInHalves(chunk: Chunk, from: number, to: number): Promise<WireEvent[]> {
    if (!this.sender.connected) await this.sender.connect();
    try {
      await this.sender.send(chunk.events.slice(from, to));
      return [];
    } catch (error) {
      const reason = refusal(error);
      if (reason === undefined) throw error;
      if (to - from === 1) return await this.setAside(chunk, from, reason);
      const middle = Math.floor((from + to) / 2);
      return [...(await this.sendInHalves(chunk, from, middle)), ...(await this.sendInHalves(chunk, middle, to))];
    }
  }

  private async setAside(chunk: Chunk, place: number, reason: string): Promise<WireEvent[]> {
    const event = chunk.events[place];
    if (!event) return [];
    const document = { ...event, lane: this.number, reason, at: new Date() };
    await this.store.quarantine.updateOne({ _id: `${chunk._id.toHexString()}/${place}` }, { $setOnInsert: document }, { upsert: true });
    this.metrics.quarantined.inc();
    this.logger.error(`Kafka refuses an event on ${event.topic} for ever (${reason}); it is in outbox-quarantine.`);
    return [event];
  }

  /** Counts each chunk once, also when a stalled predecessor marks the same one. */
  private async mark(chunks: readonly Chunk[], quarantined: readonly WireEvent[] = []): Promise<void> {
    const sent = await this.store.transaction(async (session) => {
      const taken: WireEvent[] = [];
      for (const { _id, events } of chunks) {
        const { modifiedCount } = await this.store.outbox.updateOne(
          { _id, pending: true },
          { $unset: { pending: '' }, $currentDate: { sentAt: true } },
          { session },
        );
        if (modifiedCount === 1) taken.push(...events.filter((event) => !quarantined.includes(event)));
      }
      if (taken.length > 0) await this.store.lanes.updateOne({ _id: this.number }, { $inc: countsOf(taken) }, { session, upsert: true });
      return taken.length;
    });
    this.metrics.sent.inc(sent);
  }
}

function countsOf(events: readonly WireEvent[]): Record<string, number> {
  const topics = [...Map.groupBy(events, ({ topic }) => topic)].map(([topic, { length }]) => [`topics.${topicField(topic)}`, length]);
  return { sent: events.length, ...(Object.fromEntries(topics) as Record<string, number>) };
}
