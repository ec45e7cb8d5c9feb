import { type Caller, isOfAssessingTeam, type OrganisationCaller, Problem } from '@landbridge/platform';
import type { Assessor } from './assessment.schema.ts';

/** @throws Problem 403 for who is not of the assessing team, the same for every trend */
export function requireTeam(caller: Caller): OrganisationCaller {
  if (isOfAssessingTeam(caller)) return caller;
  throw new Problem({
    type: 'assessing-team-only',
    status: 403,
    title: 'Not allowed',
    detail: 'Only the assessing team does this: a person with the role assessor, of an organisation that assesses.',
  });
}

/** A judgement is a person's. @throws Problem 403 */
export function requirePerson(caller: OrganisationCaller): void {
  if (caller.person) return;
  throw new Problem({
    type: 'person-needed',
    status: 403,
    title: 'Not allowed',
    detail: 'A person with the role assessor decides this, signed in as such; a machine may acknowledge, assign and note.',
  });
}

export function assessorOf({ organisation, person }: OrganisationCaller): Assessor {
  return { organisation: organisation.id, ...(person && { person: person.id }) };
}
