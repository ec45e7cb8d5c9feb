import { Catch, type ExceptionFilter, type Type, UseFilters } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import type { TopicName } from '@landbridge/contracts';
import type { ClientSession } from 'mongoose';
import { throwError } from 'rxjs';
import type { EventBatch } from '../events.ts';
import type { ReplayRequester } from '../replay/replay-requester.ts';

/** Nest's name for our transport. */
export const KAFKA_EVENTS = Symbol('kafka-events');

type ReplayTopic = Extract<TopicName, `replay.${string}`>;

interface CommonOptions {
  /** Number of the consumer's own scheme (keys, partitions, meaning of its read model). Another number is a new generation. Default 1. */
  readonly scheme?: number;
  /** Most events at once. Default 20,000, and 2,000 in a transaction. */
  readonly window?: number;
  /** Where a new generation takes the past from, and who asks the owner for it. */
  readonly replay?: { readonly topic: ReplayTopic; readonly requester: Type<ReplayRequester> };
}

/**
 * The handler's writes and the move of the position are one MongoDB transaction. It may run again after a conflict, so it
 * does nothing but write through the session it is given.
 */
export interface TransactionOptions extends CommonOptions {
  readonly effect: 'transaction';
}

/**
 * The handler only reads and computes (what cannot be used shows here); the function it returns takes effect and must be idempotent
 * by stamps. Then the position is moved to its highest. A failing effect is tried again for ever.
 */
export interface StampedOptions extends CommonOptions {
  readonly effect: 'stamped';
}

export type OnEventsOptions = TransactionOptions | StampedOptions;

export type TransactionHandler<T extends TopicName> = (batch: EventBatch<T>, session: ClientSession) => Promise<void>;
export type StampedHandler<T extends TopicName> = (batch: EventBatch<T>) => Promise<() => Promise<void>>;
type Handler<T extends TopicName, O extends OnEventsOptions> = O extends TransactionOptions ? TransactionHandler<T> : StampedHandler<T>;

/** Nest's own filter would replace the error by "Internal server error"; the consumer must see what failed. */
@Catch()
class PassOn implements ExceptionFilter {
  catch(error: unknown) {
    return throwError(() => error);
  }
}

/**
 * Hands the events of a topic, window by window, to a method of a `@Controller()` class. One handler per topic and service.
 * The method's argument type follows from the topic, so a handler for other events does not compile.
 */
export function OnEvents<T extends TopicName, const O extends OnEventsOptions>(topic: T, options: O) {
  return <H extends Handler<T, O>>(target: object, method: string, descriptor: TypedPropertyDescriptor<H>): void => {
    Payload()(target, method, 0);
    if (options.effect === 'transaction') Ctx()(target, method, 1);
    EventPattern<TopicName>(topic, KAFKA_EVENTS, { ...options })(target, method, descriptor);
    UseFilters(new PassOn())(target, method, descriptor);
  };
}
