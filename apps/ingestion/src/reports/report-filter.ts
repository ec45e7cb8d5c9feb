import { Problem } from '@landbridge/platform';
import { ASKS_FIRST, visibleTo } from '@landbridge/sharing';
import type { mongo } from 'mongoose';
import type { ReportDocument } from './report.documents.ts';
import type { Reading } from './reading.ts';
import type { ListQuery } from './report.query.ts';
import { type Stretch, stretches } from './stretches.ts';

/** What is looked for, in two steps: plain conditions that an index answers, and all others. */
export interface Selection {
  readonly among: mongo.Filter<ReportDocument>;
  readonly filter: mongo.Filter<ReportDocument>;
}

/** What a caller lists in the order of the day of record: what it asks for, of that what it may see. */
export function selectionOf(query: ListQuery, { reader, purpose }: Reading): Selection {
  const wanted: mongo.Filter<ReportDocument>[] = [{ state: query.status === 'withdrawn' ? 'withdrawn' : 'held' }, ...narrowedBy(query)];
  if (query.mine === 'true') return { among: { 'contributor.id': reader.organisation }, filter: { $and: wanted } };
  return { among: {}, filter: { $and: [...wanted, visibleTo(reader, purpose, 'redacted')] } };
}

/** The days that a list goes through, newest first. */
export function daysOf({ recordedFrom, recordedTo }: ListQuery, after: string | undefined, today: string): Iterable<Stretch> {
  return stretches(after ?? recordedTo, today, recordedFrom);
}

/** Whether a list shows no more than ids: nothing narrows or orders it then, else filters would tell what such reports say. */
export function listsIdsOnly({ status, mine }: ListQuery): boolean {
  return status === 'restricted' || (status === 'withdrawn' && mine !== 'true');
}

/** @throws Problem 400 when a list that shows no more than ids would be narrowed */
export function requireUnnarrowed(query: ListQuery): void {
  if (query.mine === 'true' || narrowedBy(query).length > 0)
    throw new Problem({
      type: 'invalid',
      status: 400,
      title: 'The request is not valid',
      detail: 'Restricted reports, and others’ withdrawn ones, are listed without other filters.',
    });
}

/** Only where the owner wants to be asked first is there anything of which others know no more than that it exists. */
export function restrictedFor({ reader, purpose }: Reading): Selection {
  return {
    among: { 'marking.handling': { $in: [...ASKS_FIRST] } },
    filter: { $and: [{ state: 'held' }, visibleTo(reader, purpose, 'existence'), { $nor: [visibleTo(reader, purpose, 'redacted')] }] },
  };
}

function narrowedBy({ purpose, country, origin, corridor, sector, recordedFrom, recordedTo }: ListQuery): mongo.Filter<ReportDocument>[] {
  const [from, to] = corridor?.split('>') ?? [];
  return [
    ...(purpose ? [{ purposes: purpose }] : []),
    ...(country ? [{ 'where.exploitation': country }] : []),
    ...(origin ? [{ 'where.origin': origin }] : []),
    ...(corridor ? [{ 'where.origin': from, 'where.exploitation': to }] : []),
    ...(sector ? [{ $or: [{ 'sectors.section': sector }, { 'sectors.subsector': sector }] }] : []),
    ...(recordedFrom ? [{ recordedOn: { $gte: recordedFrom } }] : []),
    ...(recordedTo ? [{ recordedOn: { $lt: recordedTo } }] : []),
  ];
}
