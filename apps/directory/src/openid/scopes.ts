import type { Scope } from '@landbridge/platform';

/** What a credential of an organisation may ask for. What it may then see, the policy decides at each request. */
export const ORGANISATION_SCOPES: readonly Scope[] = [
  'reports:read',
  'reports:write',
  'trends:read',
  'subscriptions',
  'directory:read',
  'directory:write',
];
