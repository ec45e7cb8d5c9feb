import {
  compileCheck,
  EVENTS,
  fromHeaders,
  HEADER_ONLY,
  TOPIC_EVENTS,
  UnreadableEnvelope,
  type Check,
  type EventAttributes,
  type EventName,
  type ReplayCompleted,
  type TopicName,
} from '@landbridge/contracts';
import type { KafkaMessage } from 'kafkajs';
import type { ReceivedEvent } from '../events.ts';

/** A record that no version of ours can use as it is. The message holds names of ours only, never content. */
export class UnreadableRecord extends Error {
  override readonly name = 'UnreadableRecord';
}

/** What a record turned out to be. */
export type Decoded<T extends TopicName> =
  | { readonly kind: 'event'; readonly event: ReceivedEvent<T> }
  | { readonly kind: 'completed'; readonly generation: string }
  | { readonly kind: 'unreadable'; readonly error: UnreadableRecord | UnreadableEnvelope };

/** Where a record was read, and what its stamp is counted from. */
export interface RecordPlace {
  readonly topic: TopicName;
  readonly stampOffset: number;
}

const checks = new Map<EventName, Check<object>>();

/** Parses a record; nothing is cast. An event of `HEADER_ONLY` is used even if its body is not readable. */
export function decode<T extends TopicName>({ topic, stampOffset }: RecordPlace, record: KafkaMessage): Decoded<T> {
  try {
    const attributes = fromHeaders(record.headers);
    if (!carries(topic, attributes.name)) throw new UnreadableRecord(`The topic ${topic} carries no ${attributes.name}.`);
    const data = readData(attributes.name, record.value);
    if (attributes.name === 'replay.completed') return { kind: 'completed', generation: (data as ReplayCompleted).generation };
    return { kind: 'event', event: eventOf<T>(attributes, data, record, stampOffset) };
  } catch (error) {
    if (error instanceof UnreadableRecord || error instanceof UnreadableEnvelope) return { kind: 'unreadable', error };
    // a body may be nested so deeply that checking it fails
    return { kind: 'unreadable', error: new UnreadableRecord('The record could not be checked.') };
  }
}

function readData(name: EventName, value: Buffer | null): object | undefined {
  try {
    return parse(name, value);
  } catch (error) {
    if (HEADER_ONLY.includes(name)) return undefined;
    throw error;
  }
}

function parse(name: EventName, value: Buffer | null): object {
  let plain: unknown;
  try {
    plain = JSON.parse(value === null ? '' : UTF8.decode(value));
  } catch {
    throw new UnreadableRecord(`The body of ${name} is not JSON in UTF-8.`);
  }
  const check = checkOf(name);
  if (check.accepts(plain) || (isObject(plain) && check.explain(plain).length === 0)) return plain;
  throw new UnreadableRecord(`The body of ${name} does not fit its schema.`);
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });

function checkOf(name: EventName): Check<object> {
  const known = checks.get(name);
  if (known) return known;
  const check = compileCheck<object>(EVENTS[name]);
  checks.set(name, check);
  return check;
}

function eventOf<T extends TopicName>(attributes: EventAttributes, data: object | undefined, record: KafkaMessage, stampOffset: number) {
  const { id, name, subject, revision, time, policySequence, traceparent } = attributes;
  const offset = Number(record.offset);
  // the schema of `name` was checked, and the topic carries it
  return {
    id,
    name,
    subject,
    revision,
    time: new Date(time),
    data,
    key: record.key?.toString() ?? '',
    offset,
    stamp: offset + stampOffset,
    ...(policySequence === undefined ? {} : { policySequence }),
    ...(traceparent === undefined ? {} : { traceparent }),
  } as unknown as ReceivedEvent<T>;
}

const carries = (topic: TopicName, name: EventName) => (TOPIC_EVENTS[topic] as readonly EventName[]).includes(name);
const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
