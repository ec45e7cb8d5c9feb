import type { CommunityState, OrganisationState } from '@landbridge/contracts';
import type { NewEvent } from '@landbridge/messaging';

export type PolicySubject = OrganisationState | CommunityState;

/** The event that tells the network of an organisation or a community as it is now. */
export function policyEvent(state: PolicySubject, time: Date): NewEvent<'organisations'> {
  const envelope = { topic: 'organisations', key: state.id, subject: state.id, revision: state.sequence, time } as const;
  if ('charter' in state) return { ...envelope, name: 'community.changed', data: state };
  return { ...envelope, name: state.status === 'suspended' ? 'organisation.suspended' : 'organisation.changed', data: state };
}
