import type { AccessDecision, AccessRequested } from '@landbridge/contracts';
import type { NewEvent } from '@landbridge/messaging';
import type { AccessRequestDocument } from './access-request.document.ts';

export function accessRequested(request: AccessRequestDocument, policySequence: number): NewEvent<'cooperation'> {
  return { ...headOf(request, policySequence), name: 'access.requested', data: bodyOf(request, request.askedAt) };
}

export function accessDecided(request: AccessRequestDocument, decision: AccessDecision, policySequence: number): NewEvent<'cooperation'> {
  return { ...headOf(request, policySequence), name: 'access.decided', data: { ...bodyOf(request, request.changedAt), decision } };
}

function headOf({ _id, revision, changedAt }: AccessRequestDocument, policySequence: number) {
  return { topic: 'cooperation', key: _id, subject: _id, revision, time: new Date(changedAt), policySequence } as const;
}

function bodyOf({ _id: request, report, requester, owner, purpose }: AccessRequestDocument, at: string): AccessRequested {
  return { request, report, requester, owner, purpose, at };
}
