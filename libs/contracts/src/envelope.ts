import { isInstant } from './fields.ts';
import { eventName, eventType, type EventName } from './events.ts';

/** CloudEvents 1.0 attributes of an event of ours, and our extensions. */
export interface EventAttributes<N extends EventName = EventName> {
  /** Unique per source; for tracing only: effects go by subject and revision. */
  readonly id: string;
  /** URI-reference of the producer, such as `/ingestion`. */
  readonly source: string;
  readonly name: N;
  /** The thing that changed: a report, an organisation, a trend. */
  readonly subject: string;
  /** Number of the subject's revision; a lower one than seen is ignored. */
  readonly revision: number;
  /** When it happened, RFC 3339. */
  readonly time: string;
  /** The number of the policy change that the producer knew. */
  readonly policySequence?: number;
  /** W3C trace context. */
  readonly traceparent?: string;
}

export type EventHeaders = Record<string, string>;

export const JSON_CONTENT = 'application/json';

/** Kafka headers in CloudEvents binary mode. */
export function toHeaders(event: EventAttributes): EventHeaders {
  return {
    'content-type': JSON_CONTENT,
    ce_specversion: '1.0',
    ce_id: event.id,
    ce_source: event.source,
    ce_type: eventType(event.name),
    ce_subject: event.subject,
    ce_time: event.time,
    ce_revision: String(event.revision),
    ...(event.policySequence === undefined ? {} : { ce_policysequence: String(event.policySequence) }),
    ...(event.traceparent === undefined ? {} : { traceparent: event.traceparent }),
  };
}

/** The headers of a record are not those of an event that this version knows. The message holds names only, never content. */
export class UnreadableEnvelope extends Error {
  override readonly name = 'UnreadableEnvelope';
}

type RawHeaders = Record<string, Buffer | string | (Buffer | string)[] | undefined>;

/**
 * Reads the attributes back from Kafka headers.
 * @throws UnreadableEnvelope when one is missing or malformed, or the type is unknown
 */
export function fromHeaders(headers: RawHeaders | undefined): EventAttributes {
  const optional = (header: string): string | undefined => {
    const raw = headers?.[header];
    return raw === undefined ? undefined : String(Array.isArray(raw) ? raw[0] : raw);
  };
  const read = (header: string): string => {
    const value = optional(header);
    if (value === undefined || value.length === 0 || value.length > 500)
      throw new UnreadableEnvelope(`The header ${header} is missing or too long.`);
    return value;
  };
  if (read('ce_specversion') !== '1.0') throw new UnreadableEnvelope('ce_specversion must be 1.0.');
  const name = eventName(read('ce_type'));
  if (!name) throw new UnreadableEnvelope('ce_type names no event of this version.');
  const time = read('ce_time');
  if (!isInstant(time)) throw new UnreadableEnvelope('ce_time must be an instant in UTC.');
  const policySequence = optional('ce_policysequence');
  const traceparent = optional('traceparent');
  return {
    id: read('ce_id'),
    source: read('ce_source'),
    name,
    subject: read('ce_subject'),
    revision: readCount('ce_revision', read('ce_revision')),
    time,
    ...(policySequence === undefined ? {} : { policySequence: readCount('ce_policysequence', policySequence) }),
    ...(traceparent === undefined ? {} : { traceparent }),
  };
}

function readCount(header: string, text: string): number {
  const count = Number(text);
  if (!/^\d{1,15}$/.test(text) || !Number.isSafeInteger(count)) throw new UnreadableEnvelope(`${header} must be a whole number.`);
  return count;
}
