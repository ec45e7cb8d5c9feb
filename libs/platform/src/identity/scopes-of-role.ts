import { PERSON_ROLES, type OrganisationState, type PersonRole, type PersonState } from '@landbridge/contracts';
import type { Scope } from './caller.ts';

/**
 * What each role may ask for and do. Who administers an organisation does not read reports for it unless another role says so.
 * `operator` counts in an organisation that operates the network and nowhere else.
 */
export const SCOPES_OF_ROLE = {
  administrator: ['directory:read', 'directory:write', 'subscriptions', 'audit:read', 'operator'],
  analyst: ['reports:read', 'trends:read', 'modus-operandi:write', 'subscriptions', 'directory:read'],
  assessor: ['reports:read', 'trends:read', 'trends:assess', 'modus-operandi:write', 'subscriptions', 'directory:read'],
  contributor: ['reports:read', 'reports:write', 'trends:read', 'directory:read'],
  reader: ['reports:read', 'trends:read', 'directory:read'],
} as const satisfies Record<PersonRole, readonly Scope[]>;

/** Everything that a person of an organisation may do now, by all of its roles. */
export function scopesOf({ roles }: Pick<PersonState, 'roles'>, { operates }: Pick<OrganisationState, 'operates'>): Scope[] {
  const scopes = new Set<Scope>(PERSON_ROLES.filter((role) => roles.includes(role)).flatMap((role) => SCOPES_OF_ROLE[role]));
  if (!operates) scopes.delete('operator');
  return [...scopes];
}
