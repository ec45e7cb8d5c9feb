import type { UsePurpose } from '@landbridge/contracts';
import { Problem } from '@landbridge/platform';
import { type MemberReader, visibleTo } from '@landbridge/sharing';
import type { mongo } from 'mongoose';
import type { ReportDocument } from './report.documents.ts';
import type { ListQuery } from './report.query.ts';

/** What a caller lists: what it asks for, of that what it may see. */
export function filterOf(query: ListQuery, reader: MemberReader, purpose: UsePurpose): mongo.Filter<ReportDocument> {
  const state = query.status === 'withdrawn' ? 'withdrawn' : 'held';
  const wanted: mongo.Filter<ReportDocument>[] = [{ state }, ...narrowedBy(query)];
  if (query.mine === 'true') return { $and: [...wanted, { 'contributor.id': reader.organisation }] };
  if (query.status === 'withdrawn')
    return { $and: [...wanted, { $or: [{ 'contributor.id': reader.organisation }, { toldTo: reader.organisation }] }] };
  return { $and: [...wanted, visibleTo(reader, purpose, 'redacted')] };
}

/**
 * Of what a caller may know no more than that it exists. Nothing narrows it: else a filter would tell what such a report says.
 * @throws Problem 400 when the query would narrow it
 */
export function restrictedFor(query: ListQuery, reader: MemberReader, purpose: UsePurpose): mongo.Filter<ReportDocument> {
  if (query.mine === 'true' || narrowedBy(query).length > 0)
    throw new Problem({
      type: 'invalid',
      status: 400,
      title: 'The request is not valid',
      detail: 'Restricted reports are listed without other filters.',
    });
  return { $and: [{ state: 'held' }, visibleTo(reader, purpose, 'existence'), { $nor: [visibleTo(reader, purpose, 'redacted')] }] };
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
