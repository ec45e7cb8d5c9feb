import { Injectable } from '@nestjs/common';
import type { TopicName } from '@landbridge/contracts';
import { KafkaClients } from '../kafka.ts';
import { EventConsumer } from './event-consumer.ts';
import type { LogRange } from './cluster-view.ts';
import { Generations, type GenerationDocument } from './generations.ts';
import { Positions } from './positions.ts';

/** How far this service has come with a topic, over all of its instances. */
export interface TopicStatus {
  readonly topic: TopicName;
  readonly generation: string | undefined;
  readonly state: 'starting' | 'replaying' | 'live';
  /** Offsets that are not handled yet; undefined while Kafka cannot be asked. */
  readonly lag: number | undefined;
  /** First offset that is not handled, by partition: whatever comes before it has taken effect. */
  readonly handled: readonly number[];
  /** While it is replaying: events of the past that are handled, and those that are there and wait. */
  readonly replay?: { readonly handled: number; readonly waiting: number };
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
    if (!generation) return { topic, generation: undefined, state: 'starting', lag: undefined, handled: [] };
    const { _id, state } = generation;
    const handled = await this.handled(generation);
    const lag = await this.lag(topic, handled);
    const replay = state === 'replaying' ? await this.replay(generation) : undefined;
    return { topic, generation: _id, state, lag, handled, ...(replay && { replay }) };
  }

  private async replay({ _id, topic, replay }: GenerationDocument): Promise<TopicStatus['replay']> {
    const from = this.consumer.subscribed().find((subscription) => subscription.topic === topic)?.options.replay;
    const ranges = from && (await this.ranges(from.topic));
    if (!ranges || !replay) return undefined;
    const next = new Map((await this.positions.of(_id, 'replay')).map((position) => [position.partition, position.next]));
    return ranges.reduce(
      (sums, { high }, partition) => {
        const first = replay.from[partition] ?? 0;
        const reached = next.get(partition) ?? first;
        return { handled: sums.handled + reached - first, waiting: sums.waiting + Math.max(0, high - reached) };
      },
      { handled: 0, waiting: 0 },
    );
  }

  private async handled({ _id, liveFrom }: GenerationDocument): Promise<number[]> {
    const next = new Map((await this.positions.of(_id, 'live')).map((position) => [position.partition, position.next]));
    return liveFrom.map((first, partition) => next.get(partition) ?? first);
  }

  private async lag(topic: TopicName, handled: readonly number[]): Promise<number | undefined> {
    const ranges = await this.ranges(topic);
    return ranges?.reduce((lag, { high }, partition) => lag + Math.max(0, high - (handled[partition] ?? 0)), 0);
  }

  private async ranges(topic: TopicName): Promise<LogRange[] | undefined> {
    return this.consumer
      .view()
      ?.ranges(this.clients.topic(topic))
      .catch(() => undefined);
  }
}
