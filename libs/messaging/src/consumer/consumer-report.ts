import { Injectable } from '@nestjs/common';
import type { TopicName } from '@landbridge/contracts';
import { MessagingHealth } from '../messaging-health.ts';
import { MessagingMetrics } from '../messaging-metrics.ts';
import { EffectFails } from './outage.ts';

export interface PartitionName {
  readonly topic: TopicName;
  readonly partition: number;
}

/** What is seen from outside of the partitions that this instance has. */
@Injectable()
export class ConsumerReport {
  private readonly waiting = new Map<TopicName, Set<number>>();

  constructor(
    private readonly health: MessagingHealth,
    private readonly metrics: MessagingMetrics,
  ) {}

  goesOn({ topic, partition }: PartitionName): void {
    this.health.goesOn(`${topic}/${partition}`);
    this.waiting.get(topic)?.delete(partition);
    this.show(topic);
  }

  /** @param because an outage is waited out; an effect that fails while all answers makes the service unready */
  waits({ topic, partition }: PartitionName, because: Error): void {
    if (because instanceof EffectFails) this.health.sticks(`${topic}/${partition}`, `${topic}/${partition}: ${because.message}`);
    this.waiting.set(topic, (this.waiting.get(topic) ?? new Set()).add(partition));
    this.show(topic);
  }

  handled({ topic, partition }: PartitionName, lag: number): void {
    this.metrics.lag.set({ topic, partition }, lag);
  }

  /** It is another instance's now, or may be: what was last seen of it here says nothing any more. */
  gone(partition: PartitionName): void {
    this.goesOn(partition);
    this.metrics.lag.remove({ topic: partition.topic, partition: partition.partition });
  }

  stopped(reason: string): void {
    this.health.fails('consumer', reason);
  }

  private show(topic: TopicName): void {
    this.metrics.paused.set({ topic }, this.waiting.get(topic)?.size ?? 0);
  }
}
