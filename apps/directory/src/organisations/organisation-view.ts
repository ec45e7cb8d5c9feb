import { TIERS, type OrganisationState } from '@landbridge/contracts';
import type { Caller } from '@landbridge/platform';
import type { OrganisationView } from './organisation.bodies.ts';

/** What a caller is shown of an organisation. Membership of a closed group is known to its members only. */
export function viewOf(organisation: OrganisationState, caller: Caller): OrganisationView {
  const { revokedCredentials: _revoked, agreements: _agreements, people: _people, sequence: _sequence, ...view } = organisation;
  if (caller.kind !== 'organisation' || caller.organisation.id === organisation.id) return view;
  const shared: readonly string[] = [...TIERS, ...caller.organisation.communities];
  return { ...view, communities: view.communities.filter((id) => shared.includes(id)) };
}
