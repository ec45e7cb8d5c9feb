import type { AuditDraft, Refusals } from '@landbridge/platform';
import type { Person } from '../people/person.schema.ts';

/** By what somebody was known: password and second factor at directory, or the organisation's provider. */
export type SignInWay = 'password' | 'provider';

export function signedIn({ _id: person, organisation }: Person, by: SignInWay): AuditDraft {
  return { actor: { by: 'organisation', organisation, person }, action: 'signed-in', details: { by } };
}

/** Whoever tried is nobody; whom it was about stands in the entry, where there is such a person. */
export function refused(person: Person | undefined, by: SignInWay, why?: 'one-factor' | 'too-many'): AuditDraft {
  const about = person && { objects: [{ kind: 'people', id: person._id }], owner: person.organisation };
  return { actor: { by: 'nobody' }, action: 'sign-in.refused', outcome: 'refused', ...about, details: { by, ...(why && { why }) } };
}

/** An attempt that was not looked at, because there were too many before it. */
export function tooEarly(person: Person | undefined): Parameters<Refusals['record']> {
  const owner = person && { owner: person.organisation };
  const objects = person ? [{ kind: 'people', id: person._id }] : [];
  return [{ actor: { by: 'nobody' }, action: 'sign-in.refused', ...owner, details: { by: 'password', why: 'too-early' } }, { objects }];
}

/** What an organisation's provider said was not taken; whom it was about is not known. */
export function answerRefused(organisation: string): AuditDraft {
  return {
    actor: { by: 'nobody' },
    action: 'sign-in.refused',
    outcome: 'refused',
    owner: organisation,
    details: { by: 'provider', why: 'answer' },
  };
}
