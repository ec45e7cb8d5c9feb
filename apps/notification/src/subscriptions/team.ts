import type { OrganisationState } from '@landbridge/contracts';
import type { Subscription } from './subscription.schema.ts';

/**
 * Whether a subscription is the assessing team's, as trend-detection has it for who reads: its organisation assesses, and it was made by a
 * machine, or by a person who is there still and an assessor still. Of one whose maker was not kept nobody knows, so it is not.
 */
export function isOfTeam(
  { madeBy }: Pick<Subscription, 'madeBy'>,
  { assessing, people }: Pick<OrganisationState, 'assessing' | 'people'>,
): boolean {
  if (!assessing || !madeBy) return false;
  return madeBy.kind === 'machine' || people.some(({ id, roles }) => id === madeBy.person && roles.includes('assessor'));
}
