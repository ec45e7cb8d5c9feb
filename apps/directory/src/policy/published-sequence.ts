import { Heartbeats, OutboxStatus } from '@landbridge/messaging';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PolicyChanges } from './policy-changes.ts';

/**
 * The number of the last change, which goes out with each heartbeat, and the one up to which all are in Kafka. It is the first that is told:
 * who is behind it asks here, also while the outbox waits for the lease of an instance that was killed.
 */
@Injectable()
export class PublishedSequence implements OnModuleInit {
  private published = 0;

  constructor(
    private readonly changes: PolicyChanges,
    private readonly outbox: OutboxStatus,
    private readonly heartbeats: Heartbeats,
  ) {}

  onModuleInit(): void {
    this.heartbeats.publishSequence(() => this.changes.sequence());
  }

  /** The number up to which all changes are in Kafka. */
  async read(): Promise<number> {
    // the number first: whatever it counts was in the outbox by then, so an empty outbox means that it was sent
    const sequence = await this.changes.sequence();
    if ((await this.outbox.pending()) === 0) this.published = Math.max(this.published, sequence);
    return this.published;
  }
}
