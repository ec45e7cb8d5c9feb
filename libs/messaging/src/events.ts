import type { EventData, EventName, EventOf, TopicName } from '@landbridge/contracts';

/** Events whose data may be missing, because their headers alone say what to do (`HEADER_ONLY` of the contracts). */
export type HeaderOnlyEvent = Extract<EventName, 'report.narrowed' | 'report.withdrawn' | 'organisation.suspended'>;

interface Subject {
  /** Kafka key: what must stay in order. */
  readonly key: string;
  /** The thing that changed. */
  readonly subject: string;
  /** Number of the subject's revision; consumers ignore a lower one than they have seen. */
  readonly revision: number;
  /** When it happened. */
  readonly time: Date;
  /** Number of the policy change that the producer knew; consumers wait for it, bounded. */
  readonly policySequence?: number;
  /** W3C trace context. */
  readonly traceparent?: string;
}

type Outgoing<T extends TopicName, N extends EventName> = N extends EventName
  ? Subject & { readonly topic: T; readonly name: N; readonly data: EventData<N>; /** Given by us when left out. */ readonly id?: string }
  : never;

/** An event to be sent: its topic admits its name, and its name decides the class of its data. */
export type NewEvent<T extends TopicName = TopicName> = T extends TopicName ? Outgoing<T, EventOf<T>> : never;

type Incoming<N extends EventName> = N extends EventName
  ? Subject & {
      readonly name: N;
      /** For tracing only; effects go by subject and revision. */
      readonly id: string;
      readonly data: N extends HeaderOnlyEvent ? EventData<N> | undefined : EventData<N>;
      /** Offset in the topic that the batch was read from. */
      readonly offset: number;
      /** Rises with the offset inside a generation and partition; every replayed stamp lies below every live one. */
      readonly stamp: number;
    }
  : never;

/** An event as a handler gets it. `data` is undefined only for events that take effect from their headers. */
export type ReceivedEvent<T extends TopicName> = Incoming<EventOf<T>>;

/** The window [from, next) of one partition. Offsets without an event (markers of transactions, verdicts) are left out of `events`. */
export interface EventBatch<T extends TopicName> {
  readonly topic: T;
  readonly partition: number;
  /** Positions and stamps belong to this generation: scheme, cluster and topic id. */
  readonly generation: string;
  /** `replay`: the owner's latest revisions, asked for when the generation began. Nothing replayed makes a delivery. */
  readonly source: 'live' | 'replay';
  readonly events: readonly ReceivedEvent<T>[];
  readonly from: number;
  readonly next: number;
}
