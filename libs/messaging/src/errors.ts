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
