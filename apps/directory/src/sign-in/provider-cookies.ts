/** What the browser must bring back from its organisation's provider. */
export const RETURNING = 'landbridge_returning';
/** Where that cookie goes: to the callbacks of providers. */
export const CALLBACKS = '/sign-in/providers';
/** The name of the provider that this browser has signed in by. */
export const REMEMBERED_PROVIDER = 'landbridge_provider';
