import { Injectable } from '@nestjs/common';
import { eventName, type TopicName } from '@landbridge/contracts';
import type { KafkaMessage } from 'kafkajs';
import type { ClientSession } from 'mongoose';
import type { ReceivedEvent } from '../events.ts';
import { MessagingStore } from '../store.ts';
import type { PositionKey, Source } from './positions.ts';

/**
 * The decision that an event cannot be used, which binds every later owner of its partition. It holds the record as it came,
 * so that the dead letter is sent from here, at least once, and can be sent anew.
 */
export interface VerdictDocument {
  readonly _id: string;
  readonly generation: string;
  readonly source: Source;
  readonly partition: number;
  readonly offset: number;
  /** The topic to send it to again. */
  readonly topic: TopicName;
  readonly key: Buffer | null;
  /** Pairs, because a name may hold what no field name may. */
  readonly headers: readonly (readonly [name: string, value: Buffer])[];
  readonly value: Buffer | null;
  /** The report was withdrawn: what the record said of it is gone, and it is not sent again. */
  readonly forgotten?: true;
  /** Class and a message of ours, without content. */
  readonly error: { readonly name: string; readonly message: string };
  readonly at: Date;
  readonly letter: 'due' | 'sent';
  readonly replay?: 'due' | 'sent';
  readonly replays: number;
  readonly replayedAt?: Date;
}

/** A record that cannot be used, and why. */
export interface Condemned {
  readonly record: KafkaMessage;
  readonly error: { readonly name: string; readonly message: string };
}

@Injectable()
export class Verdicts {
  constructor(private readonly store: MessagingStore) {}

  /** Offsets in [from, next) on which there is a verdict. */
  async between({ generation, source, partition }: PositionKey, from: number, next: number): Promise<Set<number>> {
    const range = { $gte: verdictId({ generation, source, partition }, from), $lt: verdictId({ generation, source, partition }, next) };
    const found = await this.store.verdicts.find({ _id: range }, { projection: { offset: 1 } }).toArray();
    return new Set(found.map(({ offset }) => offset));
  }

  /** Stores verdicts; one that is there already stays. */
  async pass(key: PositionKey, topic: TopicName, condemned: readonly Condemned[], session?: ClientSession): Promise<void> {
    if (condemned.length === 0) return;
    const { generation, source, partition } = key;
    const writes = condemned.map(({ record, error }) => {
      const offset = Number(record.offset);
      const verdict: Omit<VerdictDocument, '_id'> = {
        generation, source, partition, offset, topic,
        key: record.key, headers: headerPairs(record.headers), value: isWithdrawal(record) ? null : record.value,
        error, at: new Date(), letter: 'due', replays: 0,
      }; // prettier-ignore
      return { updateOne: { filter: { _id: verdictId(key, offset) }, update: { $setOnInsert: verdict }, upsert: true } };
    });
    await this.store.verdicts.bulkWrite(writes, session ? { session } : {});
  }

  /** A withdrawal takes with it what verdicts keep of the report, in every generation. That their offsets are passed over stays. */
  async forgetWithdrawn(topic: TopicName, events: readonly ReceivedEvent<TopicName>[], session?: ClientSession): Promise<void> {
    const keys = events.filter(({ name }) => name === 'report.withdrawn').map(({ key }) => Buffer.from(key));
    if (keys.length === 0) return;
    const inSession = session ? { session } : {};
    const kept = { topic, key: { $in: keys }, forgotten: { $exists: false } };
    const found = await this.store.verdicts.find(kept, { ...inSession, projection: { _id: 1 } }).toArray();
    if (found.length === 0) return;
    const update = { $set: { value: null, forgotten: true as const }, $unset: { replay: '' as const } };
    await this.store.verdicts.bulkWrite(
      found.map(({ _id }) => ({ updateOne: { filter: { _id }, update } })),
      inSession,
    );
  }
}

/** It takes effect from its headers, and its body may say what the report was. */
function isWithdrawal({ headers }: KafkaMessage): boolean {
  return eventName(String(headers?.['ce_type'])) === 'report.withdrawn';
}

/** Sorts as the offsets do. */
function verdictId({ generation, source, partition }: PositionKey, offset: number): string {
  return `${generation}/${source}/${partition}/${String(offset).padStart(16, '0')}`;
}

function headerPairs(headers: KafkaMessage['headers']): [string, Buffer][] {
  return Object.entries(headers ?? {}).flatMap(([name, value]) => {
    const first = Array.isArray(value) ? value[0] : value;
    return first === undefined ? [] : [[name, Buffer.from(first)]];
  });
}
