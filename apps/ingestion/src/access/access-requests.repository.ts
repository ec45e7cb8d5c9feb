import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Place } from '@landbridge/platform';
import type { ClientSession, mongo } from 'mongoose';
import { IngestionStore } from '../store/ingestion-store.ts';
import type { AccessRequestDocument, AccessState } from './access-request.document.ts';

export type Side = 'owner' | 'requester';

type Change = Pick<AccessRequestDocument, 'state' | 'changedAt'> & Partial<Pick<AccessRequestDocument, 'level' | 'note'>>;

@Injectable()
export class AccessRequestsRepository implements OnModuleInit {
  private readonly requests: mongo.Collection<AccessRequestDocument>;

  constructor(store: IngestionStore) {
    this.requests = store.collection('access-requests');
  }

  async onModuleInit(): Promise<void> {
    await this.requests.createIndexes([
      { key: { owner: 1, askedAt: -1, _id: -1 } },
      { key: { requester: 1, askedAt: -1, _id: -1 } },
      { key: { report: 1 } },
    ]);
  }

  async insert(session: ClientSession, request: AccessRequestDocument): Promise<void> {
    await this.requests.insertOne(request, { session });
  }

  /** One in which the organisation has a part. */
  find(id: string, organisation: string): Promise<AccessRequestDocument | null> {
    return this.requests.findOne({ _id: id, $or: [{ owner: organisation }, { requester: organisation }] });
  }

  /** The open one of a requester for a purpose: there is never more than one. */
  findOpen(
    session: ClientSession,
    { report, requester, purpose }: Pick<AccessRequestDocument, 'report' | 'requester' | 'purpose'>,
  ): Promise<AccessRequestDocument | null> {
    return this.requests.findOne({ report, requester, purpose, state: 'open' }, { session });
  }

  /** @returns the request as it is now; `undefined` when it is no longer the one that was read */
  async change(
    session: ClientSession,
    { _id, revision }: AccessRequestDocument,
    change: Change,
  ): Promise<AccessRequestDocument | undefined> {
    const next = { ...change, revision: revision + 1 };
    const changed = await this.requests.findOneAndUpdate({ _id, revision }, { $set: next }, { session, returnDocument: 'after' });
    return changed ?? undefined;
  }

  /** Nobody asks for, or has by request, what was withdrawn. */
  async lapse(session: ClientSession, report: string, at: string): Promise<void> {
    const active = await this.requests.find({ report, state: { $in: ['open', 'granted'] } }, { session, projection: { _id: 1 } }).toArray();
    if (active.length === 0) return;
    const update = { $set: { state: 'lapsed' as const, changedAt: at }, $inc: { revision: 1 } };
    await this.requests.bulkWrite(
      active.map(({ _id }) => ({ updateOne: { filter: { _id }, update } })),
      { session },
    );
  }

  /** What was written about a report that is destroyed. */
  async purge(session: ClientSession, report: string, at: string): Promise<void> {
    await this.lapse(session, report, at);
    await this.requests.updateMany({ report }, { $unset: { reason: '', note: '' } }, { session });
  }

  list(
    side: Side,
    organisation: string,
    state: AccessState | undefined,
    after: Place | undefined,
    limit: number,
  ): Promise<AccessRequestDocument[]> {
    const beyond = after ? [{ $or: [{ askedAt: { $lt: after[0] } }, { askedAt: after[0], _id: { $lt: after[1] } }] }] : [];
    return this.requests
      .find({ $and: [{ [side]: organisation }, ...(state ? [{ state }] : []), ...beyond] })
      .sort({ askedAt: -1, _id: -1 })
      .limit(limit)
      .toArray();
  }
}
