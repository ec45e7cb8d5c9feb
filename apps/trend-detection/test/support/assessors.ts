import type { OrganisationState } from '@landbridge/contracts';
import { organisationState } from '@landbridge/contracts/testing';
import type { OrganisationCaller } from '@landbridge/platform';
import { memberReader } from '@landbridge/sharing/testing';

export const ANNA = { id: '0a000000-0000-4000-8000-000000000001', roles: ['assessor' as const] };
export const BRUNO = { id: '0a000000-0000-4000-8000-000000000002', roles: ['assessor' as const] };
/** Somebody of the team's organisation who does not assess. */
export const CLARA = { id: '0a000000-0000-4000-8000-000000000003', roles: ['reader' as const] };
export const DANA = { id: '0a000000-0000-4000-8000-000000000004', roles: ['assessor' as const] };

/** Organisations of the assessing team, members of practitioners. */
export const TEAM = organisationState({ name: 'Team', assessing: true, communities: ['practitioners'], people: [ANNA, CLARA] });
export const NEIGHBOUR = organisationState({ name: 'Neighbour', assessing: true, communities: ['practitioners'], people: [BRUNO] });
/** Assesses, and reads nothing but what is public. */
export const ELSEWHERE = organisationState({ name: 'Elsewhere', assessing: true, communities: [], people: [DANA] });

/** @param person absent for a machine of the organisation */
export function callerOf(organisation: OrganisationState, person?: OrganisationState['people'][number]): OrganisationCaller {
  const reader = memberReader(organisation);
  return { kind: 'organisation', clientId: 'c', scopes: ['trends:read'], organisation, reader, ...(person && { person }) };
}
