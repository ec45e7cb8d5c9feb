import { join } from 'node:path';

/** The checkout. */
export const root = join(import.meta.dirname, '../../..');

export const apps = ['directory', 'ingestion', 'trend-detection', 'notification'] as const;
export type App = (typeof apps)[number];
