import { Inject, Injectable } from '@nestjs/common';
import type { ClientSession } from 'mongoose';
import type { NewEvent } from '../events.ts';
import { MESSAGING_OPTIONS, type MessagingOptions } from '../messaging.options.ts';
import { MessagingStore } from '../store.ts';
import { sizeOf, toWire } from '../wire.ts';
import { laneOf, pack } from './chunk.ts';
import { OutboxPublisher } from './outbox-publisher.ts';

/** The events of one request, or of one chunk of a bulk load. */
export interface OutboxChunk {
  /** Chunks of the same organisation are sent in the order of `acceptedAt`. */
  readonly organisation: string;
  /** By the store's clock, asked once per chunk. */
  readonly acceptedAt: Date;
  readonly events: readonly NewEvent[];
}

/** A MongoDB document ends at 16 MiB; the rest of it needs room too. */
const MOST_BYTES = 15 * 1024 * 1024;

/** Events leave a service through here: written with what they tell of, sent by the publisher, Kafka or no Kafka. */
@Injectable()
export class Outbox {
  constructor(
    private readonly store: MessagingStore,
    private readonly publisher: OutboxPublisher,
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
  ) {}

  /**
   * Writes the chunk in the caller's transaction, as one document. Call `wake` after its commit.
   * @throws RangeError when the events take more than 15 MiB; make smaller chunks
   */
  async add(session: ClientSession, { organisation, acceptedAt, events }: OutboxChunk): Promise<void> {
    if (!session.inTransaction()) throw new Error('Outbox.add needs the transaction that writes what the events tell of.');
    if (events.length === 0) return;
    const wire = events.map((event) => toWire(event, this.options.service));
    const bytes = wire.reduce((sum, event) => sum + sizeOf(event), 0);
    if (bytes > MOST_BYTES) throw new RangeError(`A chunk of ${bytes} bytes does not fit into one document; make smaller chunks.`);
    await this.store.outbox.insertOne({ lane: laneOf(organisation), acceptedAt, bytes, events: pack(wire), pending: true }, { session });
  }

  /** Takes away, in the caller's transaction, the events of a key that Kafka refused for ever. Others are gone a week after they were sent. */
  async forgetRefused(session: ClientSession, key: string): Promise<void> {
    await this.store.quarantine.deleteMany({ key }, { session });
  }

  /**
   * Sends at once instead of at the next look, which is at most half a second away.
   * @param organisation whose chunk was committed; left out, all lanes look
   */
  wake(organisation?: string): void {
    this.publisher.wake(organisation === undefined ? undefined : laneOf(organisation));
  }
}
