import { Inject, Injectable } from '@nestjs/common';
import type { TopicName } from '@landbridge/contracts';
import type { IHeaders, Producer } from 'kafkajs';
import type { mongo } from 'mongoose';
import { KafkaClients } from '../kafka.ts';
import { MESSAGING_OPTIONS, type MessagingOptions } from '../messaging.options.ts';
import { MessagingStore } from '../store.ts';
import { Alarm, repeat } from '../timing.ts';
import type { VerdictDocument } from './verdicts.ts';
import { updateEach } from '../update-each.ts';

/** An event that this service could not use. */
export interface DeadLetter {
  readonly id: string;
  readonly topic: TopicName;
  readonly source: 'live' | 'replay';
  readonly partition: number;
  readonly offset: number;
  readonly key: string | undefined;
  readonly headers: Record<string, string>;
  readonly value: string | undefined;
  /** The report was withdrawn: what the event said of it is gone, and it is not produced anew. */
  readonly forgotten: boolean;
  /** Class and a message of ours, without content. */
  readonly error: { readonly name: string; readonly message: string };
  readonly at: Date;
  /** How often it was produced anew, and when last. */
  readonly replays: number;
  readonly replayedAt: Date | undefined;
}

export interface DeadLetterFilter {
  readonly ids?: readonly string[];
  readonly topic?: TopicName;
  /** Class of the error. */
  readonly error?: string;
  /** Whether it was produced anew before. */
  readonly replayed?: boolean;
}

const LOOK_MS = 1_000;
const AT_ONCE = 100;
const BROADCASTS: TopicName[] = ['organisations', 'heartbeats'];

/** Sends verdicts as dead letters, at least once, and the events anew when an operator asks for it. */
@Injectable()
export class DeadLetters {
  private readonly alarm = new Alarm();
  private readonly producer: Producer;
  private end: (() => Promise<void>) | undefined;

  constructor(
    private readonly store: MessagingStore,
    private readonly clients: KafkaClients,
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
  ) {
    this.producer = clients.producer({ retry: { retries: 2 } });
  }

  /** Newest last. @param after the `id` of the last one on the page before */
  async list({ limit = 100, after, ...filter }: DeadLetterFilter & { limit?: number; after?: string } = {}): Promise<DeadLetter[]> {
    const page = after === undefined ? {} : { _id: { $gt: after } };
    const query = { $and: [queryOf(filter), page] };
    const found = this.store.verdicts.find(query, { promoteBuffers: true }).sort({ _id: 1 }).limit(limit);
    return (await found.toArray()).map(letterOf);
  }

  /** Dead letters that were never produced anew, and could be. */
  count(): Promise<number> {
    return this.store.verdicts.countDocuments({ replays: 0, forgotten: { $exists: false } });
  }

  /**
   * Produces the events anew to the topic they came from, key, headers and body as they were; one from a replay goes to the live topic.
   * Those of `organisations` and `heartbeats` are left out: only directory may say who is who, and it says it again by itself; and so are
   * those of reports that were withdrawn.
   * Each is remembered, and goes out even if this instance ends before.
   * @returns how many
   */
  async replay(filter: DeadLetterFilter): Promise<number> {
    const meant = { $and: [queryOf(filter), { topic: { $nin: BROADCASTS }, forgotten: { $exists: false } }] };
    const due = await updateEach(this.store.verdicts, meant, { $set: { replay: 'due' } });
    this.wake();
    return due;
  }

  start(): void {
    this.end ??= repeat(() => this.sendDue(), LOOK_MS, this.alarm);
  }

  wake(): void {
    this.alarm.wake();
  }

  async stop(): Promise<void> {
    await this.end?.();
    await this.producer.disconnect().catch(() => undefined);
  }

  private async sendDue(): Promise<void> {
    await this.sendAll({ letter: 'due' }, (verdict) => this.sendLetter(verdict), { $set: { letter: 'sent' } });
    await this.sendAll({ replay: 'due' }, (verdict) => this.sendAnew(verdict), {
      $set: { replay: 'sent' },
      $inc: { replays: 1 },
      $currentDate: { replayedAt: true },
    });
  }

  private async sendAll(
    due: mongo.Filter<VerdictDocument>,
    send: (verdict: VerdictDocument) => Promise<unknown>,
    sent: mongo.UpdateFilter<VerdictDocument>,
  ): Promise<void> {
    for (;;) {
      const verdicts = await this.store.verdicts.find(due, { promoteBuffers: true }).limit(AT_ONCE).toArray();
      if (verdicts.length === 0) return;
      await this.producer.connect();
      for (const verdict of verdicts) {
        await send(verdict);
        await this.store.verdicts.updateOne({ ...due, _id: verdict._id }, sent);
      }
    }
  }

  private sendLetter({ topic, source, partition, offset, key, headers, value, error }: VerdictDocument) {
    const origin = {
      'landbridge-service': this.options.service,
      'landbridge-topic': this.clients.topic(topic),
      'landbridge-source': source,
      'landbridge-partition': String(partition),
      'landbridge-offset': String(offset),
      'landbridge-error': error.name,
      'landbridge-reason': error.message,
    };
    const message = { key, value, headers: { ...kafkaHeaders(headers), ...origin } };
    return this.producer.send({ topic: this.clients.topic('dead-letters'), messages: [message] });
  }

  private sendAnew({ topic, key, headers, value }: VerdictDocument) {
    return this.producer.send({ topic: this.clients.topic(topic), messages: [{ key, value, headers: kafkaHeaders(headers) }] });
  }
}

function queryOf({ ids, topic, error, replayed }: DeadLetterFilter): mongo.Filter<VerdictDocument> {
  return {
    ...(ids ? { _id: { $in: [...ids] } } : {}),
    ...(topic ? { topic } : {}),
    ...(error ? { 'error.name': error } : {}),
    ...(replayed === undefined ? {} : { replays: replayed ? { $gt: 0 } : 0 }),
  };
}

function letterOf({
  _id,
  topic,
  source,
  partition,
  offset,
  key,
  headers,
  value,
  forgotten,
  error,
  at,
  replays,
  replayedAt,
}: VerdictDocument): DeadLetter {
  const texts = Object.fromEntries(headers.map(([name, text]) => [name, text.toString()]));
  return {
    id: _id,
    topic,
    source,
    partition,
    offset,
    key: key?.toString(),
    headers: texts,
    value: value?.toString(),
    forgotten: forgotten === true,
    error,
    at,
    replays,
    replayedAt,
  };
}

const kafkaHeaders = (pairs: VerdictDocument['headers']): IHeaders => Object.fromEntries(pairs);
