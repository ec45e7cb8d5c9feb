import { randomUUID } from 'node:crypto';
import { toHeaders, type EventHeaders, type TopicName } from '@landbridge/contracts';
import type { NewEvent } from './events.ts';

/** An event as it lies in Kafka. */
export interface WireEvent {
  readonly topic: TopicName;
  readonly key: string;
  readonly headers: EventHeaders;
  /** JSON. */
  readonly value: string;
}

/** CloudEvents binary mode. @param source the service that sends it */
export function toWire(event: NewEvent, source: string): WireEvent {
  const { topic, key, name, subject, revision, time, data, id = randomUUID(), policySequence, traceparent } = event;
  const headers = toHeaders({
    id,
    source: `/${source}`,
    name,
    subject,
    revision,
    time: time.toISOString(),
    ...(policySequence === undefined ? {} : { policySequence }),
    ...(traceparent === undefined ? {} : { traceparent }),
  });
  return { topic, key, headers, value: JSON.stringify(data) };
}

/** Bytes that the event takes in Kafka, roughly. */
export function sizeOf({ key, headers, value }: WireEvent): number {
  return Object.entries(headers).reduce(
    (bytes, [name, text]) => bytes + name.length + text.length + 4,
    Buffer.byteLength(value) + key.length + 40,
  );
}
