import { Injectable } from '@nestjs/common';
import type { TopicName } from '@landbridge/contracts';
import { MessagingStore } from '../store.ts';
import { LANES, PENDING, topicField } from './chunk.ts';
import { OutboxPublisher } from './outbox-publisher.ts';
import { updateEach } from '../update-each.ts';

/** How far the outbox of this service has come, over all of its instances. */
@Injectable()
export class OutboxStatus {
  constructor(
    private readonly store: MessagingStore,
    private readonly publisher: OutboxPublisher,
  ) {}

  /** Chunks that are not yet in Kafka. */
  pending(): Promise<number> {
    return this.store.outbox.countDocuments(PENDING);
  }

  /** `acceptedAt` of the oldest of them. */
  async oldestUnsent(): Promise<Date | undefined> {
    const found = (await this.oldestByLane()).filter((date) => date !== undefined);
    return found.length === 0 ? undefined : new Date(Math.min(...found.map(Number)));
  }

  /** `acceptedAt` of the oldest chunk of each lane that is not yet in Kafka, by lane. */
  async oldestByLane(): Promise<(Date | undefined)[]> {
    if (!(await this.store.outbox.findOne(PENDING, { projection: { _id: 1 } }))) return Array.from({ length: LANES });
    return Promise.all(
      Array.from({ length: LANES }, async (_, lane) => {
        const first = { sort: { acceptedAt: 1, _id: 1 }, projection: { acceptedAt: 1 } } as const;
        return (await this.store.outbox.findOne({ lane, pending: true }, first))?.acceptedAt;
      }),
    );
  }

  /** Events that Kafka has taken, ever: of one topic, or of all. */
  async sent(topic?: TopicName): Promise<number> {
    const lanes = await this.store.lanes.find().toArray();
    return lanes.reduce((sum, { sent, topics }) => sum + (topic === undefined ? sent : (topics?.[topicField(topic)] ?? 0)), 0);
  }

  /** Events that Kafka refuses for ever. They lie in the collection `outbox-quarantine`. */
  quarantined(): Promise<number> {
    return this.store.quarantine.countDocuments();
  }

  /**
   * Sends again what was accepted since then and is still kept, which is a week. Consumers ignore what they have.
   * @returns the number of chunks
   */
  async republish(since: Date): Promise<number> {
    const sent = { acceptedAt: { $gte: since }, sentAt: { $exists: true } };
    const again = await updateEach(this.store.outbox, sent, { $set: { pending: true }, $unset: { sentAt: '' } });
    this.publisher.wake();
    return again;
  }
}
