import type { Caller } from '@landbridge/platform';
import type { QueryFilter } from 'mongoose';
import type { ReadableAudiences } from '../figures/figures-reader.ts';
import type { StoredTrend } from './trend.schema.ts';

/** Who reads trends, and of which audiences. */
export interface TrendReading {
  readonly caller: Caller;
  readonly audiences: ReadableAudiences;
}

/**
 * Which trends a caller may know of: the published ones of its audiences, and all of them if it assesses. What another charter took back
 * stood on reports that a reader of today may not know of.
 */
export function trendsFor({ caller, audiences }: TrendReading): QueryFilter<StoredTrend> {
  if (audiences === 'all' || caller.kind !== 'organisation') return {};
  return {
    audience: { $in: [...audiences.keys()] },
    ...(caller.organisation.assessing ? { closedBecause: { $ne: 'charter-changed' } } : { state: 'published' }),
  };
}
