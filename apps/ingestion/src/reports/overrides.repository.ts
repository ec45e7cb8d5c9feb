import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { mongo } from 'mongoose';
import { IngestionStore } from '../store/ingestion-store.ts';
import type { PersonalKind } from '@landbridge/platform';
import type { HeldReport, Overridden } from './report.documents.ts';

export interface OverrideCount {
  readonly reason: Overridden['reason'];
  readonly kind: PersonalKind;
  readonly count: number;
}

/** How the text check was overridden, in reports and in their earlier revisions. */
@Injectable()
export class OverridesRepository implements OnModuleInit {
  private readonly collections: readonly mongo.Collection<Pick<HeldReport, 'overridden'>>[];

  constructor(store: IngestionStore) {
    this.collections = ['reports', 'revisions'].map((name) => store.collection(name));
  }

  async onModuleInit(): Promise<void> {
    const index = { key: { 'overridden.reason': 1 as const }, partialFilterExpression: { overridden: { $exists: true } } };
    for (const collection of this.collections) await collection.createIndexes([index]);
  }

  /** How often in any revision, by reason and kind. */
  async count(): Promise<OverrideCount[]> {
    const counted = this.collections.map((collection) =>
      collection
        .aggregate<{ _id: Pick<OverrideCount, 'reason' | 'kind'>; count: number }>([
          { $match: { overridden: { $exists: true } } },
          { $unwind: '$overridden.found' },
          { $group: { _id: { reason: '$overridden.reason', kind: '$overridden.found.kind' }, count: { $sum: '$overridden.found.count' } } },
        ])
        .toArray(),
    );
    const all = (await Promise.all(counted)).flat();
    return [...Map.groupBy(all, ({ _id: { reason, kind } }) => `${reason} ${kind}`).values()].flatMap((same) => {
      const [first] = same;
      return first ? [{ ...first._id, count: same.reduce((sum, { count }) => sum + count, 0) }] : [];
    });
  }
}
