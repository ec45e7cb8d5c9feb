import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import type { TopicName } from '@landbridge/contracts';
import type { Batch, EachBatchPayload, KafkaMessage } from 'kafkajs';
import { backOff } from '../timing.ts';
import type { ClusterView } from './cluster-view.ts';
import type { Openings } from './openings.ts';
import { EffectFails, Interrupted, Outage } from './outage.ts';
import { NotOwner, type PositionKey, type Positions, type Source } from './positions.ts';
import { windowOf, type Subscription } from './subscription.ts';
import type { WindowRunner } from './window-runner.ts';

/** Which partition this is. */
export interface Place {
  readonly subscription: Subscription;
  readonly source: Source;
  readonly partition: number;
  /** The topic it is of: the subscription's, or that of its replay. */
  readonly topic: TopicName;
  readonly wireTopic: string;
}

/** What a partition does to the consumer that fetches for it. */
export interface Fetching {
  pause(): void;
  resumeAt(offset: number): void;
  /** For the display of lag only. */
  commit(next: number): void;
}

/** Who wants to know how it goes. */
export interface PartitionListener {
  opened(place: Place): void;
  /** For something that is away or fails. */
  waits(place: Place, because: Error): void;
  handled(place: Place, lag: number): void;
  replayEnded(place: Place, generation: string): void;
}

export interface PartitionTools {
  readonly view: ClusterView;
  readonly openings: Openings;
  readonly positions: Positions;
  readonly runner: WindowRunner;
}

/** Who lost a partition waits before trying again: either the group takes it away, or the other was the one that lost it. */
const NOT_OURS_MS = 1_000;
const WAITS_MS = 5_000;

interface Hold {
  readonly key: PositionKey;
  readonly owner: string;
  /** The position in the store. */
  stored: number;
  /** The offset that is fetched next. It may be past markers of transactions, which carry no event. */
  fetched: number;
}

/** One partition from its assignment to this consumer until it is taken away: opened, handled window by window, closed, opened again. */
export class AssignedPartition {
  private readonly logger = new Logger('Consumer');
  private hold: Hold | undefined;
  private opening: Promise<void> | undefined;
  private settling: Promise<void> | undefined;
  private handling = false;
  private ended = false;
  private failures = 0;
  private timer: NodeJS.Timeout | undefined;
  /** Known as soon as it was opened, also while it waits for its replay. */
  generation: string | undefined;

  constructor(
    readonly place: Place,
    private readonly fetching: Fetching,
    private readonly listener: PartitionListener,
    private readonly tools: PartitionTools,
  ) {}

  /** Reads where to go on, and fetches from there. Tries again while the store or Kafka is away. */
  async open(): Promise<void> {
    this.close();
    this.opening ??= this.takeOver().finally(() => (this.opening = undefined));
    await this.opening;
  }

  /** It belongs to another consumer from now on. */
  end(): void {
    this.ended = true;
    this.hold = undefined;
    clearTimeout(this.timer);
  }

  /**
   * Handles what was fetched, window by window. Never throws: what fails closes the partition, to be opened again.
   * @param yields whether the group is about to give the partition to somebody; the rest is then fetched again
   */
  async take(payload: EachBatchPayload, yields: () => boolean): Promise<void> {
    await this.settling;
    const { hold } = this;
    if (!hold) return;
    this.handling = true;
    try {
      if (await this.follows(payload.batch, hold)) await this.handle(payload, hold, yields);
      else void this.open();
    } catch (error) {
      this.fail(error);
    } finally {
      this.handling = false;
    }
  }

  /** Kafka had nothing but markers there, which KafkaJS passes by itself. */
  passed(first: number, last: number): void {
    if (this.hold?.fetched === first) this.hold.fetched = last + 1;
  }

  /** Stores a position that moved past markers only, so that nothing seems to be waiting. */
  async settle(): Promise<void> {
    const { hold } = this;
    if (!hold || this.handling || this.settling || hold.fetched === hold.stored) return;
    this.settling = this.storePosition(hold)
      .catch((error: unknown) => (error instanceof NotOwner ? this.fail(error) : undefined))
      .finally(() => (this.settling = undefined));
    await this.settling;
  }

  private async takeOver(): Promise<void> {
    const { subscription, source, partition } = this.place;
    const owner = randomUUID();
    try {
      const opening = await this.tools.openings.open(this.tools.view, subscription, source, partition, owner);
      if (this.ended) return;
      this.generation = opening.key.generation;
      this.listener.opened(this.place);
      if (opening.kind === 'ended') this.listener.replayEnded(this.place, opening.key.generation);
      // whoever ends the replay opens it again; what it says may be missed
      if (opening.kind === 'waiting') this.openIn(WAITS_MS);
      if (opening.kind !== 'ready') return;
      this.hold = { key: opening.key, owner, stored: opening.next, fetched: opening.next };
      this.fetching.resumeAt(opening.next);
    } catch (error) {
      this.fail(error instanceof Outage ? error : new Outage('The partition could not be opened.', { cause: error }));
    }
  }

  private close(): void {
    this.hold = undefined;
    clearTimeout(this.timer);
    this.fetching.pause();
  }

  private async handle(payload: EachBatchPayload, hold: Hold, yields: () => boolean): Promise<void> {
    const { batch } = payload;
    for (const { records, next } of slices(batch, windowOf(this.place.subscription))) {
      const { stored: from, key, owner } = hold;
      const interrupted = () => this.hold !== hold || !payload.isRunning() || yields();
      const { subscription, topic } = this.place;
      const outcome = await this.tools.runner.run({ subscription, topic, key, owner, from, next, records, interrupted });
      if (this.hold !== hold) return;
      hold.stored = hold.fetched = outcome.next;
      payload.resolveOffset(String(outcome.next - 1));
      this.failures = 0;
      this.fetching.commit(outcome.next);
      this.listener.handled(this.place, Number(batch.highWatermark) - outcome.next);
      if (outcome.complete) {
        this.close();
        this.listener.replayEnded(this.place, key.generation);
        return;
      }
    }
  }

  /** Whether the batch goes on where we are. Compaction leaves gaps; a gap where the log begins later is a loss. */
  private async follows(batch: Batch, hold: Hold): Promise<boolean> {
    const first = Number(batch.firstOffset() ?? hold.fetched);
    if (first <= hold.fetched) return first === hold.fetched;
    const ranges = await this.tools.view.ranges(this.place.wireTopic).catch((error: unknown) => {
      throw new Outage('Kafka could not be asked where its log begins.', { cause: error });
    });
    const range = ranges[this.place.partition];
    return range !== undefined && range.low <= hold.fetched;
  }

  private async storePosition(hold: Hold): Promise<void> {
    const { key, owner, stored, fetched } = hold;
    const { positions } = this.tools;
    if (this.place.subscription.options.effect === 'stamped') await positions.raise(key, owner, fetched);
    else await positions.move(key, owner, stored, fetched);
    hold.stored = fetched;
    this.fetching.commit(fetched);
    this.listener.handled(this.place, 0);
  }

  private fail(error: unknown): void {
    if (this.ended || error instanceof Interrupted) return;
    this.close();
    if (error instanceof NotOwner) {
      this.openIn(NOT_OURS_MS);
      return;
    }
    const because = known(error);
    const { topic, partition } = this.place;
    if (this.failures === 0) this.logger.warn(`${topic}/${partition} waits: ${because.message} ${causeOf(because)}`);
    this.listener.waits(this.place, because);
    this.openIn(backOff(this.failures++));
  }

  private openIn(milliseconds: number): void {
    this.timer = setTimeout(() => void this.open(), milliseconds);
  }
}

/** A failure that we did not foresee must be seen from outside, and must not be taken for an outage. */
function known(error: unknown): Error {
  if (error instanceof Outage || error instanceof EffectFails) return error;
  return new EffectFails('The consumer failed.', { cause: error });
}

/** Class and place of an error, never its text. */
function causeOf({ cause }: Error): string {
  if (!(cause instanceof Error)) return '';
  const place = cause.stack?.split('\n').find((line) => line.startsWith('    at '));
  return `${cause.name}${place ?? ''}`;
}

/** Windows of at most `most` records. The last one ends where the batch does, which may be past a marker. */
function slices(batch: Batch, most: number): { records: KafkaMessage[]; next: number }[] {
  const windows: { records: KafkaMessage[]; next: number }[] = [];
  for (let start = 0; start < batch.messages.length; start += most) {
    const records = batch.messages.slice(start, start + most);
    const last = start + most >= batch.messages.length ? batch.lastOffset() : records.at(-1)?.offset;
    windows.push({ records, next: Number(last) + 1 });
  }
  return windows;
}
