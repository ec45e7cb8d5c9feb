import { Injectable, Logger } from '@nestjs/common';
import type { TopicName } from '@landbridge/contracts';
import type { KafkaMessage } from 'kafkajs';
import type { EventBatch, ReceivedEvent } from '../events.ts';
import { MessagingMetrics } from '../messaging-metrics.ts';
import { MessagingStore } from '../store.ts';
import { backOff, sleep } from '../timing.ts';
import { DeadLetters } from './dead-letters.ts';
import { decode } from './decode.ts';
import { EffectFails, Interrupted, isPassing, isUnavailable, Outage, withoutContent } from './outage.ts';
import { NotOwner, Positions, type PositionKey } from './positions.ts';
import type { Subscription } from './subscription.ts';
import { Verdicts, type Condemned } from './verdicts.ts';

/** The records of [from, next) in one partition, and who handles them. */
export interface Window {
  readonly subscription: Subscription;
  readonly key: PositionKey;
  readonly owner: string;
  /** The topic that the records were read from: the subscription's, or that of its replay. */
  readonly topic: TopicName;
  readonly from: number;
  readonly next: number;
  readonly records: readonly KafkaMessage[];
  /** Whether to leave the rest to the next owner. */
  interrupted(): boolean;
}

export interface Outcome {
  readonly next: number;
  /** The replay ended in this window. */
  readonly complete: boolean;
}

/** Part of a window that takes effect at once. */
interface Span {
  readonly window: Window;
  readonly from: number;
  readonly next: number;
  readonly items: readonly Item[];
  readonly complete: boolean;
}

interface Item {
  readonly event: ReceivedEvent<TopicName>;
  readonly record: KafkaMessage;
}

const TRIES = 3;
/** So often may the store be away for a moment and answer again, before that counts as the event's fault. */
const BLIPS = 5;
/** Replayed stamps lie below every live one, and still rise with the offset. */
const REPLAY_STAMP = -(2 ** 50);

/** Makes a window take effect exactly once, and finds the events that cannot be used. */
@Injectable()
export class WindowRunner {
  private readonly logger = new Logger('Consumer');

  constructor(
    private readonly store: MessagingStore,
    private readonly positions: Positions,
    private readonly verdicts: Verdicts,
    private readonly letters: DeadLetters,
    private readonly metrics: MessagingMetrics,
  ) {}

  /**
   * @throws Outage, EffectFails, NotOwner or Interrupted: open the partition again and go on from its position
   */
  async run(window: Window): Promise<Outcome> {
    const span = await this.read(window).catch((error: unknown) => this.orOutage(error));
    await this.take(span);
    return { next: span.next, complete: span.complete };
  }

  private async read(window: Window): Promise<Span> {
    const { key, topic, from } = window;
    const stampOffset = key.source === 'replay' ? REPLAY_STAMP : 0;
    const passed = await this.verdicts.between(key, from, window.next);
    const items: Item[] = [];
    const condemned: Condemned[] = [];
    let { next } = window;
    let complete = false;
    for (const record of window.records) {
      if (passed.has(Number(record.offset))) continue;
      const decoded = decode({ topic, stampOffset }, record);
      if (decoded.kind === 'event') items.push({ event: decoded.event, record });
      else if (decoded.kind === 'unreadable')
        condemned.push({ record, error: { name: decoded.error.name, message: decoded.error.message } });
      else if (decoded.generation === key.generation) {
        complete = true;
        next = Number(record.offset) + 1;
        break;
      }
    }
    await this.condemn(window, condemned);
    return { window, from, next, items, complete };
  }

  /** Takes the span at once; what fails is halved until the one event is found that cannot be used. */
  private async take(span: Span): Promise<void> {
    for (let tries = 1, blips = 0; ;) {
      if (span.window.interrupted()) throw new Interrupted();
      try {
        await this.effect(span);
        this.metrics.handled.inc({ topic: span.window.subscription.topic }, span.items.length);
        return;
      } catch (error) {
        if (await this.passes(error, blips)) await sleep(backOff(blips++));
        else if (span.items.length > 1) break;
        else if (tries++ < TRIES) await sleep(backOff(0));
        else {
          await this.giveUp(span, error);
          return;
        }
      }
    }
    const [first, second] = halves(span);
    await this.take(first);
    await this.take(second);
  }

  private async effect({ window, from, next, items, complete }: Span): Promise<void> {
    const { subscription, key, owner } = window;
    const { generation, source, partition } = key;
    const events = items.map(({ event }) => event);
    const batch: EventBatch<TopicName> = { topic: subscription.topic, partition, generation, source, events, from, next };
    if (subscription.options.effect === 'stamped') {
      const takeEffect = events.length > 0 ? await subscription.call(batch) : undefined;
      await this.stamped(async () => {
        if (typeof takeEffect === 'function') await (takeEffect as () => unknown)();
        await this.verdicts.forgetWithdrawn(subscription.topic, events);
      });
      await this.positions.raise(key, owner, next, { complete });
    } else if (events.length === 0) {
      await this.positions.move(key, owner, from, next, { complete });
    } else {
      await this.store.transaction(async (session) => {
        await subscription.call(batch, session);
        await this.verdicts.forgetWithdrawn(subscription.topic, events, session);
        await this.positions.move(key, owner, from, next, { session, complete });
      });
    }
  }

  private async stamped(takeEffect: () => unknown): Promise<void> {
    try {
      await takeEffect();
    } catch (error) {
      if (await this.isOutage(error)) throw new Outage('An effect could not be written.', { cause: error });
      throw new EffectFails(`An effect fails: ${withoutContent(error).name}.`, { cause: error });
    }
  }

  /** @returns whether the failure is to be waited out here. @throws what ends the window; else the failure counts */
  private async passes(error: unknown, blips: number): Promise<boolean> {
    if (error instanceof NotOwner || error instanceof EffectFails || error instanceof Outage) throw error;
    if (await this.isOutage(error)) throw new Outage('What the handler needs is away.', { cause: error });
    return isPassing(error) && blips < BLIPS;
  }

  private async giveUp(span: Span, error: unknown): Promise<void> {
    const [item] = span.items;
    if (!item) throw new Outage('A position could not be moved.', { cause: error });
    await this.condemn(span.window, [{ record: item.record, error: withoutContent(error) }]).catch((failure: unknown) =>
      this.orOutage(failure),
    );
    await this.take({ ...span, items: [] });
  }

  /** Stores the verdicts, as their owner only, before anything of their window takes effect. */
  private async condemn({ key, owner, subscription }: Window, condemned: readonly Condemned[]): Promise<void> {
    if (condemned.length === 0) return;
    await this.store.transaction(async (session) => {
      await this.positions.fence(key, owner, session);
      await this.verdicts.pass(key, subscription.topic, condemned, session);
    });
    for (const { record, error } of condemned) {
      this.metrics.deadLetters.inc({ topic: subscription.topic });
      this.logger.error(
        `${subscription.topic}/${key.partition} (${key.source}): the event at ${record.offset} cannot be used: ${error.name}.`,
      );
    }
    this.letters.wake();
  }

  private async isOutage(error: unknown): Promise<boolean> {
    return isUnavailable(error) || !(await this.store.answers());
  }

  private orOutage(error: unknown): never {
    if (error instanceof NotOwner) throw error;
    throw new Outage('The store could not be read.', { cause: error });
  }
}

function halves(span: Span): [Span, Span] {
  const middle = Math.floor(span.items.length / 2);
  const between = span.items[middle]?.event.offset ?? span.next;
  return [
    { ...span, next: between, items: span.items.slice(0, middle), complete: false },
    { ...span, from: between, items: span.items.slice(middle) },
  ];
}
