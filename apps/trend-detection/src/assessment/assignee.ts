import { PUBLIC_AUDIENCE, type OrganisationState } from '@landbridge/contracts';
import type { Assessor } from './assessment.schema.ts';
import { NotNow } from './decisions.ts';

/**
 * A person of the team who may read the trend.
 * @param organisation for which the person acts now
 * @throws NotNow for anybody else, whether known or not
 */
export function assigneeFor(person: string, organisation: OrganisationState | undefined, audience: string): Required<Assessor> {
  const known = organisation?.people.find(({ id }) => id === person);
  const reads = audience === PUBLIC_AUDIENCE || organisation?.communities.includes(audience);
  if (!organisation?.assessing || organisation.status !== 'active' || !known?.roles.includes('assessor') || !reads)
    throw new NotNow('person is nobody of the assessing team with the role assessor who reads this audience. Name somebody who is.');
  return { organisation: organisation.id, person };
}
