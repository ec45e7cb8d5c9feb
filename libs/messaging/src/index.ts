export { MessagingModule, connectKafkaConsumer, type MessagingOptionsFactory } from './messaging.module.ts';
export type { KafkaIdentity, MessagingOptions } from './messaging.options.ts';
export type { EventBatch, HeaderOnlyEvent, NewEvent, ReceivedEvent } from './events.ts';
export { PolicyStale, TopicMismatch, Unavailable } from './errors.ts';
export { Outbox, type OutboxChunk } from './outbox/outbox.ts';
export { OutboxStatus } from './outbox/outbox-status.ts';
export {
  OnEvents,
  type OnEventsOptions,
  type StampedHandler,
  type StampedOptions,
  type TransactionHandler,
  type TransactionOptions,
} from './consumer/on-events.ts';
export { ConsumerStatus, type TopicStatus } from './consumer/consumer-status.ts';
export { DeadLetters, type DeadLetter, type DeadLetterFilter } from './consumer/dead-letters.ts';
export { ReplaySource, type ReplayFeed, type ReplayProgress, type ReplayTopic } from './replay/replay-source.ts';
export type { ReplayRequester } from './replay/replay-requester.ts';
export { PolicyContext, type PolicyListener } from './policy/policy-context.ts';
export type { FetchPolicyState, PolicyRecord, PolicyState } from './policy/policy-record.ts';
export { Heartbeats, type OldestUnsent } from './policy/heartbeats.ts';
export { MessagingHealth } from './messaging-health.ts';
export { Lease, type LeaseDocument } from './lease.ts';
export { repeat } from './timing.ts';
