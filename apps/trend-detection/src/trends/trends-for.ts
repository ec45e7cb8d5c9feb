import { type Caller, isOfAssessingTeam } from '@landbridge/platform';
import type { QueryFilter } from 'mongoose';
import type { ReadableAudiences } from '../figures/figures-reader.ts';
import type { StoredTrend } from './trend.schema.ts';

/** Who reads trends, and of which audiences. */
export interface TrendReading {
  readonly caller: Caller;
  readonly audiences: ReadableAudiences;
}

/** Whether candidates are for somebody, too: to everybody else only findings are told, and nothing that shows where others stand. */
export const knowsCandidates = (caller: Caller): boolean => caller.kind !== 'organisation' || isOfAssessingTeam(caller);

const FINDINGS = { state: { $in: ['published', 'closed'] }, 'judgement.published': true } satisfies QueryFilter<StoredTrend>;

/**
 * Which trends a caller may know of: the findings of its audiences (`isFinding`), and all trends of theirs if it assesses. What another
 * charter took back stood on reports that a reader of today may not know of.
 */
export function trendsFor({ caller, audiences }: TrendReading): QueryFilter<StoredTrend> {
  if (audiences === 'all' || caller.kind !== 'organisation') return {};
  return {
    audience: { $in: [...audiences.keys()] },
    ...(isOfAssessingTeam(caller) ? { closedBecause: { $ne: 'charter-changed' } } : FINDINGS),
  };
}
