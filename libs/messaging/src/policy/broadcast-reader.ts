import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { TopicName } from '@landbridge/contracts';
import type { EachBatchPayload, KafkaMessage } from 'kafkajs';
import { BackgroundConsumer } from '../consumer/background-consumer.ts';
import { decode } from '../consumer/decode.ts';
import { Verdicts, type Condemned } from '../consumer/verdicts.ts';
import { KafkaClients } from '../kafka.ts';
import { MessagingHealth } from '../messaging-health.ts';
import { Arrival } from './arrival.ts';
import { Heartbeats } from './heartbeats.ts';
import { PolicyContext, type PolicyChange } from './policy-context.ts';

const CHECK_MS = 5_000;
const POLICY: TopicName = 'organisations';
const HEARTBEATS: TopicName = 'heartbeats';
/** The only one whose word on the policy context counts. */
const DIRECTORY = 'directory';

/** KafkaJS fetches again after an error that says it is retriable, and stops for ever after another. It looks through `cause`. */
class NotStored extends Error {
  override readonly name = 'NotStored';
  readonly retriable = true;
  constructor(readonly reason: unknown) {
    super('A verdict could not be stored.');
  }
}

/** Reads, for this instance alone, what every instance must know: all of `organisations`, and `heartbeats` from now on. */
@Injectable()
export class BroadcastReader {
  private background: BackgroundConsumer | undefined;
  private identity: string | undefined;
  private readonly arrival = new Arrival();

  constructor(
    private readonly clients: KafkaClients,
    private readonly policy: PolicyContext,
    private readonly heartbeats: Heartbeats,
    private readonly verdicts: Verdicts,
    private readonly health: MessagingHealth,
  ) {}

  /** Starts in the background: Kafka may be away. */
  start(): void {
    const background = new BackgroundConsumer(this.clients, this.health, {
      part: 'reader of the policy context',
      config: { groupId: this.clients.name('broadcast', randomUUID()), maxWaitTimeInMs: 250 },
      topics: [
        { topic: this.clients.topic(POLICY), fromBeginning: true },
        { topic: this.clients.topic(HEARTBEATS), fromBeginning: false },
      ],
      run: { partitionsConsumedConcurrently: 2, eachBatch: (payload) => this.take(payload) },
    });
    const { consumer } = background;
    consumer.on(consumer.events.START_BATCH_PROCESS, ({ payload: { topic, batchSize, lastOffset, highWatermark } }) => {
      // nothing but markers of transactions may be all that is left
      if (batchSize === 0 && topic === this.clients.topic(POLICY)) this.policy.receive([], isLast(lastOffset, highWatermark));
    });
    this.background = background;
    background.start(() => this.checkTopic(background), CHECK_MS);
  }

  async stop(): Promise<void> {
    await this.background?.stop();
  }

  /** A topic made anew may be longer than the old one was where we stand in it. An empty one brings nothing, which is all there is. */
  private async checkTopic({ consumer, view }: BackgroundConsumer): Promise<void> {
    const topic = this.clients.topic(POLICY);
    const { clusterId, topicId } = await view.identify(topic);
    const identity = `${clusterId}:${topicId}`;
    if (this.identity !== undefined && this.identity !== identity) consumer.seek({ topic, partition: 0, offset: '0' });
    this.identity = identity;
    const [log] = await view.ranges(topic);
    if (log && log.low === log.high) this.policy.receive([], true);
  }

  private async take({ batch }: EachBatchPayload): Promise<void> {
    const caughtUp = isLast(batch.lastOffset(), batch.highWatermark);
    const condemned =
      batch.topic === this.clients.topic(POLICY) ? this.readPolicy(batch.messages, caughtUp) : this.readHeartbeats(batch.messages);
    if (condemned.length === 0) return;
    const topic = batch.topic === this.clients.topic(POLICY) ? POLICY : HEARTBEATS;
    try {
      await this.verdicts.pass({ generation: `${topic}:${this.identity ?? 'unknown'}`, source: 'live', partition: 0 }, topic, condemned);
    } catch (error) {
      throw new NotStored(error);
    }
  }

  private readPolicy(records: readonly KafkaMessage[], caughtUp: boolean): Condemned[] {
    const condemned: Condemned[] = [];
    const changes = records.flatMap((record): PolicyChange[] => {
      const decoded = decode<'organisations'>({ topic: POLICY, stampOffset: 0 }, record);
      if (decoded.kind === 'completed') return [];
      if (decoded.kind === 'unreadable') {
        condemned.push({ record, error: { name: decoded.error.name, message: decoded.error.message } });
        return record.key ? [{ kind: 'unreadable', subject: record.key.toString(), sequence: undefined }] : [];
      }
      const { event } = decoded;
      if (event.name === 'community.changed') return [{ kind: 'community', state: event.data }];
      if (!event.data) return [{ kind: 'unreadable', subject: event.subject, sequence: event.revision }];
      const status = event.name === 'organisation.suspended' ? 'suspended' : event.data.status;
      return [{ kind: 'organisation', state: { ...event.data, status } }];
    });
    this.policy.receive(changes, caughtUp);
    return condemned;
  }

  private readHeartbeats(records: readonly KafkaMessage[]): Condemned[] {
    const condemned: Condemned[] = [];
    const now = performance.now();
    for (const { timestamp } of records) this.arrival.age(Number(timestamp), now);
    for (const record of records) {
      const sentAt = now - this.arrival.age(Number(record.timestamp), now);
      const decoded = decode<'heartbeats'>({ topic: HEARTBEATS, stampOffset: 0 }, record);
      if (decoded.kind === 'unreadable') condemned.push({ record, error: { name: decoded.error.name, message: decoded.error.message } });
      if (decoded.kind !== 'event') continue;
      const { data } = decoded.event;
      this.heartbeats.hear(data, sentAt);
      if (data.sender === DIRECTORY && data.sequence !== undefined) this.policy.hear(data.sequence, sentAt);
    }
    return condemned;
  }
}

const isLast = (offset: string, highWatermark: string) => Number(offset) + 1 >= Number(highWatermark);
