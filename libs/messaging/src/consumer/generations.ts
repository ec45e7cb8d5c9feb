import { Injectable, Logger } from '@nestjs/common';
import type { TopicName } from '@landbridge/contracts';
import { MessagingStore } from '../store.ts';

/**
 * One life of a consumer's state. Another scheme, another Kafka cluster, a topic made anew or a position that Kafka no longer has
 * begins the next: positions and stamps of the old one mean nothing there.
 */
export interface GenerationDocument {
  readonly _id: string;
  readonly topic: TopicName;
  /** 1, 2, 3 … by topic; the highest is the present one. */
  readonly number: number;
  readonly scheme: number;
  readonly clusterId: string;
  readonly topicId: string;
  readonly state: 'replaying' | 'live';
  /** First offset by partition. */
  readonly liveFrom: readonly number[];
  /** The topic that brings the past, where the consumer has one. */
  readonly replay?: { readonly topicId: string; readonly from: readonly number[] };
  readonly because: GenerationReason;
  readonly startedAt: Date;
}

export type GenerationReason = 'first' | 'scheme' | 'cluster' | 'topic' | 'replay-topic' | 'position';

/** What a generation is bound to, as Kafka says it now. */
export interface Surroundings {
  readonly scheme: number;
  readonly clusterId: string;
  readonly topicId: string;
  readonly replayTopicId?: string;
}

/** @returns why the generation is over, if it is */
export function endedBy(generation: GenerationDocument | undefined, now: Surroundings): GenerationReason | undefined {
  if (!generation) return 'first';
  if (generation.scheme !== now.scheme) return 'scheme';
  if (generation.clusterId !== now.clusterId) return 'cluster';
  if (generation.topicId !== now.topicId) return 'topic';
  if (generation.state === 'replaying' && generation.replay?.topicId !== now.replayTopicId) return 'replay-topic';
  return undefined;
}

@Injectable()
export class Generations {
  private readonly logger = new Logger('Consumer');

  constructor(private readonly store: MessagingStore) {}

  /** The present generation of a topic's consumer in this service. */
  async current(topic: TopicName): Promise<GenerationDocument | undefined> {
    return (await this.store.generations.findOne({ topic }, { sort: { number: -1 } })) ?? undefined;
  }

  /** Begins the next generation, unless another instance just did. @returns the present one */
  async begin(
    last: GenerationDocument | undefined,
    next: Pick<GenerationDocument, 'topic' | 'liveFrom' | 'because' | 'replay'> & Surroundings,
  ): Promise<GenerationDocument> {
    const { topic, scheme, clusterId, topicId, liveFrom, replay, because } = next;
    const number = (last?.number ?? 0) + 1;
    const generation: GenerationDocument = {
      _id: `${topic}:${number}:${scheme}:${clusterId}:${topicId}`,
      topic,
      number,
      scheme,
      clusterId,
      topicId,
      state: replay ? 'replaying' : 'live',
      liveFrom,
      ...(replay ? { replay } : {}),
      because,
      startedAt: new Date(),
    };
    try {
      await this.store.generations.insertOne(generation);
      this.logger.warn(`${topic}: generation ${number} begins (${because}).`);
      return generation;
    } catch (error) {
      const present = await this.current(topic);
      if (present && present.number >= number) return present;
      throw error;
    }
  }

  /** The past is there, on all partitions. */
  async completeReplay(id: string): Promise<void> {
    await this.store.generations.updateOne({ _id: id }, { $set: { state: 'live' } });
  }
}
