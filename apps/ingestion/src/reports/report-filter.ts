import type { UsePurpose } from '@landbridge/contracts';
import { type Reader, visibleTo } from '@landbridge/sharing';
import type { mongo } from 'mongoose';
import type { ReportDocument } from './report.documents.ts';
import type { ListQuery } from './report.query.ts';

/** What a caller lists: what it asks for, of that what it may see. */
export function filterOf(query: ListQuery, reader: Reader, purpose: UsePurpose): mongo.Filter<ReportDocument> {
  const wanted = [{ state: query.status }, ...narrowedBy(query)];
  if (query.mine === 'true') return { $and: [...wanted, { 'contributor.id': reader.organisation }] };
  if (query.status === 'withdrawn')
    return { $and: [...wanted, { $or: [{ 'contributor.id': reader.organisation }, { toldTo: reader.organisation }] }] };
  return { $and: [...wanted, visibleTo(reader, purpose)] };
}

function narrowedBy({ purpose, country, origin, corridor, sector, recordedFrom, recordedTo }: ListQuery): mongo.Filter<ReportDocument>[] {
  const [from, to] = corridor?.split('>') ?? [];
  return [
    ...(purpose ? [{ purposes: purpose }] : []),
    ...(country ? [{ 'where.exploitation': country }] : []),
    ...(origin ? [{ 'where.origin': origin }] : []),
    ...(corridor ? [{ 'where.origin': from, 'where.exploitation': to }] : []),
    ...(sector ? [{ $or: [{ 'sectors.section': sector }, { 'sectors.subsector': sector }] }] : []),
    ...(recordedFrom ? [{ recordedAt: { $gte: recordedFrom } }] : []),
    ...(recordedTo ? [{ recordedAt: { $lt: recordedTo } }] : []),
  ];
}
