import { isDeepStrictEqual } from 'node:util';
import { restsOnSeveral, type TrendSeries, type TrendState } from '@landbridge/contracts';
import { finish, isOneOf, sharesWith, type TrendChange } from '../evaluation/reconcile.ts';
import { type DismissalReason, type JudgedTrend, type Merged, perWeek, type Standing, standing } from '../trends/judgement.ts';
import type { ActContent, Assessment, Assessor } from './assessment.schema.ts';
import { missingIn, type Sheet } from './sheet.ts';

/** A trend, and what the team has made of it so far. */
export interface Case {
  readonly trend: JudgedTrend;
  readonly assessment: Assessment;
}

/** What an act makes of a case. */
export interface Decided {
  readonly of: Case;
  readonly act: ActContent;
  /** Absent where the trend stays as it is. */
  readonly change?: TrendChange;
  readonly assessment?: { readonly [K in 'sheet' | 'assignee' | 'duplicateOf']?: Assessment[K] | undefined };
}

/** The act does not go with the state of the trend; the message says what would mend it. */
export class NotNow extends Error {
  override readonly name = 'NotNow';
}

/** States in which a trend is there to be assessed. */
const OPEN: readonly TrendState[] = ['candidate', 'under-assessment', 'published'];
const MOST_MERGED = 10;

// Acts: nothing comes of one that has been done already, and one that cannot be throws NotNow.

export function acknowledge(of: Case): Decided[] {
  if (of.trend.state === 'under-assessment') return [];
  if (of.trend.state !== 'candidate') throw new NotNow(`Only a candidate is taken up; this trend is ${inWords(of.trend)}.`);
  return [{ of, act: { kind: 'acknowledged' }, change: turned(of.trend, { ...judged(of.trend), state: 'under-assessment' }) }];
}

export function assign(of: Case, assignee: Required<Assessor>): Decided[] {
  requireOpen(of.trend);
  if (isDeepStrictEqual(of.assessment.assignee, assignee)) return [];
  return [{ of, act: { kind: 'assigned', assignee }, assessment: { assignee } }];
}

export function note(of: Case, text: string): Decided[] {
  return [{ of, act: { kind: 'noted', note: text } }];
}

export function fillIn(of: Case, sheet: Sheet): Decided[] {
  requireOpen(of.trend);
  if (isDeepStrictEqual(of.assessment.sheet, sheet)) return [];
  const missing = missingIn(sheet);
  if (of.trend.state === 'published' && missing.length > 0)
    throw new NotNow(
      `The trend is published, and its sheet has to stay complete: ${missing.join('; ')}. Dismiss the trend if it is wrong.`,
    );
  return [{ of, act: { kind: 'sheet', sheet }, assessment: { sheet } }];
}

/** What a trend lacks before it may be published, in words that end a sentence. */
export function missingFor({ trend, assessment }: Case): string[] {
  return [
    ...(OPEN.includes(trend.state) ? [] : [`the change no longer stands to be assessed, because it is ${inWords(trend)}`]),
    ...missingIn(assessment.sheet),
    ...lackingSenders(trend),
  ];
}

function lackingSenders({ organisations, survivesLeavingOneOut }: JudgedTrend): string[] {
  return [
    ...(organisations < 2 ? ['it does not rest on two organisations that the attributions tell apart'] : []),
    ...(survivesLeavingOneOut ? [] : ['it does not stay when one organisation is left out']),
  ];
}

export function publish(of: Case): Decided[] {
  if (of.trend.state === 'published') return [];
  const missing = missingFor(of);
  if (missing.length > 0 || !restsOnSeveral(of.trend)) throw new NotNow(`The trend cannot be published: ${missing.join('; ')}.`);
  return [
    {
      of,
      act: { kind: 'published' },
      change: turned(of.trend, standing('published', { ...of.trend.judgement, published: true, takenBack: undefined })),
    },
  ];
}

export function dismiss(of: Case, reason: DismissalReason, text: string | undefined): Decided[] {
  if (of.trend.state === 'dismissed' && of.trend.judgement?.dismissed?.reason === reason) return [];
  requireOpen(of.trend);
  return [{ of, act: { kind: 'dismissed', reason, ...(text !== undefined && { text }) }, change: silenced(of.trend, reason) }];
}

/** What one trend tells, another of the same audience tells as well. */
export function merge(of: Case, into: Case | undefined): Decided[] {
  const { trend } = of;
  if (!into) throw new NotNow('There is no trend to merge into by that id, or it is not for you.');
  const other = into.trend;
  if (trend.state === 'dismissed' && of.assessment.duplicateOf === other.id) return [];
  requireOpen(trend);
  if (trend.id === other.id) throw new NotNow('A trend is not merged into itself; name the other one in into.');
  if (trend.audience !== other.audience)
    throw new NotNow('Trends of two audiences are not merged: who reads the one may not read the other.');
  if (!OPEN.includes(other.state)) throw new NotNow(`The trend to merge into is ${inWords(other)}; name one that is open, or reopen it.`);
  if (other.state === 'published' && !restsOnSeveral(trend))
    throw new NotNow(
      `The trend to merge into is published, so that its audience would read of this one, too: ${lackingSenders(trend).join('; ')}. Dismiss it, or wait.`,
    );
  const { merged = [] } = other.judgement ?? {};
  const all = [...merged.filter((one) => one.trend !== trend.id), { trend: trend.id, series: trend.series }];
  if (all.length > MOST_MERGED) throw new NotNow(`At most ${MOST_MERGED} trends are merged into one.`);
  return [
    { of, act: { kind: 'merged', other: other.id }, change: silenced(trend, 'duplicate'), assessment: { duplicateOf: other.id } },
    { of: into, act: { kind: 'took-in', other: trend.id }, change: withMerged(other, all, restsOnSeveral(trend) ? [trend.series] : []) },
  ];
}

/** @param into the trend that it was merged into, where it was */
export function reopen(of: Case, into: Case | undefined): Decided[] {
  const { trend } = of;
  if (trend.state === 'under-assessment' || trend.state === 'candidate') return [];
  if (trend.state !== 'dismissed') throw new NotNow(`Only a dismissed trend is reopened; this one is ${inWords(trend)}.`);
  const state = trend.closedBecause === undefined ? 'under-assessment' : 'closed';
  const reopened: Decided = {
    of,
    act: { kind: 'reopened' },
    change: turned(trend, standing(state, { merged: trend.judgement?.merged })),
    assessment: { duplicateOf: undefined },
  };
  const kept = into?.trend.judgement?.merged?.filter((one) => one.trend !== trend.id);
  // one that is over keeps what it was told with
  if (!into || !kept || !OPEN.includes(into.trend.state)) return [reopened];
  return [reopened, { of: into, act: { kind: 'gave-back', other: trend.id }, change: withMerged(into.trend, kept, []) }];
}

function silenced(trend: JudgedTrend, reason: DismissalReason): TrendChange {
  const dismissed = { perWeek: perWeek(trend.evidence), reason };
  return turned(trend, standing('dismissed', { dismissed, merged: trend.judgement?.merged }));
}

/** Which of those merged before are named, evaluation has said. @param added series that it names from now on */
function withMerged(trend: JudgedTrend, merged: readonly Merged[], added: readonly TrendSeries[]): TrendChange {
  const { shares: named = [], ...rest } = trend;
  const seriesOf = (list: readonly Merged[]) => list.map(({ series }) => series);
  const before = seriesOf(trend.judgement?.merged ?? []);
  const kept = seriesOf(merged).filter((series) => isOneOf(named, series) || isOneOf(added, series));
  const shown = named.filter((series) => !isOneOf(before, series));
  const shares = sharesWith(shown, kept);
  const judgement = { ...trend.judgement, merged: merged.length > 0 ? merged : undefined };
  return turned({ ...rest, ...(shares.length > 0 && { shares }) }, standing(trend.state, judgement));
}

/** The next revision of a trend, in another standing. */
function turned({ judgement: _, ...trend }: JudgedTrend, next: Standing): TrendChange {
  const isOver = next.state === 'closed' || next.state === 'dismissed';
  return { event: isOver ? 'trend.closed' : 'trend.revised', trend: finish({ ...trend, ...next, revision: trend.revision + 1 }) };
}

const judged = ({ judgement }: JudgedTrend) => (judgement ? { judgement } : {});

function requireOpen(trend: JudgedTrend): void {
  if (OPEN.includes(trend.state)) return;
  const mend = trend.state === 'dismissed' ? ' Reopen it first.' : ' Its notes stay open.';
  throw new NotNow(`The trend is ${inWords(trend)}.${mend}`);
}

const inWords = ({ state }: JudgedTrend) => state.replace('-', ' ');
