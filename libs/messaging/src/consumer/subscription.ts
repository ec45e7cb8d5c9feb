import type { TopicName } from '@landbridge/contracts';
import type { ClientSession } from 'mongoose';
import type { EventBatch } from '../events.ts';
import type { OnEventsOptions } from './on-events.ts';

/** A topic, and the handler of this service for it. */
export interface Subscription {
  readonly topic: TopicName;
  readonly options: OnEventsOptions;
  /** Runs the handler as Nest does. `transaction`: with a session, answers nothing. `stamped`: answers the effect. */
  call(batch: EventBatch<TopicName>, session?: ClientSession): Promise<unknown>;
}

/** A transaction holds locks on all it writes, so it takes less at once. */
const TRANSACTION_EVENTS = 2_000;
const STAMPED_EVENTS = 20_000;

/** Most events that the handler gets at once. */
export function windowOf({ options }: Subscription): number {
  return options.window ?? (options.effect === 'transaction' ? TRANSACTION_EVENTS : STAMPED_EVENTS);
}
