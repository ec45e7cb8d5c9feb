import { createHash } from 'node:crypto';
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { TopicName } from '@landbridge/contracts';
import type { WireEvent } from '../wire.ts';

/** Lanes of an outbox. */
export const LANES = 8;

/** What one request, or one chunk of a bulk load, sends; written with it in one transaction. */
export interface ChunkDocument {
  readonly lane: number;
  /** Orders the chunks of a lane, then `_id`. */
  readonly acceptedAt: Date;
  /** Of its events in Kafka, roughly. */
  readonly bytes: number;
  /** The events, packed: MongoDB would else read and write each of their fields, when they are stored and when they are marked as sent. */
  readonly events: Buffer;
  /** Not yet in Kafka. */
  readonly pending?: true;
  /** By the store's clock. A week later the document goes. */
  readonly sentAt?: Date;
}

/** What is pending in any lane. It names the lane, because the index of what is pending begins with it. */
export const PENDING = { lane: { $gte: 0 }, pending: true } as const;

/** How many events of a lane Kafka has taken, of all topics and of each, under `topicField`. */
export interface LaneDocument {
  readonly _id: number;
  readonly sent: number;
  readonly topics?: Readonly<Record<string, number>>;
}

/** A dot would be a path. */
export const topicField = (topic: TopicName) => topic.replaceAll('.', '_');

/** An event that Kafka refuses for ever. */
export interface QuarantineDocument extends WireEvent {
  /** `<chunk>/<place in it>`, so that meeting it again writes nothing new. */
  readonly _id: string;
  readonly lane: number;
  /** Kafka's name for the reason. */
  readonly reason: string;
  readonly at: Date;
}

/** All chunks of an organisation are in one lane, so that their order holds. */
export function laneOf(organisation: string): number {
  return createHash('sha256').update(organisation).digest().readUInt32BE() % LANES;
}

/** Events of one chunk are so much alike that more effort gains little. */
const FAST = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

export function pack(events: readonly WireEvent[]): Buffer {
  return zstdCompressSync(JSON.stringify(events), FAST);
}

export function unpack(packed: Buffer): WireEvent[] {
  return JSON.parse(zstdDecompressSync(packed).toString('utf8')) as WireEvent[];
}
