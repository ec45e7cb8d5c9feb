import { ARTEFACTS } from '@landbridge/contracts';
import { type DismissalReason, isFinding } from '../trends/judgement.ts';
import type { StoredTrend } from '../trends/trend.schema.ts';
import { type Interval, wilson } from './wilson.ts';

/** Reasons that say that there was no change to tell of. What is known or not relevant was there all the same. */
const FALSE_BY: readonly DismissalReason[] = [...ARTEFACTS, 'too-little', 'other'];

export type DecidedTrend = Pick<StoredTrend, 'state' | 'kind' | 'method' | 'series' | 'judgement'>;

/** How many candidates of a kind were worth being told of. */
export interface Share {
  readonly by: string;
  readonly published: number;
  readonly dismissedAsFalse: number;
  /** Were published, and evaluation took them back: counted apart, because nobody has decided that they were false. */
  readonly takenBack: number;
  /** Absent where nothing is counted. */
  readonly precision?: number;
  readonly interval?: Interval;
}

/** Precision over trends of which people have decided: all together, and by what tells them apart. */
export function precisionBy(trends: readonly DecidedTrend[], kindOf: (trend: DecidedTrend) => string): Share[] {
  const counted = trends.filter((trend) => isFinding(trend) || isFalse(trend) || isTakenBack(trend));
  return [...Map.groupBy(counted, kindOf)].sort(([a], [b]) => (a < b ? -1 : 1)).map(([by, group]) => shareOf(by, group));
}

export function shareOf(by: string, trends: readonly DecidedTrend[]): Share {
  const published = trends.filter(isFinding).length;
  const dismissedAsFalse = trends.filter(isFalse).length;
  const all = published + dismissedAsFalse;
  const takenBack = trends.filter(isTakenBack).length;
  return { by, published, dismissedAsFalse, takenBack, ...(all > 0 && { precision: published / all, interval: wilson(published, all) }) };
}

const isTakenBack = ({ judgement }: DecidedTrend) => judgement?.takenBack === true;

function isFalse({ state, judgement }: DecidedTrend): boolean {
  const reason = judgement?.dismissed?.reason;
  return state === 'dismissed' && reason !== undefined && FALSE_BY.includes(reason);
}
