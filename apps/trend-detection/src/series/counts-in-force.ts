import { Problem } from '@landbridge/platform';
import type { EvaluationService } from '../evaluation/evaluation.service.ts';

/** @throws Problem 503 while all counts are made anew */
export async function countsInForce(evaluation: Pick<EvaluationService, 'backlog'>): Promise<{ generation: string; now: Date }> {
  const { generation, now } = await evaluation.backlog();
  if (generation !== undefined) return { generation, now };
  throw new Problem({
    type: 'counting-anew',
    status: 503,
    title: 'The counts are being made anew',
    detail: 'Try again in a few minutes.',
    headers: { 'retry-after': '60' },
  });
}
