import { type Caller, Problem } from '@landbridge/platform';

/**
 * People are managed by people: a credential of a machine, once stolen, must not become somebody who can sign in.
 * @throws Problem 403 unless the operator asks, or an administrator of the organisation
 */
export function requireAdministrator(caller: Caller, organisation: string): void {
  if (caller.kind === 'operator') return;
  if (caller.kind === 'organisation' && caller.organisation.id === organisation && caller.person?.roles.includes('administrator')) return;
  throw new Problem({
    type: 'forbidden',
    status: 403,
    title: 'Not allowed',
    detail: 'Only the operator and the organisation’s administrators, signed in as people, do this.',
  });
}

/** @throws Problem 403 unless a person asks */
export function requirePerson(caller: Caller): { person: string; organisation: string } {
  const { person, organisation } = caller.kind === 'service' ? {} : caller;
  if (person && organisation) return { person: person.id, organisation: organisation.id };
  throw new Problem({ type: 'forbidden', status: 403, title: 'Not allowed', detail: 'Only people, signed in, do this.' });
}
