import { Heartbeats, OutboxStatus } from '@landbridge/messaging';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PolicyChanges } from './policy-changes.ts';

/** The number up to which all changes are in Kafka. It goes out with each heartbeat, and who is behind it knows that. */
@Injectable()
export class PublishedSequence implements OnModuleInit {
  private published = 0;

  constructor(
    private readonly changes: PolicyChanges,
    private readonly outbox: OutboxStatus,
    private readonly heartbeats: Heartbeats,
  ) {}

  onModuleInit(): void {
    this.heartbeats.publishSequence(() => this.read());
  }

  async read(): Promise<number> {
    // the number first: whatever it counts was in the outbox by then, so an empty outbox means that it was sent
    const sequence = await this.changes.sequence();
    if ((await this.outbox.pending()) === 0) this.published = Math.max(this.published, sequence);
    return this.published;
  }
}
