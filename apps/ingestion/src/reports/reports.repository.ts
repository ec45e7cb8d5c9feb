import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { WithdrawalReason } from '@landbridge/contracts';
import type { Place } from '@landbridge/platform';
import type { Grant } from '@landbridge/sharing';
import type { ClientSession, mongo } from 'mongoose';
import { IngestionStore } from '../store/ingestion-store.ts';
import { type HeldReport, type PastRevision, type ReportDocument, revisionId, type WithdrawnReport } from './report.documents.ts';
import type { Reading } from './reading.ts';
import { daysOf, restrictedFor, type Selection, selectionOf } from './report-filter.ts';
import type { ListQuery } from './report.query.ts';

const COLLECTION = 'reports';
/** As much of history as one answer bears. */
const MOST_REVISIONS = 1_000;

@Injectable()
export class ReportsRepository implements OnModuleInit {
  private readonly reports: mongo.Collection<ReportDocument>;
  private readonly revisions: mongo.Collection<PastRevision>;

  constructor(private readonly store: IngestionStore) {
    this.reports = store.collection(COLLECTION);
    this.revisions = store.collection('revisions');
  }

  async onModuleInit(): Promise<void> {
    await this.reports.createIndexes([
      { key: { recordedOn: -1, _id: -1 } },
      { key: { 'contributor.id': 1, recordedOn: -1, _id: -1 } },
      { key: { 'marking.handling': 1, _id: 1 }, partialFilterExpression: { 'marking.handling': { $exists: true } } },
      { key: { state: 1 }, partialFilterExpression: { state: 'withdrawn' } },
      { key: { 'contributor.id': 1, _id: 1 }, partialFilterExpression: { state: 'withdrawn' } },
    ]);
  }

  find(id: string): Promise<ReportDocument | null> {
    return this.reports.findOne({ _id: id });
  }

  /** Many reports, without their words. */
  async findAll(ids: readonly string[]): Promise<Map<string, ReportDocument>> {
    const projection = { texts: 0, signature: 0, overridden: 0 };
    const found = ids.length === 0 ? [] : await this.reports.find({ _id: { $in: [...new Set(ids)] } }, { projection }).toArray();
    return new Map(found.map((report) => [report._id, report]));
  }

  /** Revisions before the last, oldest first. */
  findPast(report: string, lastRevision: number): Promise<PastRevision[]> {
    return this.revisions
      .find({ _id: { $in: pastIds(report, lastRevision) } })
      .sort({ revision: 1 })
      .toArray();
  }

  /** What decides whether a submission is one of these reports. */
  async findStates(ids: readonly string[]): Promise<Map<string, ReportState>> {
    if (ids.length === 0) return new Map();
    const states = await this.reports
      .find({ _id: { $in: [...ids] } })
      .project<ReportState>({ state: 1, revision: 1, digest: 1 })
      .toArray();
    return new Map(states.map((state) => [state._id, state]));
  }

  /** Which of these are withdrawn. */
  async findWithdrawnAmong(ids: readonly string[]): Promise<string[]> {
    const found = await this.reports.find({ _id: { $in: [...ids] }, state: 'withdrawn' }, { projection: { _id: 1 } }).toArray();
    return found.map(({ _id }) => _id);
  }

  /** Whether an earlier revision had this content. */
  async hadContent(report: string, lastRevision: number, digest: string): Promise<boolean> {
    return (await this.revisions.findOne({ _id: { $in: pastIds(report, lastRevision) }, digest }, { projection: { _id: 1 } })) !== null;
  }

  async insert(session: ClientSession, reports: readonly HeldReport[]): Promise<void> {
    await this.store.insertAll(session, COLLECTION, reports);
  }

  /**
   * Puts a revision, or a withdrawal, in the place of the one that was read. What stands beside a revision stays as it is by then: others
   * who change that never make its owner begin again.
   * @returns false when the report has another revision
   */
  async replace(session: ClientSession, read: HeldReport, past: PastRevision, next: ReportDocument): Promise<boolean> {
    const { matchedCount } = await (next.state === 'held'
      ? this.reports.updateOne(asRead(read), inPlaceOf(read, next), { session })
      : this.reports.replaceOne(asRead(read), next, { session }));
    if (matchedCount === 0) return false;
    await this.revisions.insertOne(past, { session });
    return true;
  }

  /**
   * Changes what stands beside a revision, nothing else of it.
   * @returns false when the report has another revision
   */
  async touch(session: ClientSession, read: HeldReport, { key, ungranted, granted }: Beside): Promise<boolean> {
    const first = {
      $inc: { touched: 1 },
      ...(key && { $set: { key } }),
      ...(ungranted && { $pull: { grants: ungranted } }),
    };
    if ((await this.reports.updateOne(asRead(read), first, { session })).matchedCount === 0) return false;
    if (granted) await this.reports.updateOne({ _id: read._id }, { $push: { grants: granted } }, { session });
    return true;
  }

  /** Takes away for good what the words of a report left: its key, and from earlier revisions the sealed words and their signatures. */
  async forgetWords(session: ClientSession, id: string, lastRevision: number, reason: WithdrawalReason): Promise<void> {
    await this.restate(session, id, reason);
    await this.reports.updateOne({ _id: id, state: 'withdrawn' }, { $unset: { key: '' } }, { session });
    await this.revisions.updateMany({ _id: { $in: pastIds(id, lastRevision) } }, { $unset: { texts: '', signature: '' } }, { session });
  }

  /** Says for another reason why a report was taken back. */
  async restate(session: ClientSession, id: string, reason: WithdrawalReason): Promise<void> {
    await this.reports.updateOne({ _id: id, state: 'withdrawn' }, { $set: { reason } }, { session });
  }

  /** Leaves no more of a report than `remains`. @returns false when it is no longer the one that was read */
  async purge(session: ClientSession, read: ReportDocument, remains: WithdrawnReport): Promise<boolean> {
    const filter = read.state === 'held' ? asRead(read) : { _id: read._id, revision: read.revision, purged: { $exists: false } };
    const { matchedCount } = await this.reports.replaceOne(filter, remains, { session });
    if (matchedCount === 0) return false;
    await this.revisions.deleteMany({ _id: { $gte: `${read._id}:`, $lt: `${read._id};` } }, { session });
    return true;
  }

  /** Lets a transaction that changes the report at this moment begin again. @returns false for what is not there, or was purged */
  async bump(session: ClientSession, id: string): Promise<boolean> {
    const update = { $inc: { touched: 1 } };
    return (await this.reports.updateOne({ _id: id, purged: { $exists: false } }, update, { session })).matchedCount > 0;
  }

  /** What decides how long a report is kept, in the order of ids. */
  readAges(after: string | undefined, limit: number): Promise<Age[]> {
    return this.reports
      .find({ purged: { $exists: false }, ...(after !== undefined && { _id: { $gt: after } }) })
      .project<Age>({ state: 1, revision: 1, revisedAt: 1, basis: 1, 'marking.tlp': 1, reason: 1, key: 1 })
      .sort({ _id: 1 })
      .limit(limit)
      .toArray();
  }

  /** A page of what a reader lists, newest day of record first. It looks at no more days than it needs. @param today YYYY-MM-DD */
  async list(reading: Reading, query: ListQuery, today: string, after: Place | undefined, limit: number): Promise<ReportDocument[]> {
    const { among, filter } = selectionOf(query, reading);
    const beyond: mongo.Filter<ReportDocument>[] = after
      ? [{ $or: [{ recordedOn: { $lt: after[0] } }, { recordedOn: after[0], _id: { $lt: after[1] } }] }]
      : [];
    const found: ReportDocument[] = [];
    for (const { after: earlier, before: later } of daysOf(query, after?.[0], today)) {
      const recordedOn = { $gt: earlier, ...(later !== undefined && { $lt: later }) };
      const left = limit - found.length;
      found.push(
        ...(await this.select(
          { among: { ...among, recordedOn }, filter: { $and: [filter, ...beyond] } },
          { recordedOn: -1, _id: -1 },
          left,
        )),
      );
      if (found.length >= limit) break;
    }
    return found;
  }

  /** A page of those of which a reader may know that they exist and no more, in the order of their ids, which tells nothing of them. */
  listRestricted(reading: Reading, after: string | undefined, limit: number): Promise<ReportDocument[]> {
    const { among, filter } = restrictedFor(reading);
    const beyond = after === undefined ? [] : [{ _id: { $gt: after } }];
    return this.select({ among, filter: { $and: [filter, ...beyond] } }, { _id: 1 }, limit);
  }

  /** What an organisation withdrew, in the order of the ids. @param through the last id that is looked at */
  findWithdrawnBy(organisation: string, after: string | undefined, through: string | undefined, limit: number): Promise<ReportDocument[]> {
    const within = [
      ...(after === undefined ? [] : [{ _id: { $gt: after } }]),
      ...(through === undefined ? [] : [{ _id: { $lte: through } }]),
    ];
    const among = { 'contributor.id': organisation, state: 'withdrawn' as const };
    return this.select({ among, filter: within.length > 0 ? { $and: within } : {} }, { _id: 1 }, limit);
  }

  /** Two steps, because the embedded store uses an index for the first one only where that is plain. To MongoDB they are one. */
  private select({ among, filter }: Selection, sort: Record<string, 1 | -1>, limit: number): Promise<ReportDocument[]> {
    return this.reports.aggregate<ReportDocument>([{ $match: among }, { $match: filter }, { $sort: sort }, { $limit: limit }]).toArray();
  }

  /** All reports in the order of their ids, for a replay. */
  readAll(after: string | undefined, limit: number): Promise<ReportDocument[]> {
    return this.reports
      .find(after === undefined ? {} : { _id: { $gt: after } })
      .sort({ _id: 1 })
      .limit(limit)
      .toArray();
  }

  async count(): Promise<{ accepted: number; withdrawn: number }> {
    const withdrawn = this.reports.countDocuments({ state: 'withdrawn' });
    return { accepted: await this.reports.countDocuments(), withdrawn: await withdrawn };
  }
}

/** What decides how long a report is kept. */
export type Age = Pick<ReportDocument, '_id' | 'state' | 'revision' | 'revisedAt' | 'key'> &
  Partial<Pick<HeldReport, 'basis' | 'marking'> & Pick<WithdrawnReport, 'reason'>>;

/** What of a report changes without a new revision. */
export interface Beside {
  readonly key?: Buffer;
  /** Whose grants end, and for what. */
  readonly ungranted?: Pick<Grant, 'organisation' | 'purpose'>;
  readonly granted?: Grant;
}

export type ReportState = Pick<WithdrawnReport, '_id' | 'revision'> & { readonly state: ReportDocument['state']; readonly digest?: string };

/** The revision that was read. The key is with it: where a report gets its first one, words were sealed under that. */
function asRead({ _id, revision, key }: HeldReport): mongo.Filter<ReportDocument> {
  return { _id, revision, state: 'held', key: key ?? { $exists: false } };
}

function inPlaceOf(read: HeldReport, { _id, grants: _grants, touched: _touched, ...next }: HeldReport): mongo.UpdateFilter<ReportDocument> {
  const { _id: _, grants: _before, touched: _count, ...before } = read;
  const gone = Object.keys(before).filter((name) => !(name in next));
  return { $set: next, ...(gone.length > 0 && { $unset: Object.fromEntries(gone.map((name) => [name, ''])) }) };
}

function pastIds(report: string, lastRevision: number): string[] {
  const last = lastRevision - 1;
  const first = Math.max(1, last - MOST_REVISIONS + 1);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => revisionId(report, first + i));
}
