import type { Decides } from './detection-outbreaks.ts';

/** Alarms of the default detector; `undefined` until there is one. */
export const defaultAlarms: Decides | undefined = undefined;
