import { Problem, type Caller } from '@landbridge/platform';

export function isSelfOrOperator(caller: Caller, organisation: string): boolean {
  return caller.kind === 'operator' || (caller.kind === 'organisation' && caller.organisation.id === organisation);
}

/** @throws Problem 403 unless the operator asks, or the organisation for itself */
export function requireSelfOrOperator(caller: Caller, organisation: string): void {
  if (isSelfOrOperator(caller, organisation)) return;
  throw new Problem({
    type: 'forbidden',
    status: 403,
    title: 'Not allowed',
    detail: 'Only the operator and the organisation itself do this.',
  });
}
