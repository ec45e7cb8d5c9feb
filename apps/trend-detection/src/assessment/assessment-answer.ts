import type { JudgedTrend } from '../trends/judgement.ts';
import { toldOf } from '../trends/trend.schema.ts';
import type { ActBody, AssessmentAnswer, EarlierDismissal } from './assessment.bodies.ts';
import type { Act } from './assessment.schema.ts';
import { type Case, missingFor } from './decisions.ts';

/** An assessment as the team reads it. @param earlier dismissed trends of its line */
export function answerOf(of: Case, acts: readonly Act[], earlier: readonly JudgedTrend[]): AssessmentAnswer {
  const { trend, assessment } = of;
  const { assignee, sheet, duplicateOf } = assessment;
  const dismissed = dismissalOf(trend);
  return {
    trend: toldOf(trend),
    ...(assignee && { assignee }),
    ...(sheet && { sheet }),
    missing: trend.state === 'published' ? [] : missingFor(of),
    ...(dismissed && { dismissed }),
    ...(duplicateOf !== undefined && { duplicateOf }),
    earlier: earlier.filter(({ id }) => id !== trend.id).flatMap((one) => dismissalOf(one) ?? []),
    acts: acts.map(actBody),
  };
}

function dismissalOf({ id, judgement }: JudgedTrend): EarlierDismissal | undefined {
  const { dismissed } = judgement ?? {};
  return dismissed && { trend: id, ...(dismissed.reason && { reason: dismissed.reason }) };
}

/** Of a sheet only that it was filled in: the present one stands for itself. */
function actBody({ number, at, by, revision, content }: Act): ActBody {
  const { kind: act, sheet: _, ...said } = content;
  return { number, act, at: at.toISOString(), by, revision, ...said };
}
