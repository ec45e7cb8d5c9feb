import { Injectable } from '@nestjs/common';
import type { TopicName } from '@landbridge/contracts';
import { KafkaClients } from '../kafka.ts';
import { EventConsumer } from './event-consumer.ts';
import { Generations } from './generations.ts';
import { Positions } from './positions.ts';

/** How far this service has come with a topic, over all of its instances. */
export interface TopicStatus {
  readonly topic: TopicName;
  readonly generation: string | undefined;
  readonly state: 'starting' | 'replaying' | 'live';
  /** Offsets that are not handled yet; undefined while Kafka cannot be asked. */
  readonly lag: number | undefined;
}

@Injectable()
export class ConsumerStatus {
  constructor(
    private readonly consumer: EventConsumer,
    private readonly generations: Generations,
    private readonly positions: Positions,
    private readonly clients: KafkaClients,
  ) {}

  /** Every topic that this service handles. */
  topics(): Promise<TopicStatus[]> {
    return Promise.all(this.consumer.subscribed().map(({ topic }) => this.of(topic)));
  }

  private async of(topic: TopicName): Promise<TopicStatus> {
    const generation = await this.generations.current(topic);
    if (!generation) return { topic, generation: undefined, state: 'starting', lag: undefined };
    return { topic, generation: generation._id, state: generation.state, lag: await this.lag(topic, generation._id, generation.liveFrom) };
  }

  private async lag(topic: TopicName, generation: string, from: readonly number[]): Promise<number | undefined> {
    const ranges = await this.consumer
      .view()
      ?.ranges(this.clients.topic(topic))
      .catch(() => undefined);
    if (!ranges) return undefined;
    const next = new Map((await this.positions.of(generation, 'live')).map((position) => [position.partition, position.next]));
    return ranges.reduce((lag, { high }, partition) => lag + Math.max(0, high - (next.get(partition) ?? from[partition] ?? 0)), 0);
  }
}
