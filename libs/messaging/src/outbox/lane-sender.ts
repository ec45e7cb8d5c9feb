import type { Producer } from 'kafkajs';
import type { KafkaClients } from '../kafka.ts';
import { sizeOf, type WireEvent } from '../wire.ts';

/** A request stays below the 1 MiB that a broker takes as one batch, even if all its events go to one partition. */
const REQUEST_BYTES = 900_000;

/** Sends events of one lane in Kafka transactions. Whoever connects last is the lane's only sender: all before are fenced. */
export class LaneSender {
  private producer: Producer | undefined;

  constructor(
    private readonly clients: KafkaClients,
    private readonly lane: number,
  ) {}

  get connected(): boolean {
    return this.producer !== undefined;
  }

  /** Fences every earlier sender of the lane and ends the transaction it left open. */
  async connect(): Promise<void> {
    const producer = this.clients.producer({
      transactionalId: this.clients.name('lane', this.lane),
      transactionTimeout: 30_000,
      maxInFlightRequests: 1,
      retry: { initialRetryTime: 50, maxRetryTime: 1_000, retries: 5 },
    });
    try {
      await producer.connect();
      // KafkaJS asks for the producer id, which is what fences, at the first transaction
      await (await producer.transaction()).abort();
    } catch (error) {
      await producer.disconnect().catch(() => undefined);
      throw error;
    }
    this.producer = producer;
  }

  /**
   * All of the events or none, in order.
   * @throws whatever KafkaJS throws; after it the sender must connect again, which ends the transaction that may be open
   */
  async send(events: readonly WireEvent[]): Promise<void> {
    const transaction = await this.connectedProducer().transaction();
    try {
      for (const part of parts(events)) await transaction.sendBatch({ topicMessages: this.byTopic(part) });
      await transaction.commit();
    } catch (error) {
      await this.disconnect();
      throw error;
    }
  }

  async disconnect(): Promise<void> {
    const producer = this.producer;
    this.producer = undefined;
    await producer?.disconnect().catch(() => undefined);
  }

  private connectedProducer(): Producer {
    if (!this.producer) throw new Error('The sender is not connected.');
    return this.producer;
  }

  private byTopic(events: readonly WireEvent[]) {
    return [...Map.groupBy(events, ({ topic }) => topic)].map(([topic, messages]) => ({
      topic: this.clients.topic(topic),
      messages: messages.map(({ key, headers, value }) => ({ key, headers, value })),
    }));
  }
}

/** Cuts events, in order, into runs of at most `REQUEST_BYTES`; an event that is larger goes alone. */
function parts(events: readonly WireEvent[]): WireEvent[][] {
  const runs: WireEvent[][] = [[]];
  let bytes = 0;
  for (const event of events) {
    const size = sizeOf(event);
    if (bytes > 0 && bytes + size > REQUEST_BYTES) {
      runs.push([]);
      bytes = 0;
    }
    runs.at(-1)?.push(event);
    bytes += size;
  }
  return runs;
}
