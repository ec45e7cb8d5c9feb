import { Injectable } from '@nestjs/common';
import { KafkaClients } from '../kafka.ts';
import { sleep } from '../timing.ts';
import { ReplayRequests } from '../replay/replay-requests.ts';
import type { ClusterView, LogRange } from './cluster-view.ts';
import { endedBy, Generations, type GenerationDocument, type GenerationReason } from './generations.ts';
import { Positions, type PositionKey, type Source } from './positions.ts';
import type { Subscription } from './subscription.ts';

/**
 * Where a partition goes on: from `next`; or not before its replay is done; or not at all, because its replay is. One that has ended
 * may have done so unseen: who handled its end was killed before it was told.
 */
export type Opening =
  | { readonly kind: 'ready'; readonly key: PositionKey; readonly next: number }
  | { readonly kind: 'waiting'; readonly key: PositionKey }
  | { readonly kind: 'done' | 'ended'; readonly key: PositionKey };

/** Decides in which generation, and from where, a partition is handled. */
@Injectable()
export class Openings {
  private readonly asking = new Map<Subscription, Promise<GenerationDocument>>();

  constructor(
    private readonly clients: KafkaClients,
    private readonly generations: Generations,
    private readonly positions: Positions,
    private readonly requests: ReplayRequests,
  ) {}

  /** Takes the partition over. @param owner a new id for each opening */
  async open(view: ClusterView, subscription: Subscription, source: Source, partition: number, owner: string): Promise<Opening> {
    const generation = await this.present(view, subscription);
    const key = { generation: generation._id, source, partition };
    if (source === 'live' && generation.state === 'replaying') {
      const replay = await this.positions.find({ ...key, source: 'replay' });
      if (!replay?.complete) return { kind: 'waiting', key };
    }
    if (source === 'replay') {
      if (!generation.replay || generation.state === 'live') return { kind: 'done', key };
      this.requests.ask(subscription, generation._id);
    }
    const first = source === 'live' ? generation.liveFrom[partition] : generation.replay?.from[partition];
    const { next, complete } = await this.positions.take(key, first ?? 0, owner);
    if (complete) return { kind: 'ended', key };
    if (await this.lies(view, this.topicOf(subscription, source), partition, next)) return { kind: 'ready', key, next };
    await this.begin(view, subscription, generation, 'position');
    return this.open(view, subscription, source, partition, owner);
  }

  /** The present generation, begun now if what the last was bound to has changed. All partitions that ask at once share one answer. */
  present(view: ClusterView, subscription: Subscription): Promise<GenerationDocument> {
    const asked = this.asking.get(subscription);
    if (asked) return asked;
    const asking = this.findPresent(view, subscription).finally(() => this.asking.delete(subscription));
    this.asking.set(subscription, asking);
    return asking;
  }

  private async findPresent(view: ClusterView, subscription: Subscription): Promise<GenerationDocument> {
    const last = await this.generations.current(subscription.topic);
    const reason = endedBy(last, await this.surroundings(view, subscription));
    return last && !reason ? last : this.begin(view, subscription, last, reason ?? 'first');
  }

  /** To be called when a replay has ended on a partition. */
  async replayEnded(generation: string, partitions: number): Promise<void> {
    const positions = await this.positions.of(generation, 'replay');
    if (positions.filter(({ complete }) => complete).length === partitions) await this.generations.completeReplay(generation);
  }

  /** Whether the log goes on at `next`. An end that was read while a broker came back may be old, so it is read twice. */
  private async lies(view: ClusterView, topic: string, partition: number, next: number): Promise<boolean> {
    const within = ({ low, high }: LogRange) => low <= next && next <= high;
    const range = (await view.ranges(topic))[partition];
    if (!range) throw new Error(`Kafka says nothing about ${topic}/${partition}.`);
    if (within(range) || next < range.low) return within(range);
    await sleep(2_000);
    const later = (await view.ranges(topic))[partition];
    return later !== undefined && within(later);
  }

  private async begin(view: ClusterView, subscription: Subscription, last: GenerationDocument | undefined, because: GenerationReason) {
    const { topic, options } = subscription;
    const { replayTopicId, ...surroundings } = await this.surroundings(view, subscription);
    const live = await view.ranges(this.clients.topic(topic));
    const replay = options.replay && (await view.ranges(this.clients.topic(options.replay.topic)));
    return this.generations.begin(last, {
      topic,
      because,
      ...surroundings,
      liveFrom: live.map(({ low }) => low),
      ...(replay && replayTopicId ? { replay: { topicId: replayTopicId, from: replay.map(({ high }) => high) } } : {}),
    });
  }

  private async surroundings(view: ClusterView, { topic, options: { scheme = 1, replay } }: Subscription) {
    const { clusterId, topicId } = await view.identify(this.clients.topic(topic));
    if (!replay) return { scheme, clusterId, topicId };
    return { scheme, clusterId, topicId, replayTopicId: (await view.identify(this.clients.topic(replay.topic))).topicId };
  }

  private topicOf({ topic, options }: Subscription, source: Source): string {
    return this.clients.topic(source === 'replay' && options.replay ? options.replay.topic : topic);
  }
}
