import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Place } from '@landbridge/platform';
import type { mongo } from 'mongoose';
import { IngestionStore } from '../store/ingestion-store.ts';
import type { SubjectOutcome, SubjectRequestDocument, SubjectState } from './subject-request.document.ts';

export type Found = Pick<SubjectRequestDocument, 'reports' | 'foundLater' | 'quarantined' | 'unsure' | 'searchedAt'>;

@Injectable()
export class SubjectRequestsRepository implements OnModuleInit {
  private readonly requests: mongo.Collection<SubjectRequestDocument>;

  constructor(store: IngestionStore) {
    this.requests = store.collection('subject-requests');
  }

  async onModuleInit(): Promise<void> {
    await this.requests.createIndexes([{ key: { organisation: 1, due: 1, _id: 1 } }]);
  }

  async add(request: SubjectRequestDocument): Promise<void> {
    await this.requests.insertOne(request);
  }

  find(organisation: string, id: string): Promise<SubjectRequestDocument | null> {
    return this.requests.findOne({ _id: id, organisation });
  }

  /** Only an open one. @returns the request as it is now */
  note(id: string, found: Found): Promise<SubjectRequestDocument | null> {
    return this.requests.findOneAndUpdate({ _id: id, state: 'open' }, { $set: found }, { returnDocument: 'after' });
  }

  /** Only an open one. What it is about is not looked for any more. @returns the request as it is now */
  close(id: string, state: SubjectOutcome, closedAt: string): Promise<SubjectRequestDocument | null> {
    const update = { $set: { state, closedAt }, $unset: { externalId: '' as const } };
    return this.requests.findOneAndUpdate({ _id: id, state: 'open' }, update, { returnDocument: 'after' });
  }

  /** Only an open one, once. @returns the request as it is now */
  extend(id: string, due: string): Promise<SubjectRequestDocument | null> {
    const filter = { _id: id, state: 'open' as const, extended: { $exists: false } };
    return this.requests.findOneAndUpdate(filter, { $set: { due, extended: true } }, { returnDocument: 'after' });
  }

  list(organisation: string, state: SubjectState | undefined, after: Place | undefined, limit: number): Promise<SubjectRequestDocument[]> {
    const beyond = after ? [{ $or: [{ due: { $gt: after[0] } }, { due: after[0], _id: { $gt: after[1] } }] }] : [];
    return this.requests
      .find({ $and: [{ organisation }, ...(state ? [{ state }] : []), ...beyond] })
      .sort({ due: 1, _id: 1 })
      .limit(limit)
      .toArray();
  }
}
