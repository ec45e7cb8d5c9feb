import { SCOPES, type Scope } from '@landbridge/platform';

/** What a credential of an organisation may ask for. What it may then see, the policy decides at each request. */
export const ORGANISATION_SCOPES = [
  'reports:read',
  'reports:write',
  'trends:read',
  'trends:assess',
  'modus-operandi:write',
  'subscriptions',
  'directory:read',
  'directory:write',
  'audit:read',
] as const satisfies readonly Scope[];

/** What the programs of people may ask for; each person gets of it what the roles allow. */
export const PEOPLES_SCOPES: readonly Scope[] = SCOPES.filter((scope) => scope !== 'service');
