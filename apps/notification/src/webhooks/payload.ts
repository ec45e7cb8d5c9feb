import type { StructuredReport, Trend } from '@landbridge/contracts';
import { byTheDay, isOwner, shownTo, type Reader } from '@landbridge/sharing';
import type { Delivery } from '../queue/delivery.schema.ts';
import type { Carried } from '../routing/reach.ts';

/** Standard Webhooks asks for small bodies; who wants more follows the link. */
export const LARGEST_BODY = 20_000;

export const LINKS = Symbol('links');

export interface Links {
  /** Base URLs without a slash at the end. */
  readonly reports: string;
  readonly trends: string;
}

type Envelope = Pick<Delivery, 'name' | 'time' | 'subject' | 'revision'>;

/** What goes out for a revision of a report: the structured fields that the reader may see, and where the rest is read. */
export function reportBody(envelope: Envelope, report: StructuredReport, reader: Reader, level: Carried, links: Links): string {
  return body(isOwner(reader, report) ? envelope : dated(envelope), `${links.reports}/v1/reports/${report.id}`, {
    ...shownTo(reader, report, level),
    visibility: level,
    signature: undefined,
  });
}

/** The id and that it was withdrawn: all that whoever got a report may know for ever. */
export function withdrawalBody(envelope: Envelope, links: Links): string {
  return body(dated(envelope), `${links.reports}/v1/reports/${envelope.subject}`, { withdrawn: true });
}

export function trendBody(envelope: Envelope, trend: Trend, links: Links): string {
  return body(envelope, `${links.trends}/v1/trends/${trend.id}`, trend);
}

/** All that is told, outside the assessing team, of a trend that is no finding any more. */
export function formerFindingBody(envelope: Envelope, { id, state, closedBecause }: Trend, links: Links): string {
  return body(envelope, `${links.trends}/v1/trends/${id}`, { state, closedBecause });
}

/** By instants, reports of one sender that came together could be joined: others than it are told the day. */
function dated(envelope: Envelope): Envelope {
  return { ...envelope, time: new Date(byTheDay(envelope.time.toISOString())) };
}

function body({ name, time, subject: id, revision }: Envelope, link: string, fields: object): string {
  const whole = (data: object) => JSON.stringify({ type: name, timestamp: time.toISOString(), data });
  const text = whole({ ...fields, id, revision, link });
  return Buffer.byteLength(text) < LARGEST_BODY ? text : whole({ id, revision, link, abridged: true });
}
