/**
 * Thrown by a handler whose own dependency is away (another service, a mail server): the partition pauses without limit
 * and nothing counts towards dead letters.
 */
export class Unavailable extends Error {
  override readonly name = 'Unavailable';
}

/** The policy context may be out of date: no heartbeat, or behind it, and directory could not be asked. Answer 503. */
export class PolicyStale extends Error {
  override readonly name = 'PolicyStale';
  constructor() {
    super('The state of the network is not known well enough to decide who may read this. Try again in a few seconds.');
  }
}

/** A topic is not as this version needs it. The start stops. */
export class TopicMismatch extends Error {
  override readonly name = 'TopicMismatch';
}

/** directory has not made the topics yet, or not given this service its rights. Worth another try. */
export class TopicsMissing extends Error {
  override readonly name = 'TopicsMissing';
}

/** directory gave no token for Kafka. `retriable` makes KafkaJS come again, as it does when a broker is away. */
export class NoToken extends Error {
  override readonly name = 'NoToken';
  readonly retriable = true;
  constructor(cause: unknown) {
    super('directory gave no token for Kafka.', { cause });
  }
}
