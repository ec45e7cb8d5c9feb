import type { Withdrawal, WithdrawalReason } from '@landbridge/contracts';
import type { NewEvent } from '@landbridge/messaging';
import type { WithdrawnReport } from './report.documents.ts';

/** Withdrawn consent takes the words away for good, from every revision. */
export const DESTROYS_KEY: readonly WithdrawalReason[] = ['consent-withdrawn'];

/** The withdrawal as it travels. */
export function withdrawalOf({ _id, revision, contributor, revisedAt, reason }: WithdrawnReport): Withdrawal {
  return { id: _id, revision, contributor, acceptedAt: revisedAt, reason };
}

export function withdrawalEvent(report: WithdrawnReport, policySequence: number) {
  const { _id: id, revision, revisedAt } = report;
  return {
    topic: 'reports',
    name: 'report.withdrawn',
    key: id,
    subject: id,
    revision,
    time: new Date(revisedAt),
    data: { withdrawal: withdrawalOf(report) },
    policySequence,
  } as const satisfies NewEvent<'reports'>;
}
