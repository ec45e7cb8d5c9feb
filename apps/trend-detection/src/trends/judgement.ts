import type { Artefact, Trend, TrendGrain, TrendSeries, TrendState } from '@landbridge/contracts';
import { ARTEFACTS, restsOnSeveral } from '@landbridge/contracts';

/** Why a trend was dismissed. */
export const DISMISSAL_REASONS = [...ARTEFACTS, 'known-already', 'not-relevant', 'too-little', 'duplicate', 'other'] as const;
export type DismissalReason = Artefact | 'known-already' | 'not-relevant' | 'too-little' | 'duplicate' | 'other';

export interface Dismissal {
  /** At how many a week. Up to half as many again the change makes no new candidate; a fall, down to two thirds. */
  readonly perWeek: number;
  /** Absent where nobody dismissed this trend itself: it is silent because an earlier one of its line was. */
  readonly reason?: DismissalReason;
  /** It has risen above that since, and is a candidate again. */
  readonly risen?: true;
}

/** A trend that was merged into another one, which names its series. */
export interface Merged {
  readonly trend: string;
  readonly series: TrendSeries;
}

/** What people have decided of a trend, as far as evaluation has to know it. It lies with the trend and is never told with it. */
export interface Judgement {
  /** It is published, or was when its change ended. */
  readonly published?: true;
  /** Evaluation has taken it back after it was published, and nobody has decided of it since. */
  readonly takenBack?: true;
  readonly dismissed?: Dismissal;
  readonly merged?: readonly Merged[];
}

export type JudgedTrend = Trend & { readonly judgement?: Judgement };

/** What evaluation found of a change, as far as it matters here. */
export type Found = Pick<Trend, 'kind' | 'evidence' | 'organisations' | 'survivesLeavingOneOut'>;

export interface Standing {
  readonly state: TrendState;
  readonly judgement?: Judgement;
}

const WEEKS_IN: Readonly<Record<TrendGrain, number>> = { week: 1, month: 365.25 / 7 / 12, quarter: 365.25 / 7 / 4, year: 365.25 / 7 };
const LOUDER = 1.5;

export function perWeek({ observed, buckets = 1, grain = 'week' }: Trend['evidence']): number {
  return observed / (buckets * WEEKS_IN[grain]);
}

/** What its audience reads: a trend that is published, or was when its change ended. */
export function isFinding({ state, judgement }: Pick<JudgedTrend, 'state' | 'judgement'>): boolean {
  return state === 'published' || (state === 'closed' && judgement?.published === true);
}

/**
 * The state of a trend after evaluation has looked at its change once more. What people have dismissed stays so until it grows beyond what
 * they saw; what they have taken up or published, as long as the change goes on, but it is published only while several stand behind it.
 * @param silence of an earlier trend of the same line, where there is none yet of this change
 * @param open whether the change still goes on
 */
export function standingOf(found: Found, stored: JudgedTrend | undefined, silence: Dismissal | undefined, open: boolean): Standing {
  const { dismissed = silence, merged, takenBack } = stored?.judgement ?? {};
  const isSilent = dismissed !== undefined && dismissed.risen === undefined;
  // a change that is over calls for nobody, however large late reports make it
  if (isSilent && !(outgrows(found, dismissed) && (open || !stored))) return standing('dismissed', { dismissed, merged });
  const wasFinding = stored !== undefined && isFinding(stored);
  const wasPublished = stored?.state === 'published';
  const stands = restsOnSeveral(found);
  const kept = {
    dismissed: isSilent ? { ...dismissed, risen: true as const } : dismissed,
    merged,
    takenBack: wasFinding && !stands ? true : takenBack,
  };
  if (!open) return standing('closed', { ...kept, published: wasFinding && stands ? true : undefined });
  if (wasPublished && stands) return standing('published', { ...kept, published: true });
  return standing(wasPublished || stored?.state === 'under-assessment' ? 'under-assessment' : 'candidate', kept);
}

/**
 * What a trend that is taken back keeps, should its change come back.
 * @param otherCharter its audience counts by another one by now, which says nothing of what was found
 */
export function standingOfRetracted(trend: JudgedTrend, otherCharter: boolean): Standing {
  const { dismissed, merged, takenBack } = trend.judgement ?? {};
  return standing('retracted', { dismissed, merged, takenBack: isFinding(trend) && !otherCharter ? true : takenBack });
}

/** A state with the judgement that goes with it; what is not there is left out. */
export function standing(state: TrendState, judgement: { readonly [K in keyof Judgement]: Judgement[K] | undefined }): Standing {
  const there = Object.fromEntries(Object.entries(judgement).filter(([, value]) => value !== undefined)) as Judgement;
  return Object.keys(there).length > 0 ? { state, judgement: there } : { state };
}

/** The dismissal by which a new change of a line is silent: that of the last trend of the line, unless it has been called up again. */
export function silenceOf(last: JudgedTrend | undefined): Dismissal | undefined {
  const dismissed = last?.state === 'dismissed' ? last.judgement?.dismissed : undefined;
  return dismissed && { perWeek: dismissed.perWeek };
}

function outgrows({ kind, evidence }: Found, { perWeek: level }: Dismissal): boolean {
  const now = perWeek(evidence);
  return kind === 'fall' ? now * LOUDER < level : now > level * LOUDER;
}
